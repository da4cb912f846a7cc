"""The answer to the question that is put every two years: yes, or no (정보통신망법 §50⑧)."""

from dataclasses import dataclass
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.consent import ledger, timers
from domains.consent.announce_no import announce_no
from domains.consent.catalogue import Purpose
from domains.consent.end_purpose import Ending, end_purpose
from domains.consent.erasers import Erasers
from domains.consent.fold import Action, Because, Stands, Word
from domains.consent.hold_if_known import hold_if_known
from domains.consent.ledger import Saying
from domains.consent.policy import may_grant, may_withdraw
from domains.consent.timers import Kind
from domains.consent.who_asks import NotYoursToDecide, decider_of
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.text import Locale


@dataclass(frozen=True, slots=True)
class Reconfirmed:
    """The answer is in the ledger; `stands` is what was said."""

    purpose: Purpose
    stands: bool


@dataclass(frozen=True, slots=True)
class NothingToReconfirm:
    """No question about this purpose is open."""


async def reconfirm(
    actor: Actor,
    *,
    subject_id: UUID,
    purpose: Purpose,
    keep: bool,
    locale: Locale,
    erasers: Erasers,
    clock: Clock,
    ids: Ids,
) -> Reconfirmed | NotYoursToDecide | NothingToReconfirm:
    """Keep the consent or end it; who says nothing keeps it."""
    async with in_transaction():
        who = await decider_of(actor, subject_id=subject_id, clock=clock)
        if who is None or not (may_grant(who) if keep else may_withdraw(who)):
            return NotYoursToDecide()
        stands = await hold_if_known(subject_id, clock=clock)
        if stands is None:
            return NotYoursToDecide()
        if not await timers.answered(subject_id, Kind.SILENCE, purpose):
            return NothingToReconfirm()
        if keep:
            word = _yes(purpose, stands)
            saying = Saying(subject_id, word, locale)
            await ledger.write(actor.in_private, saying, at=clock.now(), clock=clock, ids=ids)
        else:
            ending = Ending(subject_id, purpose, Action.RECONFIRMED, Because.NO, locale)
            await end_purpose(
                actor.in_private, ending, stands, erasers=erasers, clock=clock, ids=ids
            )
            await announce_no(subject_id, purpose, clock=clock, ids=ids)
        return Reconfirmed(purpose, stands=keep)


def _yes(purpose: Purpose, stands: Stands) -> Word:
    """A question is open only about what stands: ending a purpose takes its timers away."""
    return Word(purpose, Action.RECONFIRMED, stands[purpose].version, Because.YES)
