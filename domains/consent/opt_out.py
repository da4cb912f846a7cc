"""Out of advertising by a link that we signed: no login, no question (정보통신망법 §50④)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.consent.announce_no import announce_no
from domains.consent.catalogue import CATALOGUE, Purpose
from domains.consent.end_purpose import Ending, end_purpose
from domains.consent.erasers import Erasers
from domains.consent.fold import Action
from domains.consent.hold_if_known import hold_if_known
from domains.consent.who_asks import locale_of
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

BY_LINK: Final = "consent.opt_out_link"
"""Who wrote the word, as ledger and audit name it; they name the person for whom beside it."""

_ENDS: Final[Mapping[Purpose, tuple[Purpose, ...]]] = {
    Purpose.COMMERCE_ADVERTISING: (
        Purpose.COMMERCE_ADVERTISING,
        Purpose.COMMERCE_ADVERTISING_NIGHT,
    ),
    Purpose.COMMERCE_ADVERTISING_NIGHT: (Purpose.COMMERCE_ADVERTISING_NIGHT,),
}
"""No more advertising means none by night either, should they say yes to the day again."""


@dataclass(frozen=True, slots=True)
class OptedOut:
    """No purpose of the link stands any more; `ended` are those that stood until now."""

    ended: tuple[Purpose, ...]


async def opt_out(
    *, subject_id: UUID, purpose: Purpose, erasers: Erasers, clock: Clock, ids: Ids
) -> OptedOut:
    """End advertising for whom a signed link names; the caller has checked the signature.

    A second time, and for somebody who is not there any more, it ends nothing and says the same.
    Raises ValueError for a purpose that is no advertising: a link opens this door and no other.
    """
    if not CATALOGUE[purpose].advertising:
        raise ValueError(f"a link ends advertising only, not {purpose}")
    actor = Actor(system=BY_LINK, on_behalf_of=subject_id)
    async with in_transaction():
        stands = await hold_if_known(subject_id, clock=clock)
        if stands is None:
            return OptedOut(())
        locale = await locale_of(subject_id)
        ended = tuple(one for one in _ENDS[purpose] if one in stands)
        for one in ended:
            ending = Ending(subject_id, one, Action.WITHDRAWN, None, locale)
            await end_purpose(actor, ending, stands, erasers=erasers, clock=clock, ids=ids)
            stands.pop(one)
            await announce_no(subject_id, one, clock=clock, ids=ids)
        return OptedOut(ended)
