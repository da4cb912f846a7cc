"""The rows of schema `commute`.

`commute.positions` is not here: it is partitioned by hour and written set-wise only, see
`positions.py` and the first migration.
"""

from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from domains.commute.school_calendar import Opening
from domains.commute.vocabulary import CrossingKind, PlaceKind, SosState, WatchState


class Place(Model):
    """A geofence on the map: a school, a child protection zone, or a family's own place.

    A public place has a `name`, a family's own an `own_name`; never both.
    """

    id = fields.UUIDField(primary_key=True)
    kind = fields.CharEnumField(PlaceKind, max_length=16)
    source_key = fields.CharField(max_length=120, null=True, unique=True)
    name = fields.CharField(max_length=120, null=True)
    own_name = fields.BinaryField(
        null=True, description="personal: what a family calls it (sealed for the owner)"
    )
    level = fields.CharField(max_length=20, null=True)
    address = fields.CharField(max_length=200, null=True)
    lat = fields.FloatField()
    lon = fields.FloatField()
    radius_m = fields.FloatField()
    dwell_s = fields.IntField()
    owner_id = fields.UUIDField(
        null=True, description="personal: whose own place this is; null for public places"
    )
    created_at = fields.DatetimeField()
    retired_at = fields.DatetimeField(null=True)

    class Meta:
        app, schema, table = "commute", "commute", "places"
        indexes = (Index(fields=("owner_id",), name="places_by_owner"),)


class WatchedPlace(Model):
    """A place whose crossings by this child are told; `is_school` also expects the child there."""

    id = fields.UUIDField(primary_key=True)
    child_id = fields.UUIDField(description="personal: whose crossings")
    place: fields.ForeignKeyRelation[Place] = fields.ForeignKeyField(
        "commute.Place", on_delete=fields.RESTRICT
    )
    place_id: UUID
    is_school = fields.BooleanField(default=False)
    since = fields.DatetimeField()
    until = fields.DatetimeField(null=True)

    class Meta:
        app, schema, table = "commute", "commute", "watched_places"
        indexes = (Index(fields=("child_id",), name="watched_places_by_child"),)


class Track(Model):
    """Where the crossing detector stands with one child; locked while a batch is judged.

    `fences_version` rises with each change of the watched places.
    """

    child_id = fields.UUIDField(primary_key=True, description="personal: who")
    state = fields.BinaryField(description="personal: the judge's memory, holds last positions")
    visits = fields.BinaryField(description="personal: visits told of in the last day")
    last_position_at = fields.DatetimeField(null=True, description="personal: when last heard of")
    fences_version = fields.BigIntField()
    late_from = fields.DatetimeField(
        null=True, description="personal: oldest fix that came after newer ones were judged"
    )
    updated_at = fields.DatetimeField()

    class Meta:
        app, schema, table = "commute", "commute", "tracks"


class Crossing(Model):
    """One side of a visit: the child entered or left a place. Retracted, never deleted, when a
    late fix shows that it did not happen."""

    id = fields.UUIDField(primary_key=True)
    visit_id = fields.UUIDField()
    child_id = fields.UUIDField(description="personal: who")
    place: fields.ForeignKeyRelation[Place] = fields.ForeignKeyField(
        "commute.Place", on_delete=fields.RESTRICT
    )
    place_id: UUID
    kind = fields.CharEnumField(CrossingKind, max_length=5)
    at = fields.DatetimeField(description="personal: when")
    confidence = fields.FloatField()
    evidence: dict[str, Any] = fields.JSONField()
    recorded_at = fields.DatetimeField()
    changed_at = fields.DatetimeField()
    retracted_at = fields.DatetimeField(null=True)

    class Meta:
        app, schema, table = "commute", "commute", "crossings"
        indexes = (
            Index(fields=("child_id", "at"), name="crossings_by_child"),
            Index(fields=("child_id", "changed_at"), name="crossings_by_change"),
            Index(fields=("visit_id",), name="crossings_by_visit"),
        )


class ArrivalWatch(Model):
    """The timer "not arrived by the bell", one a child and school day."""

    id = fields.UUIDField(primary_key=True)
    child_id = fields.UUIDField(description="personal: who is expected")
    place_id = fields.UUIDField()
    day = fields.DateField()
    due_at = fields.DatetimeField()
    state = fields.CharEnumField(WatchState, max_length=10)
    changed_at = fields.DatetimeField()

    class Meta:
        app, schema, table = "commute", "commute", "arrival_watches"
        unique_together = (("child_id", "day"),)
        indexes = (Index(fields=("state", "due_at"), name="arrival_watches_due"),)


class CalendarEntry(Model):
    """Days that differ from the usual week: of one school, or of all where no place is named."""

    id = fields.UUIDField(primary_key=True)
    place_id = fields.UUIDField(null=True)
    kind = fields.CharEnumField(Opening, max_length=16)
    first_day = fields.DateField()
    last_day = fields.DateField()
    name = fields.CharField(max_length=60)

    class Meta:
        app, schema, table = "commute", "commute", "calendar_entries"


class Sos(Model):
    """A child's call for help; open until a person acknowledges it."""

    id = fields.UUIDField(primary_key=True)
    child_id = fields.UUIDField(description="personal: who calls")
    raised_at = fields.DatetimeField()
    state = fields.CharEnumField(SosState, max_length=12)
    lat = fields.FloatField(null=True, description="personal: last position")
    lon = fields.FloatField(null=True, description="personal: last position")
    position_at = fields.DatetimeField(null=True)
    acknowledged_by = fields.UUIDField(null=True, description="personal: who took it")
    acknowledged_at = fields.DatetimeField(null=True)

    class Meta:
        app, schema, table = "commute", "commute", "sos"
        indexes = (Index(fields=("state", "raised_at"), name="sos_open"),)
