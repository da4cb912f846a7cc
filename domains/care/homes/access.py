"""Who may set up a home, and who may look at its devices."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domains.care.people.care_plan import CarePlan
from domains.care.people.on_duty import stands_in
from domains.care.people.read_plans import care_plan
from domains.consent.public import Purpose
from domains.identity.public import roles as offices
from domains.kernel.actor import Actor, Role
from domains.kernel.clock import Clock

CENTRE = (Role.CENTRE_MANAGER, Role.CENTRE_STAFF)


@dataclass(frozen=True, slots=True)
class NotYourHome:
    """The actor has nothing to do with this home, or there is none: the same answer."""


@dataclass(frozen=True, slots=True)
class SensorsNotWanted:
    """No consent to sensors stands: nothing may be set up."""

    senior_id: UUID


async def plan_to_tend(
    actor: Actor, senior_id: UUID, *, clock: Clock
) -> CarePlan | NotYourHome | SensorsNotWanted:
    """The senior's plan, for herself, her care worker and her centre: they put devices up, change
    batteries and take them down. Nobody does it in another's place."""
    now = clock.now()
    plan = await care_plan(senior_id, at=now)
    if plan is None or actor.person_id is None or actor.stand_in_id is not None:
        return NotYourHome()
    if not await _is_close(actor.person_id, plan, at=now):
        return NotYourHome()
    return plan if Purpose.CARE_HOME_SENSORS in plan.allows else SensorsNotWanted(senior_id)


async def _is_close(person_id: UUID, plan: CarePlan, *, at: datetime) -> bool:
    return person_id == plan.senior_id or await _is_staff(person_id, plan, at=at)


async def _is_staff(person_id: UUID, plan: CarePlan, *, at: datetime) -> bool:
    held = {(o.role, o.unit_id) for o in await offices.offices_held(person_id, at=at)}
    if any((role, plan.centre_id) in held for role in CENTRE):
        return True
    if not any(role is Role.CARE_WORKER for role, _ in held):
        return False
    in_office = (Role.CARE_WORKER, plan.dong_id) in held
    return in_office or bool(await stands_in(person_id, [plan.dong_id], at=at))
