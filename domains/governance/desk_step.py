"""What an officer does to a case: confirm, ask, put off, answer, refuse."""

from collections.abc import Mapping
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.governance.case_policy import Move
from domains.governance.outcomes import NotPossible, NotYours, StepOutcome, Stepped
from domains.governance.staff import may_handle
from domains.governance.take_step import lock_case, take_step
from domains.governance.vocabulary import LegalReason, Proof
from domains.kernel import personal
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


async def confirm_identity(
    actor: Actor, *, case_id: UUID, proof: Proof, clock: Clock, ids: Ids
) -> StepOutcome:
    """The officer has seen who it is."""
    return await _step(
        actor, case_id, Move.CONFIRM_IDENTITY, sets={"proof": proof}, clock=clock, ids=ids
    )


async def ask_proof(
    actor: Actor, *, case_id: UUID, what: str, clock: Clock, ids: Ids
) -> StepOutcome:
    """More must be seen: the clock rests until it is there, and reminders go out."""
    return await _step(actor, case_id, Move.ASK_PROOF, note=what, clock=clock, ids=ids)


async def take_proof(actor: Actor, *, case_id: UUID, clock: Clock, ids: Ids) -> StepOutcome:
    """What was asked for was handed in; the clock goes on while it is looked at."""
    return await _step(actor, case_id, Move.BRING_PROOF, clock=clock, ids=ids)


async def extend_case(
    actor: Actor, *, case_id: UUID, reason: str, clock: Clock, ids: Ids
) -> StepOutcome:
    """Put the answer off, as often as its law allows; the citizen is told the reason."""
    return await _step(actor, case_id, Move.EXTEND, note=reason, clock=clock, ids=ids)


async def answer_case(
    actor: Actor, *, case_id: UUID, answer: str, clock: Clock, ids: Ids
) -> StepOutcome:
    """What was asked for was done, and this is said about it."""
    return await _step(actor, case_id, Move.ANSWER, answer=answer, clock=clock, ids=ids)


async def refuse_case(
    actor: Actor,
    *,
    case_id: UUID,
    reason: LegalReason,
    answer: str,
    partly: bool,
    clock: Clock,
    ids: Ids,
) -> StepOutcome:
    """No, or not all of it, for a reason that a law knows, in words; §38⑤: they may object."""
    move = Move.REFUSE_PARTLY if partly else Move.REFUSE
    sets = {"legal_reason": reason}
    return await _step(actor, case_id, move, answer=answer, sets=sets, clock=clock, ids=ids)


async def _step(
    actor: Actor,
    case_id: UUID,
    move: Move,
    *,
    clock: Clock,
    ids: Ids,
    note: str = "",
    answer: str = "",
    sets: Mapping[str, object] | None = None,
) -> StepOutcome:
    async with in_transaction():
        case = await lock_case(case_id)
        if case is None or not await may_handle(actor, case):
            return NotYours()
        case.update_from_dict(dict(sets or {}))
        if answer:
            case.answer = await personal.seal(case.subject_id, answer)
        sealed = await personal.seal(case.subject_id, note) if note else None
        if not await take_step(case, move, actor=actor, note=sealed, clock=clock, ids=ids):
            return NotPossible(case.state)
        return Stepped.of(case)
