"""One dead letter and its story. To look is to look at somebody's affairs: it leaves a trace."""

from tortoise.transactions import in_transaction

from domains.kernel import audit
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from notifications.dead_letters.dead_letter import Key, MayNotOperate, NoSuchDeadLetter, Wanted
from notifications.dead_letters.policy import may_operate
from notifications.dead_letters.read_page import read_page
from notifications.dead_letters.story import Story
from notifications.dead_letters.tell_story import tell_story

ACTION = "notifications.dead_letter.read"


async def show_dead_letter(
    actor: Actor, key: Key, *, clock: Clock, ids: Ids
) -> Story | NoSuchDeadLetter | MayNotOperate:
    """Codes, ids and times; what the message said is nobody's business here."""
    if not may_operate(actor):
        return MayNotOperate()
    wanted = Wanted(event_id=key.event_id, device_id=key.device_id)
    async with in_transaction():
        page = await read_page(actor, wanted, after=None, limit=1, at=clock.now())
        if not page.letters:
            return NoSuchDeadLetter()
        (letter,) = page.letters
        await audit.record(
            actor,
            ACTION,
            subject_id=letter.person_id,
            reference=key.event_id,
            clock=clock,
            ids=ids,
        )
        return await tell_story(actor, letter)
