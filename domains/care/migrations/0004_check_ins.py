from tortoise import migrations
from tortoise.migrations import operations as ops
from domains.care.check_ins.vocabulary import CheckInState, Meaning, Origin, Way
from orjson import loads
from tortoise.fields.data import JSON_DUMPS
from uuid import uuid4
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('care', '0003_sensor_events')]

    initial = False

    operations = [
        ops.CreateModel(
            name='CheckIn',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('senior_id', fields.UUIDField(description='personal: who is asked')),
                ('origin', fields.CharEnumField(description='an Origin', enum_type=Origin, max_length=10)),
                ('case_id', fields.UUIDField(null=True)),
                ('due_at', fields.DatetimeField(description='personal: when she wanted to be asked', auto_now=False, auto_now_add=False)),
                ('asked_at', fields.DatetimeField(description='personal: when she was', auto_now=False, auto_now_add=False)),
                ('answerable_until', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('steps', fields.JSONField(description='Steps that follow while nobody answers', encoder=JSON_DUMPS, decoder=loads)),
                ('home_answers', fields.BooleanField()),
                ('state', fields.CharEnumField(description='personal: a CheckInState', enum_type=CheckInState, max_length=10)),
                ('settled_at', fields.DatetimeField(null=True, description='personal: when it ended', auto_now=False, auto_now_add=False)),
                ('way', fields.CharEnumField(null=True, description='personal: a Way', enum_type=Way, max_length=12)),
            ],
            options={'table': 'check_ins', 'schema': 'care', 'app': 'care', 'unique_together': (('senior_id', 'origin', 'due_at'),), 'indexes': [Index(fields=['senior_id', 'asked_at'], name='check_ins_by_senior'), Index(fields=['asked_at'], name='check_ins_by_age')], 'pk_attr': 'id', 'table_description': 'One question, and how it ended.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='CheckInAnswer',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('senior_id', fields.UUIDField(description='personal: who said it')),
                ('question_id', fields.UUIDField(description='the check-in; the senior where nobody asked')),
                ('at', fields.DatetimeField(description='personal: when it was said', auto_now=False, auto_now_add=False)),
                ('heard_at', fields.DatetimeField(description='personal: when we heard of it', auto_now=False, auto_now_add=False)),
                ('way', fields.CharEnumField(description='personal: a Way', enum_type=Way, max_length=12)),
                ('meaning', fields.IntEnumField(description='personal: a Meaning', enum_type=Meaning, generated=False)),
                ('reference', fields.UUIDField()),
            ],
            options={'table': 'check_in_answers', 'schema': 'care', 'app': 'care', 'unique_together': (('question_id', 'reference', 'meaning'),), 'indexes': [Index(fields=['senior_id', 'at'], name='check_in_answers_by_senior'), Index(fields=['heard_at'], name='check_in_answers_by_age')], 'pk_attr': 'id', 'table_description': 'What somebody said, whether asked or not; kept beside what became of the question.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='StoredPlan',
            fields=[
                ('senior_id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True, description='personal: who is asked')),
                ('plan', fields.JSONField(description='personal: when and how, a CheckInPlan', encoder=JSON_DUMPS, decoder=loads)),
                ('due_at', fields.DatetimeField(null=True, description='personal: the next question', auto_now=False, auto_now_add=False)),
                ('changed_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('changed_by', fields.UUIDField(null=True, description='personal: who said so')),
            ],
            options={'table': 'check_in_plans', 'schema': 'care', 'app': 'care', 'pk_attr': 'senior_id', 'table_description': 'How one senior wants to be asked; locked by whoever asks or changes it.'},
            bases=['Model'],
        ),
    ]
