"""The rows of schema `commute`.

`commute.positions` is not here: it is partitioned by hour and written set-wise only, see
`positions.py` and the first migration.
"""

from datetime import date, datetime
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from domains.commute.vocabulary import CrossingKind, PlaceKind, SosState, WatchState


class Place(Model):
    """A geofence on the map: a school, a child protection zone, or a family's own place."""

    id: UUID = fields.UUIDField(primary_key=True)
    kind: PlaceKind = fields.CharEnumField(PlaceKind, max_length=16)
    source_key: str | None = fields.CharField(max_length=120, null=True, unique=True)
    name: str = fields.CharField(max_length=120)
    level: str | None = fields.CharField(max_length=20, null=True)
    address: str | None = fields.CharField(max_length=200, null=True)
    lat: float = fields.FloatField()
    lon: float = fields.FloatField()
    radius_m: float = fields.FloatField()
    dwell_s: int = fields.IntField()
    owner_id: UUID | None = fields.UUIDField(
        null=True, description="personal: whose own place this is; null for public places"
    )
    created_at: datetime = fields.DatetimeField()
    retired_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        app, schema, table = "commute", "commute", "places"
        indexes = (Index(fields=("owner_id",), name="places_by_owner"),)


class WatchedPlace(Model):
    """A place whose crossings by this child are told; `is_school` also expects the child there."""

    id: UUID = fields.UUIDField(primary_key=True)
    child_id: UUID = fields.UUIDField(description="personal: whose crossings")
    place: fields.ForeignKeyRelation[Place] = fields.ForeignKeyField(
        "commute.Place", on_delete=fields.RESTRICT
    )
    place_id: UUID
    is_school: bool = fields.BooleanField(default=False)
    since: datetime = fields.DatetimeField()
    until: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        app, schema, table = "commute", "commute", "watched_places"
        indexes = (Index(fields=("child_id",), name="watched_places_by_child"),)


class Track(Model):
    """Where the crossing detector stands with one child; locked while a batch is judged."""

    child_id: UUID = fields.UUIDField(primary_key=True)
    state: bytes = fields.BinaryField(description="personal: derived from positions")
    judged_until: datetime | None = fields.DatetimeField(null=True)
    last_position_at: datetime | None = fields.DatetimeField(null=True)
    updated_at: datetime = fields.DatetimeField()

    class Meta:
        app, schema, table = "commute", "commute", "tracks"


class Crossing(Model):
    """One side of a visit: the child entered or left a place. Retracted, never deleted, when a
    late fix shows that it did not happen."""

    id: UUID = fields.UUIDField(primary_key=True)
    visit_id: UUID = fields.UUIDField()
    child_id: UUID = fields.UUIDField(description="personal: who")
    place: fields.ForeignKeyRelation[Place] = fields.ForeignKeyField(
        "commute.Place", on_delete=fields.RESTRICT
    )
    place_id: UUID
    kind: CrossingKind = fields.CharEnumField(CrossingKind, max_length=5)
    at: datetime = fields.DatetimeField(description="personal: when")
    confidence: float = fields.FloatField()
    evidence: dict[str, object] = fields.JSONField()
    recorded_at: datetime = fields.DatetimeField()
    retracted_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        app, schema, table = "commute", "commute", "crossings"
        indexes = (Index(fields=("child_id", "at"), name="crossings_by_child"),)


class ArrivalWatch(Model):
    """The timer "not arrived by the bell", one a child and school day."""

    id: UUID = fields.UUIDField(primary_key=True)
    child_id: UUID = fields.UUIDField(description="personal: who is expected")
    place_id: UUID = fields.UUIDField()
    day: date = fields.DateField()
    due_at: datetime = fields.DatetimeField()
    state: WatchState = fields.CharEnumField(WatchState, max_length=10)
    changed_at: datetime = fields.DatetimeField()

    class Meta:
        app, schema, table = "commute", "commute", "arrival_watches"
        unique_together = (("child_id", "day"),)
        indexes = (Index(fields=("state", "due_at"), name="arrival_watches_due"),)


class ClosedDays(Model):
    """Days without lessons: a vacation or a closure of one school, or of all (no place)."""

    id: UUID = fields.UUIDField(primary_key=True)
    place_id: UUID | None = fields.UUIDField(null=True)
    first_day: date = fields.DateField()
    last_day: date = fields.DateField()
    name: str = fields.CharField(max_length=60)

    class Meta:
        app, schema, table = "commute", "commute", "closed_days"


class Sos(Model):
    """A child's call for help; open until a person acknowledges it."""

    id: UUID = fields.UUIDField(primary_key=True)
    child_id: UUID = fields.UUIDField(description="personal: who calls")
    raised_at: datetime = fields.DatetimeField()
    state: SosState = fields.CharEnumField(SosState, max_length=12)
    lat: float | None = fields.FloatField(null=True, description="personal: last position")
    lon: float | None = fields.FloatField(null=True, description="personal: last position")
    position_at: datetime | None = fields.DatetimeField(null=True)
    acknowledged_by: UUID | None = fields.UUIDField(null=True)
    acknowledged_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        app, schema, table = "commute", "commute", "sos"
        indexes = (Index(fields=("state", "raised_at"), name="sos_open"),)
