"""The applicant proves who they are, and the case goes on from where it waited."""

from datetime import timedelta
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.governance.case_policy import Move
from domains.governance.outcomes import NotPossible, NotProved, NotYours, StepOutcome, Stepped
from domains.governance.take_step import lock_case, take_step
from domains.governance.who_asks import may_follow, proof_of
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


async def prove_identity(
    actor: Actor, *, case_id: UUID, fresh_for: timedelta, clock: Clock, ids: Ids
) -> StepOutcome | NotProved:
    """By a fresh sign-in (시행령 §46)."""
    async with in_transaction():
        case = await lock_case(case_id)
        if case is None or not await may_follow(actor, case, at=clock.now()):
            return NotYours()
        proof = proof_of(actor, case.capacity, at=clock.now(), fresh_for=fresh_for)
        if proof is None:
            return NotProved()
        case.proof = proof
        if not await take_step(case, Move.CONFIRM_IDENTITY, actor=actor, clock=clock, ids=ids):
            return NotPossible(case.state)
        return Stepped.of(case)
