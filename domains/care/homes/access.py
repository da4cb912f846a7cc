"""Who may set up a home, and who may look at its devices."""

from dataclasses import dataclass
from uuid import UUID

from domains.care.people.may_see import depth_for
from domains.care.people.read_plans import care_plan
from domains.care.people.vocabulary import Depth
from domains.consent.public import Purpose
from domains.identity.public import roles as offices
from domains.kernel.actor import Actor, Role
from domains.kernel.clock import Clock

STAFF = (Role.CARE_WORKER, Role.CENTRE_MANAGER, Role.CENTRE_STAFF)


@dataclass(frozen=True, slots=True)
class NotYourHome:
    """The actor has nothing to do with this home, or there is none: the same answer."""


@dataclass(frozen=True, slots=True)
class SensorsNotWanted:
    """No consent to sensors stands: nothing may be set up."""

    senior_id: UUID


async def may_tend(actor: Actor, senior_id: UUID, *, clock: Clock) -> bool:
    """The senior herself; her care worker and centre, who put devices up and change batteries;
    a guardian whom she lets see what her sensors say."""
    if actor.person_id is None:
        return False
    depth = await depth_for(actor.person_id, senior_id, at=clock.now())
    if depth is None:
        return False
    return depth is Depth.SENSORS or await _is_staff(actor.person_id, clock=clock)


async def wants_sensors(senior_id: UUID, *, clock: Clock) -> bool:
    plan = await care_plan(senior_id, at=clock.now())
    return plan is not None and Purpose.CARE_HOME_SENSORS in plan.allows


async def _is_staff(person_id: UUID, *, clock: Clock) -> bool:
    held = await offices.offices_held(person_id, at=clock.now())
    return any(office.role in STAFF for office in held)
