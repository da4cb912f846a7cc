"""Everybody who could be asked about a case at a moment."""

from datetime import datetime
from uuid import UUID

from domains.care.cases.has_line import has_line
from domains.care.cases.ladder import Circle, Guardian
from domains.care.cases.models import Case
from domains.care.people.access import CENTRE
from domains.care.people.care_plan import CarePlan
from domains.care.people.on_duty import on_duty
from domains.care.people.read_plans import care_plan
from domains.identity import public as identity
from domains.identity.public import SharingScope
from domains.kernel.actor import Role


async def circle_of(case: Case, *, at: datetime) -> Circle:
    """Asked anew for each step: a rota, a tie or a plan may have changed since the last.

    Without a plan the control room is left, and the centre that the case was opened with.
    """
    plan = await care_plan(case.senior_id, at=at)
    control_room = tuple(await identity.role_holders(Role.OPERATOR, at=at))
    if plan is None:
        centre = await _staff_of(case.centre_id, at=at)
        return Circle(has_plan=False, centre=centre, control_room=control_room)
    duty = await on_duty(plan.dong_id, at=at)
    return Circle(
        has_plan=True,
        has_line=await has_line(case.senior_id),
        guardians=await _guardians(plan, at),
        worker=duty.worker_id if duty else None,
        stand_in=duty.stand_in_id if duty else None,
        centre=await _staff_of(plan.centre_id, at=at),
        control_room=control_room,
    )


async def _guardians(plan: CarePlan, at: datetime) -> tuple[Guardian, ...]:
    """Those who may then open what they are asked about: with whom she shares her check-ins."""
    seeing = await identity.guardians_seeing(plan.senior_id, scope=SharingScope.CHECK_INS, at=at)
    return tuple(
        Guardian(contact.person_id, contact.rank, contact.reachable(at))
        for contact in plan.contacts
        if contact.person_id in seeing
    )


async def _staff_of(centre_id: UUID | None, *, at: datetime) -> tuple[UUID, ...]:
    if centre_id is None:
        return ()
    held = [await identity.role_holders(role, at=at, unit_id=centre_id) for role in sorted(CENTRE)]
    return tuple(sorted({person for people in held for person in people}))
