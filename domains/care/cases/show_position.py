"""Where she was as she cried for help: for a guardian to whom she shows where she is."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.cases.access import CaseOver, NotYourCase, depths_on_case
from domains.care.cases.models import Case
from domains.care.cases.open_position import open_position, trace_for_one
from domains.care.cases.position import Position
from domains.care.people.access import is_guardian_of
from domains.consent.public import Purpose, standing_purposes
from domains.identity import public as identity
from domains.identity.public import SharingScope
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class WhereSheWas:
    """None where she sent none, or shows it to others alone."""

    position: Position | None = field(repr=False)


async def show_position(
    actor: Actor, *, case_id: UUID, clock: Clock, ids: Ids
) -> WhereSheWas | CaseOver | NotYourCase:
    """While the case is open, for guardians who have a part in it: whether or not they took it, for
    they look for her, too. Without her yes to be found there is nothing here for anybody. Whoever
    goes there by an office has it beside the address (`show_visit_sheet`).

    Raises KeysUnavailable.
    """
    async with in_transaction():
        case = await Case.get_or_none(id=case_id)
        if case is None or not await _is_guardians(actor, case, at=clock.now()):
            return NotYourCase()
        if Purpose.CARE_LOCATION not in await _agreed_to(case.senior_id, at=clock.now()):
            return NotYourCase()
        if case.ended_at is not None:
            return CaseOver(case.id)
        shows = await _shows_them_where(actor, case, at=clock.now())
        traced = await trace_for_one(actor, case, clock=clock, ids=ids) if shows else None
    return WhereSheWas(await open_position(traced))


async def _is_guardians(actor: Actor, case: Case, *, at: datetime) -> bool:
    if not await is_guardian_of(actor, case.senior_id, at=at):
        return False
    return bool(await depths_on_case(actor, [case.senior_id], at=at))


async def _agreed_to(senior_id: UUID, *, at: datetime) -> Collection[Purpose]:
    return (await standing_purposes([senior_id], at=at))[senior_id]


async def _shows_them_where(actor: Actor, case: Case, *, at: datetime) -> bool:
    """Her yes names her guardians; which of them, she says for each (`SharingScope.LOCATION`)."""
    assert actor.person_id is not None
    return await identity.may_see(
        holder_id=actor.person_id, subject_id=case.senior_id, scope=SharingScope.LOCATION, at=at
    )
