"""The citizen takes a request back."""

from uuid import UUID

from tortoise.transactions import in_transaction

from domains.governance.case_policy import Move
from domains.governance.outcomes import NotPossible, NotYours, StepOutcome, Stepped
from domains.governance.take_step import lock_case, take_step
from domains.governance.who_asks import may_follow
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


async def withdraw_case(actor: Actor, *, case_id: UUID, clock: Clock, ids: Ids) -> StepOutcome:
    """Any time before it is answered; asking again later is a new case."""
    async with in_transaction():
        case = await lock_case(case_id)
        if case is None or not await may_follow(actor, case, at=clock.now()):
            return NotYours()
        if not await take_step(case, Move.WITHDRAW, actor=actor, clock=clock, ids=ids):
            return NotPossible(case.state)
        return Stepped.of(case)
