"""Every purpose of one person ends at once: the rights desk carries out a suspension or erasure."""

from collections.abc import Sequence
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.consent import standing
from domains.consent.announce_no import announce_no
from domains.consent.catalogue import Purpose
from domains.consent.end_purpose import Ending, end_purpose
from domains.consent.erasers import Erasers
from domains.consent.fold import Action
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.text import Locale


async def stop_all(
    actor: Actor, subject_id: UUID, *, locale: Locale, erasers: Erasers, clock: Clock, ids: Ids
) -> Sequence[Purpose]:
    """End what stands, with its data; which purposes those were.

    개인정보 보호법 §37⑤: what is not processed any more is destroyed. Who may ask was decided by
    the caller's case.
    """
    async with in_transaction():
        stands = await standing.lock(subject_id, clock=clock)
        for purpose in sorted(stands):
            rest = await standing.lock(subject_id, clock=clock)
            ending = Ending(subject_id, purpose, Action.WITHDRAWN, None, locale)
            await end_purpose(actor, ending, rest, erasers=erasers, clock=clock, ids=ids)
            await announce_no(subject_id, purpose, clock=clock, ids=ids)
        return sorted(stands)
