"""Known noise: a pet, and things that switch themselves, as somebody says who knows the home."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.judgement.access import may_tell
from domains.care.judgement.models import Household, Pets
from domains.care.judgement.tell_visit import NotYourHome
from domains.care.judgement.watch_homes import look_at
from domains.kernel import audit, sql
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class HouseholdTold:
    """`home_id` None: nothing is hung where she lives yet."""

    home_id: UUID | None


async def tell_household(
    actor: Actor,
    *,
    senior_id: UUID,
    has_pet: bool,
    appliances: Collection[UUID],
    clock: Clock,
    ids: Ids,
) -> HouseholdTold | NotYourHome:
    """`appliances` are the spots of fridge, boiler and the like; unknown ones are passed over. A
    pet may be told before anything is hung, and stays told when she moves: it moves as well."""
    async with in_transaction():
        if not await may_tell(actor, senior_id, at=clock.now()):
            return NotYourHome()
        await Pets.update_or_create(
            senior_id=senior_id, defaults={"has_pet": has_pet, "told_at": clock.now()}
        )
        home_id = await _home_of(senior_id)
        if home_id is not None:
            await _keep_walls(home_id, appliances, has_pet=has_pet, clock=clock)
        await audit.record(
            actor, "care.household", subject_id=senior_id, reference=home_id, clock=clock, ids=ids
        )
        return HouseholdTold(home_id)


async def _home_of(senior_id: UUID) -> UUID | None:
    rows = await sql.fetch(
        "SELECT id FROM care.homes WHERE senior_id = $1 AND closed_at IS NULL", senior_id
    )
    return rows[0]["id"] if rows else None


async def _keep_walls(
    home_id: UUID, appliances: Collection[UUID], *, has_pet: bool, clock: Clock
) -> None:
    """What belongs to this flat alone; it is looked at anew, now."""
    spots = await _spots_of(home_id)
    await Household.update_or_create(
        home_id=home_id,
        defaults={
            "has_pet": has_pet,
            "appliances": sorted(str(each) for each in appliances if each in spots),
            "told_at": clock.now(),
        },
    )
    await look_at(home_id, due_at=clock.now(), clock=clock)


async def _spots_of(home_id: UUID) -> set[UUID]:
    rows = await sql.fetch("SELECT id FROM care.spots WHERE home_id = $1", home_id)
    return {row["id"] for row in rows}
