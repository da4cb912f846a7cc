from tortoise import migrations
from tortoise.migrations import operations as ops
from domains.commute.school_calendar.days import Opening
from domains.commute.vocabulary import CrossingKind, PlaceKind, SosState, WatchState
from orjson import loads
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from uuid import uuid4
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    initial = True

    operations = [
        ops.CreateSchema(schema_name='commute'),
        ops.CreateModel(
            name='ArrivalWatch',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('child_id', fields.UUIDField(description='personal: who is expected')),
                ('place_id', fields.UUIDField()),
                ('day', fields.DateField()),
                ('due_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('state', fields.CharEnumField(description='WAITING: waiting\nARRIVED: arrived\nMISSED: missed\nTURNED_UP: turned_up\nCANCELLED: cancelled', enum_type=WatchState, max_length=10)),
                ('changed_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'arrival_watches', 'schema': 'commute', 'app': 'commute', 'unique_together': (('child_id', 'day'),), 'indexes': [Index(fields=['state', 'due_at'], name='arrival_watches_due')], 'pk_attr': 'id', 'table_description': 'The timer "not arrived by the bell", one a child and school day.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='CalendarEntry',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('place_id', fields.UUIDField(null=True)),
                ('kind', fields.CharEnumField(description='SCHOOL_DAY: school_day\nEXTRA_DAY: extra_day\nCLOSED: closed\nVACATION: vacation\nPUBLIC_HOLIDAY: public_holiday\nWEEKEND: weekend', enum_type=Opening, max_length=16)),
                ('first_day', fields.DateField()),
                ('last_day', fields.DateField()),
                ('name', fields.CharField(max_length=60)),
            ],
            options={'table': 'calendar_entries', 'schema': 'commute', 'app': 'commute', 'pk_attr': 'id', 'table_description': 'Days that differ from the usual week: of one school, or of all where no place is named.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Place',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('kind', fields.CharEnumField(description='SCHOOL: school\nCHILD_ZONE: child_zone\nACADEMY: academy\nHOME: home\nOTHER: other', enum_type=PlaceKind, max_length=16)),
                ('source_key', fields.CharField(null=True, unique=True, max_length=120)),
                ('name', fields.CharField(max_length=120)),
                ('level', fields.CharField(null=True, max_length=20)),
                ('address', fields.CharField(null=True, max_length=200)),
                ('lat', fields.FloatField()),
                ('lon', fields.FloatField()),
                ('radius_m', fields.FloatField()),
                ('dwell_s', fields.IntField()),
                ('owner_id', fields.UUIDField(null=True, description='personal: whose own place this is; null for public places')),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('retired_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'places', 'schema': 'commute', 'app': 'commute', 'indexes': [Index(fields=['owner_id'], name='places_by_owner')], 'pk_attr': 'id', 'table_description': "A geofence on the map: a school, a child protection zone, or a family's own place."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Crossing',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('visit_id', fields.UUIDField()),
                ('child_id', fields.UUIDField(description='personal: who')),
                ('place', fields.ForeignKeyField('commute.Place', source_field='place_id', db_constraint=True, to_field='id', on_delete=OnDelete.RESTRICT)),
                ('kind', fields.CharEnumField(description='ENTER: enter\nEXIT: exit', enum_type=CrossingKind, max_length=5)),
                ('at', fields.DatetimeField(description='personal: when', auto_now=False, auto_now_add=False)),
                ('confidence', fields.FloatField()),
                ('evidence', fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ('recorded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('changed_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('retracted_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'crossings', 'schema': 'commute', 'app': 'commute', 'indexes': [Index(fields=['child_id', 'at'], name='crossings_by_child'), Index(fields=['child_id', 'changed_at'], name='crossings_by_change'), Index(fields=['visit_id'], name='crossings_by_visit')], 'pk_attr': 'id', 'table_description': 'One side of a visit: the child entered or left a place. Retracted, never deleted, when a'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Sos',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('child_id', fields.UUIDField(description='personal: who calls')),
                ('raised_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('state', fields.CharEnumField(description='OPEN: open\nACKNOWLEDGED: acknowledged', enum_type=SosState, max_length=12)),
                ('lat', fields.FloatField(null=True, description='personal: last position')),
                ('lon', fields.FloatField(null=True, description='personal: last position')),
                ('position_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('acknowledged_by', fields.UUIDField(null=True, description='personal: who took it')),
                ('acknowledged_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'sos', 'schema': 'commute', 'app': 'commute', 'indexes': [Index(fields=['state', 'raised_at'], name='sos_open')], 'pk_attr': 'id', 'table_description': "A child's call for help; open until a person acknowledges it."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Track',
            fields=[
                ('child_id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True, description='personal: who')),
                ('state', fields.BinaryField(description="personal: the judge's memory, holds last positions")),
                ('visits', fields.BinaryField(description='personal: visits told of in the last day')),
                ('last_position_at', fields.DatetimeField(null=True, description='personal: when last heard of', auto_now=False, auto_now_add=False)),
                ('fences_version', fields.BigIntField()),
                ('late_from', fields.DatetimeField(null=True, description='personal: oldest fix that came after newer ones were judged', auto_now=False, auto_now_add=False)),
                ('updated_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'tracks', 'schema': 'commute', 'app': 'commute', 'pk_attr': 'child_id', 'table_description': 'Where the crossing detector stands with one child; locked while a batch is judged.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='WatchedPlace',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('child_id', fields.UUIDField(description='personal: whose crossings')),
                ('place', fields.ForeignKeyField('commute.Place', source_field='place_id', db_constraint=True, to_field='id', on_delete=OnDelete.RESTRICT)),
                ('is_school', fields.BooleanField(default=False)),
                ('since', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('until', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'watched_places', 'schema': 'commute', 'app': 'commute', 'indexes': [Index(fields=['child_id'], name='watched_places_by_child')], 'pk_attr': 'id', 'table_description': 'A place whose crossings by this child are told; `is_school` also expects the child there.'},
            bases=['Model'],
        ),
    ]
