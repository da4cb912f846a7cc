"""The rows of schema `care` about homes: which home is whose, what stands where in it.

Only `Home` knows a person. What sensors tell (`care.sensor_events`, partitioned by day), when they
could be heard (`care.listening`, `care.pulses`) and which messages were taken (`care.sequences`)
is written set-wise and lies in no model: see the migration.
"""

from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from domains.care.homes.vocabulary import Room


class Home(Model):
    """A flat that is listened to. The one row that leads from devices to a person."""

    id = fields.UUIDField(primary_key=True)
    senior_id = fields.UUIDField(description="personal: who lives there")
    opened_at = fields.DatetimeField()
    closed_at = fields.DatetimeField(null=True)

    class Meta:
        app, schema, table = "care", "care", "homes"
        constraints = (
            UniqueConstraint(
                fields=("senior_id",), name="homes_one_open", condition="closed_at IS NULL"
            ),
        )


class Spot(Model):
    """A place in a home for a device. History is the spot's: devices come and go."""

    id = fields.UUIDField(primary_key=True)
    home: fields.ForeignKeyRelation[Home] = fields.ForeignKeyField(
        "care.Home", on_delete=fields.CASCADE
    )
    home_id: UUID
    room = fields.CharEnumField(Room, max_length=12, description="a Room")
    made_at = fields.DatetimeField()

    class Meta:
        app, schema, table = "care", "care", "spots"
        indexes = (Index(fields=("home_id",), name="spots_by_home"),)


class Device(Model):
    """One paired device. Its password and signing key are not here: see `device_keys`.

    `version` is the registry's when this row last changed: processes read what is newer.
    """

    id = fields.UUIDField(primary_key=True)
    home_id = fields.UUIDField()
    spot: fields.ForeignKeyRelation[Spot] = fields.ForeignKeyField(
        "care.Spot", on_delete=fields.CASCADE
    )
    spot_id: UUID
    serial = fields.CharField(max_length=60)
    model = fields.CharField(max_length=60)
    shows_life = fields.BooleanField(description="whether what it measures is a sign of life")
    key_id = fields.CharField(max_length=16, description="the city's key that its own come from")
    paired_at = fields.DatetimeField()
    retired_at = fields.DatetimeField(null=True)
    replaced_by = fields.UUIDField(null=True)
    version = fields.BigIntField()
    boot = fields.BigIntField(default=0)
    forgotten_boot = fields.BigIntField(
        db_default=0, description="the latest start whose numbers are forgotten"
    )
    clock_ms = fields.BigIntField(default=0, description="how far its clock lies behind ours")
    clock_sequence = fields.BigIntField(
        db_default=0, description="its latest number, of which its clock was learned"
    )
    clock_shown_ms = fields.BigIntField(
        db_default=0, description="what its clock showed when that was sent, since 1970"
    )
    firmware = fields.CharField(max_length=40, null=True)
    battery = fields.SmallIntField(null=True, description="percent")
    heard_at = fields.DatetimeField(null=True)

    class Meta:
        app, schema, table = "care", "care", "devices"
        indexes = (
            Index(fields=("home_id",), name="devices_by_home"),
            Index(fields=("version",), name="devices_by_version"),
        )


class PairingCode(Model):
    """A code that turns one new device into a device of this spot, once and soon."""

    id = fields.UUIDField(primary_key=True)
    code_hash = fields.CharField(max_length=64, unique=True, description="SHA-256, hex")
    home_id = fields.UUIDField()
    room = fields.CharEnumField(Room, max_length=12, description="a Room")
    replaces = fields.UUIDField(null=True, description="the device whose spot it takes over")
    issued_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()
    used_at = fields.DatetimeField(null=True)

    class Meta:
        app, schema, table = "care", "care", "pairing_codes"
        indexes = (Index(fields=("home_id",), name="pairing_codes_by_home"),)


class Mistrust(Model):
    """What a device, or somebody in its name, sent that was not believed: counted by the hour."""

    id = fields.UUIDField(primary_key=True)
    device_id = fields.UUIDField(description="as it was named; need not exist")
    why = fields.CharField(max_length=12, description="a Verdict")
    hour = fields.DatetimeField()
    times = fields.BigIntField()

    class Meta:
        app, schema, table = "care", "care", "mistrusts"
        unique_together = (("device_id", "why", "hour"),)
        indexes = (Index(fields=("hour",), name="mistrusts_by_hour"),)


class HomeHour(Model):
    """What a spot told in one hour; kept when the events themselves are gone."""

    id = fields.UUIDField(primary_key=True)
    home_id = fields.UUIDField()
    spot_id = fields.UUIDField()
    measure = fields.SmallIntField(description="a Measure")
    hour = fields.DatetimeField()
    times = fields.IntField()
    lowest = fields.FloatField(null=True)
    highest = fields.FloatField(null=True)

    class Meta:
        app, schema, table = "care", "care", "home_hours"
        unique_together = (("spot_id", "measure", "hour"),)
        indexes = (Index(fields=("home_id", "hour"), name="home_hours_by_home"),)
