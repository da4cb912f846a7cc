"""Put right what a case asks for, through the domain that owns it."""

from datetime import date
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.governance.case_policy import Move
from domains.governance.change import Change, reveal_change
from domains.governance.outcomes import NotPossible, NotYours, StepOutcome, Stepped
from domains.governance.staff import may_handle
from domains.governance.take_step import lock_case, take_step
from domains.governance.vocabulary import CaseKind, CaseState, CorrectedField
from domains.identity import public as identity
from domains.identity.public import Correction
from domains.kernel import personal
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.text import Locale


async def carry_out_correction(
    actor: Actor, *, case_id: UUID, answer: str, clock: Clock, ids: Ids
) -> StepOutcome:
    """An officer who has seen the evidence; a birth date decides who consents, so nobody else."""
    async with in_transaction():
        case = await lock_case(case_id)
        if case is None or not await may_handle(actor, case):
            return NotYours()
        change = await reveal_change(case.subject_id, case.change)
        ready = case.kind is CaseKind.CORRECTION and case.state is CaseState.IN_PROGRESS
        if not ready or change is None or not change.is_readable:
            return NotPossible(case.state)
        await _apply(actor, case.subject_id, change, clock=clock, ids=ids)
        case.answer = await personal.seal(case.subject_id, answer)
        await take_step(case, Move.ANSWER, actor=actor, clock=clock, ids=ids)
        return Stepped.of(case)


async def _apply(actor: Actor, subject_id: UUID, change: Change, *, clock: Clock, ids: Ids) -> None:
    correction = correction_of(change)
    if correction is not None:
        await identity.correct_person(
            actor, person_id=subject_id, correction=correction, clock=clock, ids=ids
        )


def correction_of(change: Change) -> Correction | None:
    """None for what is put right by hand."""
    match change.what:
        case CorrectedField.DISPLAY_NAME:
            return Correction(display_name=change.value.strip())
        case CorrectedField.BIRTH_DATE:
            return Correction(birth_date=date.fromisoformat(change.value))
        case CorrectedField.LOCALE:
            return Correction(locale=Locale(change.value))
        case CorrectedField.OTHER:
            return None
