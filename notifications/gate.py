"""The one decision whether a person may be told something, and when. Pure.

Consent × purpose × age × clock × preference, in this order of weight:

1. a relation that ended hears nothing, whatever it is;
2. a consent that is missing silences what rests on it; an SOS rests on none, but its position
   does, and stays out without it;
3. safety passes from here: neither the hour nor a wish may keep an alarm from a phone;
4. advertising needs the receiver's own prior opt-in, and never goes to a child;
5. wishes: a muted category is not told, quiet hours make it wait;
6. the night, 21:00-08:00 in Seoul, holds advertising back without a separate night consent
   (정보통신망법 §50③, 시행령 §61).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from domains.consent.public import Purpose
from domains.kernel.clock import SEOUL
from notifications.notification import Category

ADULT_IN_CONSENT: Final = 14
"""Under it a guardian decides (개인정보보호법 §22의2); nobody advertises to such a child."""


class Reason(StrEnum):
    """Why somebody was not told, or not yet; stored with every decision."""

    ALLOWED = "allowed"
    RELATION_ENDED = "relation_ended"
    CONSENT_MISSING = "consent_missing"
    NOT_OPTED_IN = "not_opted_in"
    UNDER_AGE = "under_age"
    MUTED = "muted"
    QUIET_HOURS = "quiet_hours"
    NIGHT = "night"
    EXPIRED = "expired"
    RETRACTED = "retracted"
    NO_PHONE = "no_phone"
    """Allowed, and in the inbox, but there is no phone to ring: an alarm is escalated."""


@dataclass(frozen=True, slots=True)
class DailySpan:
    """Hours of every day in Seoul, from `start` up to but without `end`, across midnight or not."""

    start: time
    end: time

    def end_after(self, moment: datetime) -> datetime | None:
        """When the span around `moment` ends; None outside it."""
        local = moment.astimezone(SEOUL)
        if not self._covers(local.time()):
            return None
        ends_tomorrow = self.start > self.end and local.time() >= self.start
        day = local.date() + timedelta(days=1 if ends_tomorrow else 0)
        return datetime.combine(day, self.end, tzinfo=SEOUL).astimezone(moment.tzinfo)

    def _covers(self, hour: time) -> bool:
        if self.start <= self.end:
            return self.start <= hour < self.end
        return hour >= self.start or hour < self.end


ADVERTISING_NIGHT: Final = DailySpan(time(21), time(8))


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What the gate needs to know of a notification."""

    category: Category
    purpose: Purpose | None
    position_purpose: Purpose | None
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """What the gate needs to know of one person.

    `belongs` is whether they still stand in the relation or office for which they are addressed.
    `consents` are those that stand for the subject; `age` is None where unknown.
    """

    person_id: UUID
    belongs: bool
    consents: frozenset[Purpose]
    age: int | None
    opted_in_to_advertising: bool = False
    opted_in_to_nights: bool = False
    muted: frozenset[Category] = frozenset()
    quiet: DailySpan | None = None


@dataclass(frozen=True, slots=True)
class Allow:
    """Tell it now; the position only if `with_position`."""

    with_position: bool
    reason: Reason = Reason.ALLOWED


@dataclass(frozen=True, slots=True)
class Hold:
    """Not before `until`; then ask the gate again."""

    until: datetime
    reason: Reason


@dataclass(frozen=True, slots=True)
class Deny:
    """Never."""

    reason: Reason


Spoken = Allow | Hold
"""Verdicts under which something is told, now or later."""

Verdict = Spoken | Deny


def decide(content: Content, receiver: Receiver, now: datetime) -> Verdict:
    """Whether `receiver` may be told `content` at `now`."""
    if not receiver.belongs:
        return Deny(Reason.RELATION_ENDED)
    if content.purpose is not None and content.purpose not in receiver.consents:
        return Deny(Reason.CONSENT_MISSING)
    if now >= content.expires_at:
        return Deny(Reason.EXPIRED)
    if content.category is not Category.SAFETY:
        if refusal := _refusal(content, receiver):
            return Deny(refusal)
        if wait := _wait(content, receiver, now):
            return wait
    return Allow(with_position=content.position_purpose in receiver.consents)


def _refusal(content: Content, receiver: Receiver) -> Reason | None:
    if content.category in receiver.muted:
        return Reason.MUTED
    if content.category is not Category.ADVERTISING:
        return None
    if receiver.age is None or receiver.age < ADULT_IN_CONSENT:
        return Reason.UNDER_AGE
    return None if receiver.opted_in_to_advertising else Reason.NOT_OPTED_IN


def _wait(content: Content, receiver: Receiver, now: datetime) -> Hold | Deny | None:
    """Follow the spans that hold it to the first moment that none of them covers.

    A denial where that is too late, or where together they leave no free hour.
    """
    spans = dict(_spans(content, receiver))
    moment, because = now, None
    for _ in range(len(spans) + 1):
        ends = {reason: end for reason, span in spans.items() if (end := span.end_after(moment))}
        if not ends:
            break
        because = because or next(iter(ends))
        moment = max(ends.values())
    else:
        return Deny(Reason.QUIET_HOURS)
    if because is None:
        return None
    return Hold(moment, because) if moment < content.expires_at else Deny(Reason.EXPIRED)


def _spans(content: Content, receiver: Receiver) -> Iterator[tuple[Reason, DailySpan]]:
    if content.category is Category.ADVERTISING and not receiver.opted_in_to_nights:
        yield Reason.NIGHT, ADVERTISING_NIGHT
    if receiver.quiet is not None:
        yield Reason.QUIET_HOURS, receiver.quiet
