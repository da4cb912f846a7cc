"""Who may take part in a case: those who could be asked, and the control room."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domains.care.cases.models import Case
from domains.care.people.access import is_guardian_of
from domains.care.people.may_see import depth_in_office
from domains.care.people.vocabulary import Depth
from domains.identity import public as identity
from domains.kernel.actor import Actor, Role
from domains.kernel.clock import Clock


@dataclass(frozen=True, slots=True)
class NotYourCase:
    """The actor has no part in it, or there is no such case: the same answer."""


@dataclass(frozen=True, slots=True)
class CaseOver:
    """It has ended: nothing is left to do."""

    case_id: UUID


async def case_for(actor: Actor, case_id: UUID, *, clock: Clock) -> Case | NotYourCase:
    """The case, locked for the transaction, for whoever may do something in it.

    Her guardians, asked or not; care workers of the dong, the centre, the control room. She
    herself answers check-ins, and ends no case.
    """
    case = await Case.select_for_update().get_or_none(id=case_id)
    if case is None or not await _takes_part(actor, case, at=clock.now()):
        return NotYourCase()
    return case


async def open_case_for(
    actor: Actor, case_id: UUID, *, clock: Clock
) -> Case | NotYourCase | CaseOver:
    case = await case_for(actor, case_id, clock=clock)
    if isinstance(case, Case) and case.ended_at is not None:
        return CaseOver(case.id)
    return case


async def _takes_part(actor: Actor, case: Case, *, at: datetime) -> bool:
    if actor.person_id in (None, case.senior_id) or actor.stand_in_id is not None:
        return False
    if await is_guardian_of(actor, case.senior_id, at=at):
        return True
    return await official_depth(actor, case.senior_id, at=at) is not None


async def official_depth(actor: Actor, senior_id: UUID, *, at: datetime) -> Depth | None:
    """How deep an office lets somebody see her open case; the control room sees the reasons."""
    if actor.person_id is None or actor.stand_in_id is not None:
        return None
    held = await identity.roles_of(actor.person_id, at=at)
    if Role.OPERATOR in held:
        return Depth.REASONS
    if not held:
        return None
    return await depth_in_office(actor.person_id, senior_id, at=at, on_case=True)
