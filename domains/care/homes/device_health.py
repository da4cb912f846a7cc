"""How the devices of a home do: who is silent, whose battery ends, which messages were lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.homes.access import NotYourHome, SensorsNotWanted, plan_to_tend
from domains.care.homes.listening import HEARTBEAT_EVERY
from domains.care.homes.vocabulary import Room
from domains.kernel import audit, sql
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

SILENT_AFTER: Final = 4 * HEARTBEAT_EVERY
LOW_BATTERY: Final = 20
WRONG_CLOCK: Final = timedelta(minutes=2)


class Health(StrEnum):
    """One word, the gravest first."""

    NEVER_HEARD = "never_heard"
    SILENT = "silent"
    MISTRUSTED = "mistrusted"
    BATTERY_LOW = "battery_low"
    LOSES_MESSAGES = "loses_messages"
    CLOCK_WRONG = "clock_wrong"
    WELL = "well"


@dataclass(frozen=True, slots=True)
class DeviceState:
    """One device in use, at a spot that a swap keeps; `missing` are numbers of its present boot
    that never came, `refused` messages of the last day that were not believed, `clock_off` how far
    its clock is from ours."""

    device_id: UUID
    spot_id: UUID
    room: Room
    model: str
    serial: str
    firmware: str | None
    battery: int | None
    heard_at: datetime | None
    missing: int
    refused: int
    clock_off: timedelta
    paired_at: datetime

    def health(self, *, at: datetime) -> Health:
        if self.heard_at is None:
            return Health.NEVER_HEARD
        if at - self.heard_at > SILENT_AFTER:
            return Health.SILENT
        if self.refused:
            return Health.MISTRUSTED
        if self.battery is not None and self.battery < LOW_BATTERY:
            return Health.BATTERY_LOW
        if self.missing:
            return Health.LOSES_MESSAGES
        return Health.CLOCK_WRONG if abs(self.clock_off) > WRONG_CLOCK else Health.WELL


_READ: Final = """
    SELECT d.*, s.room,
        coalesce((
            SELECT upper(range_merge(q.taken)) - lower(range_merge(q.taken)) - (
                SELECT sum(upper(run) - lower(run)) FROM unnest(q.taken) AS run)
            FROM care.sequences q WHERE q.device_id = d.id AND q.boot = d.boot
        ), 0)::int8 AS missing,
        coalesce((
            SELECT sum(times) FROM care.mistrusts m WHERE m.device_id = d.id AND m.hour > $2
        ), 0)::int8 AS refused
    FROM care.devices d JOIN care.spots s ON s.id = d.spot_id
    JOIN care.homes h ON h.id = d.home_id AND h.closed_at IS NULL
    WHERE h.senior_id = $1 AND d.retired_at IS NULL
    ORDER BY d.paired_at, d.id
"""


async def show_devices(
    actor: Actor, senior_id: UUID, *, clock: Clock, ids: Ids
) -> Sequence[DeviceState] | NotYourHome:
    """The devices in use in a senior's home; the looking leaves a trace."""
    async with in_transaction():
        plan = await plan_to_tend(actor, senior_id, clock=clock)
        if isinstance(plan, NotYourHome | SensorsNotWanted):
            return NotYourHome()
        await audit.record(actor, "care.devices.read", subject_id=senior_id, clock=clock, ids=ids)
        rows = await sql.fetch(_READ, senior_id, clock.now() - timedelta(days=1))
        return tuple(_state(row) for row in rows)


def _state(row: Any) -> DeviceState:
    return DeviceState(
        device_id=row["id"],
        spot_id=row["spot_id"],
        room=Room(row["room"]),
        model=row["model"],
        serial=row["serial"],
        firmware=row["firmware"],
        battery=row["battery"],
        heard_at=row["heard_at"],
        missing=row["missing"],
        refused=row["refused"],
        clock_off=timedelta(milliseconds=row["clock_ms"]),
        paired_at=row["paired_at"],
    )
