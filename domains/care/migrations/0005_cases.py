from tortoise import migrations
from tortoise.migrations import operations as ops
from domains.care.cases.vocabulary import ActKind, CaseEnd, CaseState, ConcernKind, FalseAlarm, Level, Rung
from orjson import loads
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from uuid import uuid4
from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint

class Migration(migrations.Migration):
    dependencies = [('care', '0004_check_ins')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Case',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('senior_id', fields.UUIDField(description='personal: about whom')),
                ('dong_id', fields.UUIDField(null=True)),
                ('centre_id', fields.UUIDField(null=True)),
                ('state', fields.CharEnumField(description='a CaseState', enum_type=CaseState, max_length=8)),
                ('level', fields.IntEnumField(description='a Level', enum_type=Level, generated=False)),
                ('kind', fields.CharEnumField(description='a ConcernKind', enum_type=ConcernKind, max_length=20)),
                ('rung', fields.CharEnumField(null=True, description='a Rung', enum_type=Rung, max_length=12)),
                ('next_rung', fields.CharEnumField(description='a Rung', enum_type=Rung, max_length=12)),
                ('turn', fields.SmallIntField(default=0)),
                ('steps', fields.SmallIntField(default=0, description='how many have been taken')),
                ('late', fields.BooleanField(default=False)),
                ('opened_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('observed_at', fields.DatetimeField(description='when the latest concern happened', auto_now=False, auto_now_add=False)),
                ('taken_by', fields.UUIDField(null=True, description='personal: who took it')),
                ('taken_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('life_at', fields.DatetimeField(null=True, description='the latest sign of life since it opened', auto_now=False, auto_now_add=False)),
                ('answered_at', fields.DatetimeField(null=True, description='her own latest clear answer', auto_now=False, auto_now_add=False)),
                ('ended_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('ended_by', fields.UUIDField(null=True, description='personal: who ended it')),
                ('ended_how', fields.CharEnumField(null=True, description='a CaseEnd', enum_type=CaseEnd, max_length=12)),
                ('false_alarm', fields.CharEnumField(null=True, description='a FalseAlarm', enum_type=FalseAlarm, max_length=16)),
            ],
            options={'table': 'cases', 'schema': 'care', 'app': 'care', 'constraints': [UniqueConstraint(fields=('senior_id',), name='cases_one_open', condition='ended_at IS NULL')], 'indexes': [Index(fields=['senior_id', 'opened_at'], name='cases_by_senior'), Index(fields=['centre_id', 'opened_at'], name='cases_by_centre'), Index(fields=['dong_id', 'opened_at'], name='cases_by_dong')], 'pk_attr': 'id', 'table_description': 'One episode of one senior, however many signals: at most one is not ended.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='CaseAct',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('case', fields.ForeignKeyField('care.Case', source_field='case_id', db_constraint=True, to_field='id', on_delete=OnDelete.CASCADE)),
                ('senior_id', fields.UUIDField(description='personal: for whom')),
                ('kind', fields.CharEnumField(description='a ActKind', enum_type=ActKind, max_length=20)),
                ('done_by', fields.UUIDField(description='personal: who did it')),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('told_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('note', fields.BinaryField(null=True, description='personal: in words (sealed for the senior)')),
                ('photo', fields.CharField(null=True, description="an object's name", max_length=120)),
            ],
            options={'table': 'case_acts', 'schema': 'care', 'app': 'care', 'indexes': [Index(fields=['case_id'], name='case_acts_by_case'), Index(fields=['senior_id'], name='case_acts_by_senior')], 'pk_attr': 'id', 'table_description': 'What a person did, and when; `told_at` is when we learned of it.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='CaseConcern',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('case', fields.ForeignKeyField('care.Case', source_field='case_id', db_constraint=True, to_field='id', on_delete=OnDelete.CASCADE)),
                ('senior_id', fields.UUIDField(description='personal: about whom')),
                ('kind', fields.CharEnumField(description='a ConcernKind', enum_type=ConcernKind, max_length=20)),
                ('level', fields.IntEnumField(description='a Level', enum_type=Level, generated=False)),
                ('observed_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('raised_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('late', fields.BooleanField(default=False)),
                ('signals', fields.JSONField(description='personal: what was noticed, in codes and numbers', encoder=JSON_DUMPS, decoder=loads)),
                ('provenance', fields.JSONField(null=True, encoder=JSON_DUMPS, decoder=loads)),
                ('was_right', fields.BooleanField(null=True)),
                ('judged_by', fields.UUIDField(null=True, description='personal: who answered')),
                ('judged_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'case_concerns', 'schema': 'care', 'app': 'care', 'indexes': [Index(fields=['case_id'], name='case_concerns_by_case'), Index(fields=['senior_id'], name='case_concerns_by_senior')], 'pk_attr': 'id', 'table_description': 'One concern of a case, with the signals behind it and whose judgement it was.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='CaseStep',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('case', fields.ForeignKeyField('care.Case', source_field='case_id', db_constraint=True, to_field='id', on_delete=OnDelete.CASCADE)),
                ('no', fields.SmallIntField()),
                ('level', fields.IntEnumField(description='a Level', enum_type=Level, generated=False)),
                ('rung', fields.CharEnumField(description='a Rung', enum_type=Rung, max_length=12)),
                ('due_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'case_steps', 'schema': 'care', 'app': 'care', 'unique_together': (('case_id', 'no'),), 'pk_attr': 'id', 'table_description': "One step of the ladder that was taken; its id is its event's. `no` counts within the case,"},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='CaseAsked',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('step', fields.ForeignKeyField('care.CaseStep', source_field='step_id', db_constraint=True, to_field='id', on_delete=OnDelete.CASCADE)),
                ('case_id', fields.UUIDField()),
                ('person_id', fields.UUIDField(description='personal: who was asked')),
                ('rung', fields.CharEnumField(description='a Rung: as what', enum_type=Rung, max_length=12)),
            ],
            options={'table': 'case_asked', 'schema': 'care', 'app': 'care', 'unique_together': (('step_id', 'person_id'),), 'indexes': [Index(fields=['case_id'], name='case_asked_by_case'), Index(fields=['person_id'], name='case_asked_by_person')], 'pk_attr': 'id', 'table_description': 'Somebody who was asked in a step, and as what: whose tie or office has ended since, is'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='EmergencyCall',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('case', fields.ForeignKeyField('care.Case', source_field='case_id', db_constraint=True, to_field='id', on_delete=OnDelete.CASCADE)),
                ('senior_id', fields.UUIDField(description='personal: about whom')),
                ('kind', fields.CharEnumField(description='a ConcernKind', enum_type=ConcernKind, max_length=20)),
                ('confirmed_by', fields.UUIDField(null=True, description='personal: who said so')),
                ('asked_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('try_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('tries', fields.SmallIntField(default=0)),
                ('last_error', fields.CharField(null=True, max_length=60)),
                ('taken_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('reference', fields.CharField(null=True, description="119's own number", max_length=60)),
            ],
            options={'table': 'emergency_calls', 'schema': 'care', 'app': 'care', 'unique_together': (('case_id', 'kind'),), 'indexes': [Index(fields=['taken_at', 'try_at'], name='emergency_calls_due'), Index(fields=['senior_id'], name='emergency_calls_by_senior')], 'pk_attr': 'id', 'table_description': 'What 119 is told, once a case and kind: its id is the one by which they know it.'},
            bases=['Model'],
        ),
    ]

