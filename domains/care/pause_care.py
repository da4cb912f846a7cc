"""Hospital or travel, said while she is missed: whoever says it knows where she is."""

from datetime import datetime
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.cases.end_for_pause import end_for_pause
from domains.care.lock_senior import lock_senior
from domains.care.people import pause
from domains.care.people.access import NotYourSenior
from domains.care.people.pause import NoSuchTerm, Paused
from domains.care.people.vocabulary import PauseReason
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


async def pause_care(
    actor: Actor,
    *,
    senior_id: UUID,
    reason: PauseReason,
    until: datetime,
    clock: Clock,
    ids: Ids,
) -> Paused | NoSuchTerm | NotYourSenior:
    """Everything is quiet until then (`people.pause`), and a case that asks no more than where she
    is, is answered by it (`cases.end_for_pause`), all in one transaction."""
    async with in_transaction():
        await lock_senior(senior_id)
        outcome = await pause.pause_care(
            actor, senior_id=senior_id, reason=reason, until=until, clock=clock, ids=ids
        )
        if isinstance(outcome, Paused):
            await end_for_pause(actor, senior_id, clock=clock, ids=ids)
        return outcome
