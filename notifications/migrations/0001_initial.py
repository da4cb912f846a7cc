from tortoise import migrations
from tortoise.migrations import operations as ops
from uuid import uuid4
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    initial = True

    operations = [
        ops.CreateSchema(schema_name='notifications'),
        ops.CreateModel(
            name='Decision',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('event_id', fields.UUIDField()),
                ('person_id', fields.UUIDField(description='personal: about whom')),
                ('verdict', fields.CharField(description='allow, hold or deny', max_length=5)),
                ('reason', fields.CharField(max_length=20)),
                ('held_until', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('decided_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'decisions', 'schema': 'notifications', 'app': 'notifications', 'unique_together': (('event_id', 'person_id'),), 'pk_attr': 'id', 'table_description': 'What the gate said about one person and one event, and why.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='InboxEntry',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('event_id', fields.UUIDField()),
                ('person_id', fields.UUIDField(description='personal: whose inbox')),
                ('tag', fields.CharField(max_length=64)),
                ('kind', fields.CharField(max_length=40)),
                ('category', fields.CharField(max_length=12)),
                ('title', fields.TextField(description='personal: the text as shown', unique=False)),
                ('body', fields.TextField(description='personal: the text as shown', unique=False)),
                ('deep_link', fields.CharField(max_length=200)),
                ('occurred_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('visible_from', fields.DatetimeField(description='later than created_at when the gate held it', auto_now=False, auto_now_add=False)),
                ('read_at', fields.DatetimeField(null=True, description='personal: when its reader saw it', auto_now=False, auto_now_add=False)),
                ('retracted_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'inbox', 'schema': 'notifications', 'app': 'notifications', 'unique_together': (('event_id', 'person_id'),), 'indexes': [Index(fields=['person_id', 'id'], name='inbox_by_person')], 'pk_attr': 'id', 'table_description': 'What somebody was told, as it was worded then; the list behind the bell.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Notice',
            fields=[
                ('event_id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('tag', fields.CharField(max_length=64)),
                ('occurred_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('expires_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('category', fields.CharField(max_length=12)),
                ('subject_id', fields.UUIDField(null=True, description='personal: of whom it speaks')),
                ('purpose', fields.CharField(null=True, max_length=40)),
                ('position_purpose', fields.CharField(null=True, max_length=40)),
                ('notification', fields.TextField(null=True, description='personal: names, places and times, as JSON; null retracts the tag', unique=False)),
            ],
            options={'table': 'notices', 'schema': 'notifications', 'app': 'notifications', 'indexes': [Index(fields=['tag'], name='notices_by_tag'), Index(fields=['subject_id'], name='notices_by_subject')], 'pk_attr': 'event_id', 'table_description': 'One notification or retraction, as it was stated: what deliveries are composed from.'},
            bases=['Model'],
        ),
    ]
