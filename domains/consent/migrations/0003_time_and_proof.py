from tortoise import migrations
from tortoise.migrations import operations as ops
from orjson import loads
from tortoise.fields.data import JSON_DUMPS
from uuid import uuid4
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('consent', '0002_append_only_ledger')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Erasure',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('case_id', fields.UUIDField()),
                ('subject_id', fields.UUIDField(description='personal: whose data')),
                ('purpose', fields.CharField(max_length=40)),
                ('store', fields.CharField(max_length=40)),
                ('before', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('due_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('next_try_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('attempts', fields.SmallIntField(default=0)),
                ('last_error', fields.CharField(null=True, max_length=80)),
                ('alarmed_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('done_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('proof', fields.JSONField(null=True, encoder=JSON_DUMPS, decoder=loads)),
            ],
            options={'table': 'erasures', 'schema': 'consent', 'app': 'consent', 'unique_together': (('case_id', 'store'),), 'indexes': [Index(fields=['subject_id', 'id'])], 'pk_attr': 'id', 'table_description': "One store's part in destroying what was held under an ended purpose."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='NoticeChoice',
            fields=[
                ('subject_id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True, description='personal: whose location')),
                ('notices', fields.CharField(max_length=10)),
                ('decided_by', fields.UUIDField(description='personal: who decided')),
                ('since', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'notice_choices', 'schema': 'consent', 'app': 'consent', 'pk_attr': 'subject_id', 'table_description': 'How often a person is told that their location was given to somebody (위치정보법 §19④).'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Timer',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('kind', fields.CharField(max_length=20)),
                ('subject_id', fields.UUIDField(description='personal: about whom')),
                ('purpose', fields.CharField(default='', max_length=40)),
                ('about', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('due_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('fired_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'timers', 'schema': 'consent', 'app': 'consent', 'unique_together': (('subject_id', 'kind', 'purpose', 'due_at'),), 'pk_attr': 'id', 'table_description': 'Something to do about a subject at `due_at`; done once, when `fired_at` is set.'},
            bases=['Model'],
        ),
        ops.AlterModelOptions(
            name='LedgerEntry',
            options={'table': 'ledger', 'schema': 'consent', 'app': 'consent', 'indexes': [Index(fields=['subject_id', 'purpose', 'at'])], 'pk_attr': 'id', 'table_description': 'One word about one purpose: who said it, for whom, by what way, having read which text.'},
        ),
        ops.AddField(
            model_name='LedgerEntry',
            name='because',
            field=fields.CharField(null=True, max_length=12),
        ),
        ops.AddField(
            model_name='LedgerEntry',
            name='channel',
            field=fields.CharField(db_default='online', max_length=10),
        ),
        ops.AddField(
            model_name='LedgerEntry',
            name='on_behalf_of',
            field=fields.UUIDField(null=True, description='personal: for whom a stand-in spoke'),
        ),
        ops.AddField(
            model_name='LedgerEntry',
            name='stands_until',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Standing',
            name='ends_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Standing',
            name='terms',
            field=fields.JSONField(db_default={}, encoder=JSON_DUMPS, decoder=loads),
        ),
    ]
