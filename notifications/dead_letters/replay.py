"""Dead letters, tried anew: whoever mended what stood in their way says so."""

from tortoise.transactions import in_transaction

from domains.kernel import audit
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from notifications.dead_letters.count_left import left_of
from notifications.dead_letters.dead_letter import Key, MayNotOperate, Round, Wanted
from notifications.dead_letters.policy import may_operate
from notifications.dead_letters.read_page import read_page
from notifications.requeue import requeue

ACTION = "notifications.dead_letter.replay"


async def replay(
    actor: Actor, wanted: Wanted, *, after: Key | None = None, limit: int, clock: Clock, ids: Ids
) -> Round | MayNotOperate:
    """One stretch in one transaction, from the newest on; go on with the round's `next_after`.

    Each is queued with all its attempts before it and asked for by the gate again before it is
    sent. What is news no more, was taken back or belongs to what was cancelled stays as it is.
    Pressed twice it is done once, and each leaves one trace.
    """
    if not may_operate(actor):
        return MayNotOperate()
    async with in_transaction():
        page = await read_page(actor, wanted, after=after, limit=limit, at=clock.now(), lock=True)
        ready = [letter for letter in page.letters if letter.hindrance is None]
        await requeue([(each.key.event_id, each.key.device_id) for each in ready], clock=clock)
        touched = [(each.person_id, each.key.event_id) for each in ready]
        await audit.record_each(actor, ACTION, touched=touched, clock=clock, ids=ids)
    return Round(len(ready), left_of(page.letters), page.next_after)
