from tortoise import migrations
from tortoise.migrations import operations as ops
from domains.care.homes.vocabulary import Room
from tortoise.fields.base import OnDelete
from uuid import uuid4
from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint

class Migration(migrations.Migration):
    dependencies = [('care', '0001_initial')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Home',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('senior_id', fields.UUIDField(description='personal: who lives there')),
                ('opened_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('closed_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'homes', 'schema': 'care', 'app': 'care', 'constraints': [UniqueConstraint(fields=('senior_id',), name='homes_one_open', condition='closed_at IS NULL')], 'pk_attr': 'id', 'table_description': 'A flat that is listened to. The one row that leads from devices to a person.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='HomeHour',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('home_id', fields.UUIDField()),
                ('spot_id', fields.UUIDField()),
                ('measure', fields.SmallIntField(description='a Measure')),
                ('hour', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('times', fields.IntField()),
                ('lowest', fields.FloatField(null=True)),
                ('highest', fields.FloatField(null=True)),
            ],
            options={'table': 'home_hours', 'schema': 'care', 'app': 'care', 'unique_together': (('spot_id', 'measure', 'hour'),), 'indexes': [Index(fields=['home_id', 'hour'], name='home_hours_by_home')], 'pk_attr': 'id', 'table_description': 'What a spot told in one hour; kept when the events themselves are gone.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Mistrust',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('device_id', fields.UUIDField(description='as it was named; need not exist')),
                ('why', fields.CharField(description='a Verdict', max_length=12)),
                ('hour', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('times', fields.BigIntField()),
            ],
            options={'table': 'mistrusts', 'schema': 'care', 'app': 'care', 'unique_together': (('device_id', 'why', 'hour'),), 'indexes': [Index(fields=['hour'], name='mistrusts_by_hour')], 'pk_attr': 'id', 'table_description': 'What a device, or somebody in its name, sent that was not believed: counted by the hour.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='PairingCode',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('code_hash', fields.CharField(unique=True, description='SHA-256, hex', max_length=64)),
                ('home_id', fields.UUIDField()),
                ('room', fields.CharEnumField(description='a Room', enum_type=Room, max_length=12)),
                ('replaces', fields.UUIDField(null=True, description='the device whose spot it takes over')),
                ('issued_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('expires_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('used_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'pairing_codes', 'schema': 'care', 'app': 'care', 'indexes': [Index(fields=['home_id'], name='pairing_codes_by_home')], 'pk_attr': 'id', 'table_description': 'A code that turns one new device into a device of this spot, once and soon.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Spot',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('home', fields.ForeignKeyField('care.Home', source_field='home_id', db_constraint=True, to_field='id', on_delete=OnDelete.CASCADE)),
                ('room', fields.CharEnumField(description='a Room', enum_type=Room, max_length=12)),
                ('made_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'spots', 'schema': 'care', 'app': 'care', 'indexes': [Index(fields=['home_id'], name='spots_by_home')], 'pk_attr': 'id', 'table_description': "A place in a home for a device. History is the spot's: devices come and go."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Device',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('home_id', fields.UUIDField()),
                ('spot', fields.ForeignKeyField('care.Spot', source_field='spot_id', db_constraint=True, to_field='id', on_delete=OnDelete.CASCADE)),
                ('serial', fields.CharField(max_length=60)),
                ('model', fields.CharField(max_length=60)),
                ('shows_life', fields.BooleanField(description='whether what it measures is a sign of life')),
                ('key_id', fields.CharField(description="the city's key that its own come from", max_length=16)),
                ('paired_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('retired_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('replaced_by', fields.UUIDField(null=True)),
                ('version', fields.BigIntField()),
                ('boot', fields.BigIntField(default=0)),
                ('clock_ms', fields.BigIntField(default=0, description='how far its clock lies behind ours')),
                ('firmware', fields.CharField(null=True, max_length=40)),
                ('battery', fields.SmallIntField(null=True, description='percent')),
                ('heard_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'devices', 'schema': 'care', 'app': 'care', 'indexes': [Index(fields=['home_id'], name='devices_by_home'), Index(fields=['version'], name='devices_by_version')], 'pk_attr': 'id', 'table_description': 'One paired device. Its password and signing key are not here: see `device_keys`.'},
            bases=['Model'],
        ),
    ]
