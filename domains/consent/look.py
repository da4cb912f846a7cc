"""Looking at what is kept of somebody's consents: the person and whoever may see for them."""

from uuid import UUID

from domains.consent.policy import may_see
from domains.consent.who_asks import decider_of
from domains.kernel import audit
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


async def may_look(actor: Actor, action: str, *, subject_id: UUID, clock: Clock, ids: Ids) -> bool:
    """Whether the actor may read this page of the subject's.

    A guardian's look is itself audited, as `action`; one's own is one's own affair.
    """
    who = await decider_of(actor, subject_id=subject_id, clock=clock)
    if who is None or not may_see(who):
        return False
    if not who.is_subject:
        await audit.record(actor.in_private, action, subject_id=subject_id, clock=clock, ids=ids)
    return True
