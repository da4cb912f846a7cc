from tortoise import migrations
from tortoise.migrations import operations as ops
from domains.care.people.vocabulary import Depth, DutyDay, PauseReason, Way
from orjson import loads
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from uuid import uuid4
from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

class Migration(migrations.Migration):
    initial = True

    operations = [
        ops.CreateSchema(schema_name='care'),
        ops.CreateModel(
            name='Absence',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('worker_id', fields.UUIDField(description='personal: who is away')),
                ('stand_in_id', fields.UUIDField(null=True, description='personal: who takes their shifts')),
                ('first_day', fields.DateField()),
                ('last_day', fields.DateField()),
                ('entered_by', fields.UUIDField(description='personal: who said so')),
            ],
            options={'table': 'absences', 'schema': 'care', 'app': 'care', 'constraints': [CheckConstraint(check='last_day >= first_day', name='absences_end_after_start')], 'indexes': [Index(fields=['worker_id', 'last_day'], name='absences_by_worker')], 'pk_attr': 'id', 'table_description': "Days on which a care worker is away, and who stands in; why is nobody's business here."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Enrolment',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('senior_id', fields.UUIDField(unique=True, description='personal: who is cared for')),
                ('centre_id', fields.UUIDField()),
                ('way', fields.CharEnumField(description='a Way', enum_type=Way, max_length=8)),
                ('proof', fields.BinaryField(null=True, description='personal: where the signed paper lies (sealed for the senior)')),
                ('own_words', fields.BinaryField(null=True, description='personal: the plan in her own words (sealed for the senior)')),
                ('worker_depth', fields.CharEnumField(description='a Depth', enum_type=Depth, max_length=8)),
                ('centre_depth', fields.CharEnumField(description='a Depth', enum_type=Depth, max_length=8)),
                ('asked_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('stands_since', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'enrolments', 'schema': 'care', 'app': 'care', 'indexes': [Index(fields=['centre_id'], name='enrolments_by_centre')], 'pk_attr': 'id', 'table_description': "One senior's care, from the first asking until its end, which destroys it."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='GuardianContact',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('enrolment', fields.ForeignKeyField('care.Enrolment', source_field='enrolment_id', db_constraint=True, to_field='id', on_delete=OnDelete.CASCADE)),
                ('senior_id', fields.UUIDField(description='personal: about whom')),
                ('person_id', fields.UUIDField(description='personal: who is asked')),
                ('rank', fields.SmallIntField()),
                ('time_zone', fields.CharField(max_length=40)),
                ('hours', fields.JSONField(description='personal: when they may be called', encoder=JSON_DUMPS, decoder=loads)),
                ('depth', fields.CharEnumField(description='a Depth', enum_type=Depth, max_length=8)),
            ],
            options={'table': 'contacts', 'schema': 'care', 'app': 'care', 'unique_together': (('enrolment_id', 'person_id'),), 'indexes': [Index(fields=['senior_id'], name='contacts_by_senior'), Index(fields=['person_id'], name='contacts_by_person')], 'pk_attr': 'id', 'table_description': "A guardian whom the senior wants asked, in her order; hours are the guardian's own."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Pause',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('enrolment', fields.ForeignKeyField('care.Enrolment', source_field='enrolment_id', db_constraint=True, to_field='id', on_delete=OnDelete.CASCADE)),
                ('senior_id', fields.UUIDField(description='personal: whose')),
                ('reason', fields.CharEnumField(description='personal: a PauseReason', enum_type=PauseReason, max_length=10)),
                ('since', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('until', fields.DatetimeField(description='personal: when she is back', auto_now=False, auto_now_add=False)),
                ('ended_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('asked_by', fields.UUIDField(description='personal: who said so')),
            ],
            options={'table': 'pauses', 'schema': 'care', 'app': 'care', 'constraints': [UniqueConstraint(fields=('enrolment_id',), name='pauses_one_open', condition='ended_at IS NULL')], 'indexes': [Index(fields=['senior_id'], name='pauses_by_senior')], 'pk_attr': 'id', 'table_description': 'Everything is quiet from `since` until `until`, or until somebody ended it before.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Residence',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('enrolment', fields.ForeignKeyField('care.Enrolment', source_field='enrolment_id', db_constraint=True, to_field='id', on_delete=OnDelete.CASCADE)),
                ('senior_id', fields.UUIDField(description='personal: who lives there')),
                ('dong_id', fields.UUIDField()),
                ('address', fields.BinaryField(description='personal: for 119 (sealed for the senior)')),
                ('key_box_note', fields.BinaryField(null=True, description='personal: how to get in, for 119 (sealed for the senior)')),
                ('since', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('until', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'residences', 'schema': 'care', 'app': 'care', 'constraints': [UniqueConstraint(fields=('enrolment_id',), name='residences_one_open', condition='until IS NULL')], 'indexes': [Index(fields=['senior_id'], name='residences_by_senior'), Index(fields=['dong_id'], name='residences_by_dong')], 'pk_attr': 'id', 'table_description': 'Where a senior lives or lived while she was cared for; the open one is the present one.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='ServedDong',
            fields=[
                ('dong_id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('centre_id', fields.UUIDField()),
                ('since', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'served_dongs', 'schema': 'care', 'app': 'care', 'indexes': [Index(fields=['centre_id'], name='served_dongs_by_centre')], 'pk_attr': 'dong_id', 'table_description': 'Which centre looks after the seniors of a dong and keeps its rota.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Shift',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('dong_id', fields.UUIDField()),
                ('worker_id', fields.UUIDField(description='personal: who is on duty')),
                ('stand_in_id', fields.UUIDField(null=True, description='personal: who is asked after them')),
                ('day', fields.IntEnumField(description='a DutyDay', enum_type=DutyDay, generated=False)),
                ('opens', fields.CharField(description='HH:MM in Osan', max_length=5)),
                ('closes', fields.CharField(description='HH:MM in Osan', max_length=5)),
                ('first_day', fields.DateField()),
                ('last_day', fields.DateField(null=True)),
            ],
            options={'table': 'shifts', 'schema': 'care', 'app': 'care', 'indexes': [Index(fields=['dong_id', 'day'], name='shifts_by_dong'), Index(fields=['worker_id'], name='shifts_by_worker')], 'pk_attr': 'id', 'table_description': 'When a care worker is on duty for a dong: each week, by the clock in Osan.'},
            bases=['Model'],
        ),
    ]
