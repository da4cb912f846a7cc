"""Who may take part in a case: those who could be asked, and the control room.

One rule for all that is done with a case (`depths_on_case`): whoever sees something of it may open
it, take it, act in it and end it, and nobody else may do any of that. She herself sees it, and
answers check-ins instead. What sends a case to 119 wants an office as well.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domains.care.cases.models import Case
from domains.care.cases.open_case import lock_case
from domains.care.people.may_see import Depths, deepest, depths_for, depths_in_office
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
    """The case, locked for the transaction, for whoever may do something in it: guardians with
    whom she shares her check-ins, asked or not; care workers of the dong, the centre, the control
    room."""
    case = await lock_case(case_id)
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
    if actor.person_id == case.senior_id:
        return False
    return bool(await depths_on_case(actor, [case.senior_id], at=at))


async def depths_on_case(actor: Actor, senior_ids: Collection[UUID], *, at: datetime) -> Depths:
    """How deep somebody sees each of these seniors' cases, by whatever they are to her: whoever is
    left out has no part in them. As many statements for a hundred as for one."""
    if actor.person_id is None or actor.stand_in_id is not None:
        return {}
    return deepest(
        [
            await depths_for(actor.person_id, senior_ids, at=at, on_case=True),
            await _as_control_room(actor.person_id, senior_ids, at=at),
        ]
    )


async def holds_office_for(actor: Actor, senior_id: UUID, *, at: datetime) -> bool:
    """Whether the actor is asked by an office: her care worker, her centre, the control room."""
    return senior_id in await in_office_of(actor, [senior_id], at=at)


async def in_office_of(
    actor: Actor, senior_ids: Collection[UUID], *, at: datetime
) -> Collection[UUID]:
    """For which of these seniors that is so; as many statements for a hundred as for one."""
    if actor.person_id is None or actor.stand_in_id is not None or not senior_ids:
        return ()
    by_office = await depths_in_office(actor.person_id, senior_ids, at=at, on_case=True)
    return {*by_office, *await _as_control_room(actor.person_id, senior_ids, at=at)}


async def _as_control_room(
    person_id: UUID, senior_ids: Collection[UUID], *, at: datetime
) -> Depths:
    """It sees the reasons of every case."""
    held = await identity.roles_of(person_id, at=at)
    return dict.fromkeys(senior_ids, Depth.REASONS) if Role.OPERATOR in held else {}
