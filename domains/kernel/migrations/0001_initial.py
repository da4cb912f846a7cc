from tortoise import migrations
from tortoise.migrations import operations as ops
from uuid import uuid4
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    initial = True

    operations = [
        ops.CreateSchema(schema_name='kernel'),
        ops.CreateModel(
            name='Answer',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('actor_id', fields.UUIDField()),
                ('operation', fields.CharField(max_length=60)),
                ('request_id', fields.CharField(max_length=64)),
                ('fingerprint', fields.BinaryField()),
                ('outcome', fields.BinaryField()),
                ('answered_at', fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'answers', 'schema': 'kernel', 'app': 'kernel', 'unique_together': [('actor_id', 'operation', 'request_id')], 'pk_attr': 'id', 'table_description': 'The first answer to a request, given again when the phone asks twice.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('actor_id', fields.UUIDField(null=True)),
                ('actor_system', fields.CharField(null=True, max_length=60)),
                ('on_behalf_of', fields.UUIDField(null=True)),
                ('action', fields.CharField(max_length=80)),
                ('subject_id', fields.UUIDField(null=True, description='personal: whose affair')),
                ('reference', fields.UUIDField(null=True)),
            ],
            options={'table': 'audit', 'schema': 'kernel', 'app': 'kernel', 'indexes': [Index(fields=['subject_id', 'at'])], 'pk_attr': 'id', 'table_description': 'Who did what, for whom: never with a payload, never changed.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='OutboxRow',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('topic', fields.CharField(max_length=80)),
                ('version', fields.SmallIntField()),
                ('payload', fields.BinaryField()),
                ('occurred_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('available_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('offered_until', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('attempts', fields.SmallIntField(default=0)),
                ('done_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('gave_up_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('last_error', fields.CharField(null=True, max_length=200)),
            ],
            options={'table': 'outbox', 'schema': 'kernel', 'app': 'kernel', 'pk_attr': 'id', 'table_description': 'One event, recorded in the transaction of its cause, done in the transaction of its effect.'},
            bases=['Model'],
        ),
    ]
