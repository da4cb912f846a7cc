"""A citizen asks for a right: as a draft first, if they like."""

from datetime import timedelta
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.governance.calendar_rows import working_calendar
from domains.governance.case_policy import Move
from domains.governance.models import Case
from domains.governance.outcomes import NotYours, ResidentNumberRefused, Stepped, TooMany
from domains.governance.take_step import take_step
from domains.governance.timers import set_case_timers
from domains.governance.vocabulary import Capacity, CaseState
from domains.governance.who_asks import capacity_of, proof_of
from domains.governance.why import of_rights
from domains.governance.wish import Parties, Wish, new_case
from domains.kernel import audit
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.text import Locale

MOST_OPEN = 20
"""Cases of one person that are not over; more is a mistake, or an attack."""

OpenOutcome = Stepped | NotYours | ResidentNumberRefused | TooMany


async def open_case(
    actor: Actor,
    *,
    subject_id: UUID,
    wish: Wish,
    locale: Locale,
    fresh_for: timedelta,
    clock: Clock,
    ids: Ids,
    as_draft: bool = False,
) -> OpenOutcome:
    """Take a request in. The clock runs from this moment, whoever has to prove what.

    A fresh sign-in proves the person (시행령 §46); with a stale one the request is taken all the
    same, and `prove_identity` may follow.
    """
    if wish.shows_resident_number:
        return ResidentNumberRefused()
    async with in_transaction():
        capacity = await capacity_of(actor, subject_id=subject_id, at=clock.now())
        if capacity is None:
            return NotYours()
        if await _open_cases_of(subject_id) >= MOST_OPEN:
            return TooMany(MOST_OPEN)
        parties = _parties(actor, subject_id, capacity)
        case = await new_case(parties, wish, locale=locale, clock=clock, ids=ids)
        await keep_draft(case, actor=actor, clock=clock, ids=ids)
        if not as_draft:
            await submit(case, actor=actor, fresh_for=fresh_for, clock=clock, ids=ids)
        return Stepped.of(case)


async def submit(case: Case, *, actor: Actor, fresh_for: timedelta, clock: Clock, ids: Ids) -> bool:
    """Set the clock going, and confirm at once what a fresh sign-in proves."""
    if not await take_step(case, Move.SUBMIT, actor=actor, clock=clock, ids=ids):
        return False
    proof = proof_of(actor, case.capacity, at=clock.now(), fresh_for=fresh_for)
    if proof is not None:
        case.proof = proof
        await take_step(case, Move.CONFIRM_IDENTITY, actor=actor, clock=clock, ids=ids)
    return True


async def keep_draft(case: Case, *, actor: Actor, clock: Clock, ids: Ids) -> None:
    """Write a new case down as a draft, with its trace and its reminder."""
    await case.save(force_create=True)
    await audit.record(
        actor,
        "governance.case.draft",
        subject_id=case.subject_id,
        reference=case.id,
        why=of_rights(actor),
        clock=clock,
        ids=ids,
    )
    calendar = await working_calendar()
    await set_case_timers(case, now=clock.now(), calendar=calendar, ids=ids)


def _parties(actor: Actor, subject_id: UUID, capacity: Capacity) -> Parties:
    guardian = actor.person_id if capacity is Capacity.GUARDIAN else None
    return Parties(subject_id, applicant_id=guardian or subject_id, capacity=capacity)


async def _open_cases_of(subject_id: UUID) -> int:
    over = [CaseState.CLOSED, CaseState.WITHDRAWN]
    return await Case.filter(subject_id=subject_id).exclude(state__in=over).count()
