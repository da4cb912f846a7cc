from tortoise import migrations
from tortoise.migrations import operations as ops
from domains.governance.vocabulary import Alarm, BreachState, Capacity, CaseKind, CaseState, ExportState, LegalReason, Proof
from domains.kernel.text import Locale
from orjson import loads
from tortoise.fields.data import JSON_DUMPS
from uuid import uuid4
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    initial = True

    operations = [
        ops.CreateSchema(schema_name='governance'),
        ops.CreateModel(
            name='Breach',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('state', fields.CharEnumField(description='a BreachState', enum_type=BreachState, max_length=8)),
                ('title', fields.CharField(max_length=200)),
                ('what_happened', fields.TextField(unique=False)),
                ('data_concerned', fields.TextField(unique=False)),
                ('measures', fields.TextField(unique=False)),
                ('people_concerned', fields.IntField(null=True)),
                ('sensitive', fields.BooleanField()),
                ('from_outside', fields.BooleanField()),
                ('found_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('opened_by', fields.UUIDField()),
                ('opened_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('due_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('people_told_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('commission_told_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('closed_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'breaches', 'schema': 'governance', 'app': 'governance', 'pk_attr': 'id', 'table_description': 'Personal data that leaked, was lost or was forged (개인정보보호법 §34).'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Case',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('kind', fields.CharEnumField(description='a CaseKind', enum_type=CaseKind, max_length=20)),
                ('state', fields.CharEnumField(description='a CaseState', enum_type=CaseState, max_length=16)),
                ('subject_id', fields.UUIDField(description='personal: whose data')),
                ('applicant_id', fields.UUIDField(description='personal: who asks')),
                ('capacity', fields.CharEnumField(description='a Capacity', enum_type=Capacity, max_length=16)),
                ('proof', fields.CharEnumField(null=True, description='a Proof', enum_type=Proof, max_length=20)),
                ('request', fields.BinaryField(null=True, description='personal: in their own words (sealed)')),
                ('change', fields.BinaryField(null=True, description='personal: what to put right (sealed)')),
                ('answer', fields.BinaryField(null=True, description="personal: in the desk's words (sealed)")),
                ('locale', fields.CharEnumField(description='a Locale', enum_type=Locale, max_length=2)),
                ('legal_reason', fields.CharEnumField(null=True, description='a LegalReason', enum_type=LegalReason, max_length=24)),
                ('kept', fields.JSONField(null=True, encoder=JSON_DUMPS, decoder=loads)),
                ('assigned_to', fields.UUIDField(null=True)),
                ('opened_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('received_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('last_day', fields.DateField(null=True)),
                ('due_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('paused_on', fields.DateField(null=True)),
                ('extensions', fields.SmallIntField(default=0)),
                ('answered_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('changed_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'cases', 'schema': 'governance', 'app': 'governance', 'indexes': [Index(fields=['subject_id'], name='cases_by_subject'), Index(fields=['applicant_id'], name='cases_by_applicant'), Index(fields=['state', 'due_at'], name='cases_by_clock')], 'pk_attr': 'id', 'table_description': 'One request of one person for one right, with its legal clock.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='CaseStep',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('case_id', fields.UUIDField(db_index=True)),
                ('move', fields.CharField(max_length=20)),
                ('state', fields.CharEnumField(description='a CaseState', enum_type=CaseState, max_length=16)),
                ('by', fields.UUIDField(null=True)),
                ('by_system', fields.CharField(null=True, max_length=60)),
                ('note', fields.BinaryField(null=True, description='personal: the reason told (sealed)')),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'case_steps', 'schema': 'governance', 'app': 'governance', 'pk_attr': 'id', 'table_description': 'One step of a case, as it was taken: who, when, from where to where.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Erasure',
            fields=[
                ('case_id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('subject_id', fields.UUIDField(description='personal: whose data was erased')),
                ('erased_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('objects_destroyed_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('events_forgotten_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('key_destroyed_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('finished_at', fields.DatetimeField(null=True, db_index=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'erasures', 'schema': 'governance', 'app': 'governance', 'pk_attr': 'case_id', 'table_description': 'What follows an erasure by job, with the proof of each step.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Export',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('case_id', fields.UUIDField(db_index=True)),
                ('subject_id', fields.UUIDField(db_index=True, description='personal: whose data')),
                ('asked_by', fields.UUIDField(description='personal: who asked')),
                ('locale', fields.CharEnumField(description='a Locale', enum_type=Locale, max_length=2)),
                ('state', fields.CharEnumField(description='an ExportState', enum_type=ExportState, max_length=10)),
                ('salt', fields.BinaryField()),
                ('public_key', fields.BinaryField()),
                ('sections_done', fields.SmallIntField(default=0)),
                ('sections_total', fields.SmallIntField(default=0)),
                ('bytes', fields.BigIntField(null=True)),
                ('sha256', fields.BinaryField(null=True)),
                ('asked_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('leased_until', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('attempts', fields.SmallIntField(default=0)),
                ('ready_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('expires_at', fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
                ('fetched_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('fetches', fields.SmallIntField(default=0)),
                ('destroyed_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'exports', 'schema': 'governance', 'app': 'governance', 'pk_attr': 'id', 'table_description': "One copy of a person's data, made for them; the row is the transfer log, kept three years."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Suspension',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('subject_id', fields.UUIDField(db_index=True, description='personal: whose data')),
                ('case_id', fields.UUIDField()),
                ('since', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('lifted_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'suspensions', 'schema': 'governance', 'app': 'governance', 'pk_attr': 'id', 'table_description': "A person's processing stands still until it is lifted (개인정보보호법 §37)."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='TemporaryHoliday',
            fields=[
                ('day', fields.DateField(primary_key=True, unique=True, db_index=True)),
                ('name', fields.CharField(max_length=60)),
            ],
            options={'table': 'temporary_holidays', 'schema': 'governance', 'app': 'governance', 'pk_attr': 'day', 'table_description': "A public holiday that was declared after the calendar's release (임시공휴일)."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Timer',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('about_id', fields.UUIDField()),
                ('alarm', fields.CharEnumField(description='an Alarm', enum_type=Alarm, max_length=16)),
                ('deadline_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('rings_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('rang_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'timers', 'schema': 'governance', 'app': 'governance', 'unique_together': (('about_id', 'alarm', 'deadline_at'),), 'indexes': [Index(fields=['rings_at'], name='timers_by_moment')], 'pk_attr': 'id', 'table_description': 'An alarm that rings once: about a case or a breach, for one deadline.'},
            bases=['Model'],
        ),
    ]
