from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.contrib.postgres.fields import ArrayField
from uuid import uuid4
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    initial = True

    operations = [
        ops.CreateSchema(schema_name='consent'),
        ops.CreateModel(
            name='LedgerEntry',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('subject_id', fields.UUIDField(description='personal: whose consent')),
                ('purpose', fields.CharField(max_length=40)),
                ('action', fields.CharField(max_length=12)),
                ('text_version', fields.SmallIntField()),
                ('locale', fields.CharField(max_length=5)),
                ('text_shown', fields.TextField(unique=False)),
                ('decided_by', fields.UUIDField(null=True, description='personal: who decided')),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'ledger', 'schema': 'consent', 'app': 'consent', 'indexes': [Index(fields=['subject_id', 'purpose', 'at'])], 'pk_attr': 'id', 'table_description': 'One decision of one person about one purpose, with the text they saw. Append-only.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='LocationUse',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('at', fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
                ('subject_id', fields.UUIDField(description='personal: whose location')),
                ('purposes', ArrayField(element_type='TEXT')),
                ('act', fields.CharField(max_length=10)),
                ('actor_id', fields.UUIDField(null=True)),
                ('actor_system', fields.CharField(null=True, max_length=60)),
                ('receiver_id', fields.UUIDField(null=True)),
            ],
            options={'table': 'location_uses', 'schema': 'consent', 'app': 'consent', 'indexes': [Index(fields=['subject_id', 'at'])], 'pk_attr': 'id', 'table_description': 'Who used or was given whose location, why and when; never the location itself.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Standing',
            fields=[
                ('subject_id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True, description='personal: whose consents')),
                ('purposes', ArrayField(element_type='TEXT')),
                ('changed_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'standing', 'schema': 'consent', 'app': 'consent', 'pk_attr': 'subject_id', 'table_description': "What stands now for one subject: the ledger's last word in one lockable row."},
            bases=['Model'],
        ),
    ]
