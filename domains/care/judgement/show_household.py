"""What was told of a home, and what hangs where in it: for whoever may tell it anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.homes.access import plan_to_tend
from domains.care.homes.vocabulary import Measure, Room
from domains.care.judgement.access import may_read_what_was_told
from domains.care.judgement.models import Pets
from domains.care.people.care_plan import CarePlan
from domains.care.people.may_see import may_see
from domains.care.people.vocabulary import Depth
from domains.kernel import audit, sql
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class SpotView:
    """A place for a device. `model` is what hangs there, None where it was taken down; `measures`
    what it told while its events are kept, None for whom she lets see less than sensors."""

    spot_id: UUID
    room: Room
    model: str | None
    measures: Sequence[Measure] | None
    is_appliance: bool


@dataclass(frozen=True, slots=True)
class HouseholdView:
    """`has_pet` None: nobody has said. `spots` are of where she lives now, by room."""

    senior_id: UUID
    has_pet: bool | None
    told_at: datetime | None
    spots: Sequence[SpotView]


_SPOTS: Final = """
    WITH told AS (
        SELECT e.spot_id, array_agg(DISTINCT e.measure ORDER BY e.measure) AS measures
        FROM care.homes h JOIN care.sensor_events e ON e.home_id = h.id
        WHERE $2 AND h.senior_id = $1 AND h.closed_at IS NULL GROUP BY e.spot_id
    )
    SELECT s.id, s.room, d.model, coalesce(k.appliances ? s.id::text, false) AS is_appliance,
        coalesce(told.measures, '{}') AS measures
    FROM care.homes h JOIN care.spots s ON s.home_id = h.id
        LEFT JOIN told ON told.spot_id = s.id
        LEFT JOIN LATERAL (
            SELECT d.id, d.model FROM care.devices d
            WHERE d.home_id = h.id AND d.spot_id = s.id AND d.retired_at IS NULL
            ORDER BY d.paired_at DESC, d.id DESC LIMIT 1
        ) d ON true
        LEFT JOIN care.households k ON k.home_id = h.id
    WHERE h.senior_id = $1 AND h.closed_at IS NULL
        AND (d.id IS NOT NULL OR k.appliances ? s.id::text)
    ORDER BY s.room, s.made_at, s.id
"""


async def show_household(
    actor: Actor, senior_id: UUID, *, clock: Clock, ids: Ids
) -> HouseholdView | None:
    """None for who may not tell it, or where there is no such care. The look is traced."""
    async with in_transaction():
        if not await may_read_what_was_told(actor, senior_id, at=clock.now()):
            return None
        await audit.record(actor, "care.household.read", subject_id=senior_id, clock=clock, ids=ids)
        deep = await _sees_sensors(actor, senior_id, clock=clock)
        pets = await Pets.get_or_none(senior_id=senior_id)
        return HouseholdView(
            senior_id=senior_id,
            has_pet=pets.has_pet if pets else None,
            told_at=pets.told_at if pets else None,
            spots=[_spot(row, deep=deep) for row in await sql.fetch(_SPOTS, senior_id, deep)],
        )


async def _sees_sensors(actor: Actor, senior_id: UUID, *, clock: Clock) -> bool:
    """Whom she lets see them; and who tends them, who sees each device as it is."""
    if isinstance(await plan_to_tend(actor, senior_id, clock=clock), CarePlan):
        return True
    holder = actor.speaks_for
    return holder is not None and await may_see(
        holder, senior_id, depth=Depth.SENSORS, at=clock.now()
    )


def _spot(row: Any, *, deep: bool) -> SpotView:
    return SpotView(
        spot_id=row["id"],
        room=Room(row["room"]),
        model=row["model"],
        measures=[Measure(each) for each in row["measures"]] if deep else None,
        is_appliance=row["is_appliance"],
    )
