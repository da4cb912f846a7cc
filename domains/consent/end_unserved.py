"""What a yes was for does not come about: nobody serves it, so it ends, by no word of hers."""

from collections.abc import Sequence
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.consent.catalogue import Purpose
from domains.consent.end_purpose import Ending, end_purpose
from domains.consent.erasers import Erasers
from domains.consent.fold import Action, Because
from domains.consent.hold_if_known import hold_if_known
from domains.consent.who_asks import locale_of
from domains.kernel.actor import system_actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

BY_SERVICE = system_actor("consent.unserved")
"""Who wrote the word, as the ledger names it: it is nobody's withdrawal. Who declined to serve
leaves a trace of their own."""


async def end_unserved(
    subject_id: UUID, purposes: Sequence[Purpose], *, erasers: Erasers, clock: Clock, ids: Ids
) -> None:
    """End those of the purposes that stand, in their order, and destroy what was held under each,
    as a withdrawal does. The caller, a domain that serves them, tells the person why."""
    async with in_transaction():
        stands = await hold_if_known(subject_id, clock=clock)
        if stands is None:
            return
        locale = await locale_of(subject_id)
        for purpose in (one for one in purposes if one in stands):
            ending = Ending(subject_id, purpose, Action.EXPIRED, Because.UNSERVED, locale)
            await end_purpose(BY_SERVICE, ending, stands, erasers=erasers, clock=clock, ids=ids)
            stands.pop(purpose)
