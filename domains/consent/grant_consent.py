"""Grant: the person's yes to one purpose, or the guardian's for a child under fourteen."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.consent import advertising, lapse, ledger, standing
from domains.consent.catalogue import CATALOGUE, Purpose
from domains.consent.end_over import end_over
from domains.consent.erasers import NOBODY, Erasers
from domains.consent.events import ConsentGranted
from domains.consent.fold import Action, Because, Stand, Stands, Word
from domains.consent.hold_if_known import hold_if_known
from domains.consent.ledger import Saying
from domains.consent.policy import Decider, may_grant
from domains.consent.suspend_all import suspended_since
from domains.consent.who_asks import NotYoursToDecide, decider_of
from domains.kernel import outbox
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.text import Locale


@dataclass(frozen=True, slots=True)
class Decided:
    """The ledger holds the yes; `changed` is False when it stood like this before.

    `until` is when it ends by itself: with a child's fourteenth birthday, or its term.
    """

    subject_id: UUID
    purpose: Purpose
    changed: bool
    until: datetime | None


@dataclass(frozen=True, slots=True)
class TextOutdated:
    """The person saw an older text: show the current version and ask again."""

    current_version: int


@dataclass(frozen=True, slots=True)
class TermOver:
    """The consent would end before it begins."""


@dataclass(frozen=True, slots=True)
class ProcessingSuspended:
    """The person wants nothing processed since then: they lift that first, in one step."""

    since: datetime


GrantOutcome = Decided | NotYoursToDecide | TextOutdated | TermOver | ProcessingSuspended


async def grant(
    actor: Actor,
    *,
    subject_id: UUID,
    purpose: Purpose,
    text_version: int,
    locale: Locale,
    clock: Clock,
    ids: Ids,
    expires_at: datetime | None = None,
    erasers: Erasers = NOBODY,
) -> GrantOutcome:
    """Record that the purpose may be served from now on, or until `expires_at`.

    What ended before by itself is ended first, `erasers` and all: a new yes keeps nothing alive.
    """
    async with in_transaction():
        who = await decider_of(actor, subject_id=subject_id, clock=clock)
        if who is None or not may_grant(who):
            return NotYoursToDecide()
        if text_version != CATALOGUE[purpose].version:
            return TextOutdated(CATALOGUE[purpose].version)
        if expires_at is not None and expires_at <= clock.now():
            return TermOver()
        stands = await hold_if_known(subject_id, clock=clock)
        if stands is None:
            return NotYoursToDecide()
        suspended = await suspended_since(subject_id)
        if suspended is not None:
            return ProcessingSuspended(suspended)
        rest = await end_over(subject_id, stands, erasers=erasers, clock=clock, ids=ids)
        stand = _stand(who, text_version, expires_at)
        saying = Saying(subject_id, _yes(purpose, stand), locale)
        return await _let_stand(actor.in_private, saying, stand, rest, clock=clock, ids=ids)


def _stand(who: Decider, version: int, expires_at: datetime | None) -> Stand:
    """A guardian's word ends with the child's fourteenth birthday, whatever its term."""
    if not who.is_subject and who.own_word_from:
        until = who.own_word_from
        if expires_at is None or until <= expires_at:
            return Stand(version, until, Because.AGE)
    return Stand(version, expires_at, Because.TERM if expires_at else None)


def _yes(purpose: Purpose, stand: Stand) -> Word:
    return Word(purpose, Action.GRANTED, stand.version, stand.because, stand.until)


async def _let_stand(
    actor: Actor, saying: Saying, stand: Stand, stands: Stands, *, clock: Clock, ids: Ids
) -> Decided:
    subject_id, purpose, now = saying.subject_id, saying.word.purpose, clock.now()
    await ledger.write(actor, saying, at=now, clock=clock, ids=ids)
    await standing.save(subject_id, {**stands, purpose: stand}, at=now)
    await lapse.set_notices(subject_id, stand, clock=clock, ids=ids)
    if purpose not in stands:
        await advertising.begin(subject_id, purpose, clock=clock, ids=ids)
        await outbox.record(ConsentGranted(subject_id, purpose), clock=clock, ids=ids)
    return Decided(subject_id, purpose, changed=purpose not in stands, until=stand.until)
