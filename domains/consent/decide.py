"""Grant and withdraw: the person's word, or the guardian's for a child under fourteen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.consent import advertising, lapse, ledger, standing
from domains.consent.catalogue import CATALOGUE, Purpose
from domains.consent.end_over import end_over
from domains.consent.end_purpose import Ending, end_purpose
from domains.consent.erasers import NOBODY, Erased, Erasers
from domains.consent.events import ConsentGranted, ConsentWithdrawn
from domains.consent.fold import Action, Because, Stand, Stands, Word
from domains.consent.kept import kept_after
from domains.consent.ledger import Saying
from domains.consent.policy import Decider, may_grant, may_withdraw
from domains.consent.who_asks import decider_of
from domains.kernel import outbox
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.subject_rights import Kept
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
class Withdrawn:
    """The ledger holds the no, and what lay in the database is gone.

    `follows` names the stores that are still to prove that they hold nothing more; `kept` is what
    stays and by which law. `changed` is False when it did not stand before.
    """

    subject_id: UUID
    purpose: Purpose
    changed: bool
    erased: Sequence[Erased]
    follows: Sequence[str]
    kept: Sequence[Kept]


@dataclass(frozen=True, slots=True)
class NotYoursToDecide:
    """The actor is neither the person nor a guardian who may decide at this age."""


@dataclass(frozen=True, slots=True)
class TextOutdated:
    """The person saw an older text: show the current version and ask again."""

    current_version: int


@dataclass(frozen=True, slots=True)
class TermOver:
    """The consent would end before it begins."""


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
) -> Decided | NotYoursToDecide | TextOutdated | TermOver:
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
        stands = await standing.lock(subject_id, clock=clock)
        rest = await end_over(subject_id, stands, erasers=erasers, clock=clock, ids=ids)
        stand = _stand(who, text_version, expires_at)
        saying = Saying(subject_id, _yes(purpose, stand), locale)
        return await _let_stand(actor.in_private, saying, stand, rest, clock=clock, ids=ids)


async def withdraw(
    actor: Actor,
    *,
    subject_id: UUID,
    purpose: Purpose,
    locale: Locale,
    erasers: Erasers,
    clock: Clock,
    ids: Ids,
) -> Withdrawn | NotYoursToDecide:
    """Close the purpose and destroy what was held under it, before the answer returns.

    위치정보법 §24④: on withdrawal the location data collected must be destroyed without delay.
    """
    async with in_transaction():
        who = await decider_of(actor, subject_id=subject_id, clock=clock)
        if who is None or not may_withdraw(who):
            return NotYoursToDecide()
        stands = await standing.lock(subject_id, clock=clock)
        ending = Ending(subject_id, purpose, Action.WITHDRAWN, None, locale)
        ended = await end_purpose(
            actor.in_private, ending, stands, erasers=erasers, clock=clock, ids=ids
        )
        if ended.stood:
            await announce_no(subject_id, purpose, clock=clock, ids=ids)
        return Withdrawn(
            subject_id=subject_id,
            purpose=purpose,
            changed=ended.stood,
            erased=ended.erased,
            follows=ended.follows,
            kept=await kept_after(subject_id, purpose, at=clock.now()),
        )


async def announce_no(subject_id: UUID, purpose: Purpose, *, clock: Clock, ids: Ids) -> None:
    """Say that a purpose ended by somebody's word."""
    await outbox.record(ConsentWithdrawn(subject_id, purpose), clock=clock, ids=ids)
    await advertising.announce_result(subject_id, purpose, granted=False, clock=clock, ids=ids)


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
