"""What was given up, newest first."""

from typing import Final

from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from notifications.dead_letters.dead_letter import Key, MayNotOperate, Page, Wanted
from notifications.dead_letters.policy import may_operate
from notifications.dead_letters.read_page import read_page

MOST: Final = 500


async def list_dead_letters(
    actor: Actor, wanted: Wanted, *, after: Key | None = None, limit: int = 50, clock: Clock
) -> Page | MayNotOperate:
    """At most MOST of them. It names events and installations, no person."""
    if not may_operate(actor):
        return MayNotOperate()
    return await read_page(actor, wanted, after=after, limit=min(limit, MOST), at=clock.now())
