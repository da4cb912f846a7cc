"""The one decision whether a person may be told something, when, and by which ways. Pure.

Consent × purpose × age × clock × preference, in this order of weight:

1. a relation that ended hears nothing, whatever it is;
2. a consent that is missing silences what rests on it; an SOS rests on none, but its position
   does, and stays out without it;
3. safety passes from here, by every way: neither hour nor wish may keep an alarm from a phone;
4. advertising needs the receiver's own prior opt-in, and never goes to a child (정보통신망법 §50①,
   개인정보보호법 §22의2);
5. the night, 21:00-08:00 in Seoul, holds advertising back without a separate night consent
   (정보통신망법 §50③, 시행령 §61), and the notices that the law asks for about it;
6. wishes: a muted way does not ring, quiet hours make it wait, a digest gathers it. The inbox lists
   it all the same. What somebody asked for at this very time (a senior's own check-in) is the later
   and the plainer wish: it waits for neither, and rings by no way that is muted.

`gate.md` beside this file shows the cases; a test keeps it true.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Final

from domains.consent.public import Purpose
from notifications.channel import EVERY_CHANNEL, NO_CHANNEL, Channel
from notifications.daily_span import DailySpan, next_time
from notifications.notification import Category
from notifications.preferences.wishes import NO_WISHES, Wishes

ADULT_IN_CONSENT: Final = 14
"""Under it a guardian decides (개인정보보호법 §22의2); nobody advertises to such a child."""


class AgeBand(StrEnum):
    """As much of somebody's age as the gate asks for. Who is of unknown age may be a child."""

    UNKNOWN = "unknown"
    UNDER_14 = "under_14"
    FROM_14 = "from_14"


def age_band(age: int | None) -> AgeBand:
    """The band of an age in completed years (만 나이)."""
    if age is None:
        return AgeBand.UNKNOWN
    return AgeBand.FROM_14 if age >= ADULT_IN_CONSENT else AgeBand.UNDER_14


def born_by(day: date) -> date:
    """Who was born on this date or before is fourteen on `day`; for audiences in SQL.

    Born on 29 February, one is fourteen on 1 March where there is no 29th (민법 §160③).
    """
    year = day.year - ADULT_IN_CONSENT
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


class Reason(StrEnum):
    """Why somebody was told, was not told, or not yet; stored with every decision."""

    ALLOWED = "allowed"
    RELATION_ENDED = "relation_ended"
    CONSENT_MISSING = "consent_missing"
    NOT_OPTED_IN = "not_opted_in"
    UNDER_AGE = "under_age"
    MUTED = "muted"
    """In the inbox, but every way is muted for it."""
    QUIET_HOURS = "quiet_hours"
    NIGHT = "night"
    DIGEST = "digest"
    """In the inbox at once, and told with others at the hour that was wished for."""
    EXPIRED = "expired"
    RETRACTED = "retracted"
    NO_PHONE = "no_phone"
    """Allowed, and in the inbox, but there is no phone to ring: an alarm is escalated."""


ADVERTISING_NIGHT: Final = DailySpan(time(21), time(8))


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What the gate needs to know of a notification.

    `by_day` waits for the morning without being advertising: the notices that the law asks for
    about it. `digestible` is False for a digest itself, and for what once waited and is judged
    again. `expected` is what the receiver asked for at this very time.
    """

    category: Category
    purpose: Purpose | None
    position_purpose: Purpose | None
    expires_at: datetime
    by_day: bool = False
    digestible: bool = True
    expected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """What the gate needs to know of one person, or of all who are alike in this: a profile.

    `belongs` is whether they still stand in the relation or office for which they are addressed.
    `consents` are those that stand for the subject. Every field has few values, so that an
    audience of a city has few profiles and is decided about profile by profile.
    """

    belongs: bool
    consents: frozenset[Purpose]
    age: AgeBand
    opted_in_to_advertising: bool = False
    opted_in_to_nights: bool = False
    wishes: Wishes = NO_WISHES


@dataclass(frozen=True, slots=True)
class Allow:
    """Tell it now, by these ways and no other; the position only if `with_position`.

    No way at all means that the inbox lists it and nothing rings: every way is muted, or the
    quiet hours end too late for it.
    """

    with_position: bool
    reason: Reason = Reason.ALLOWED
    channels: frozenset[Channel] = EVERY_CHANNEL


@dataclass(frozen=True, slots=True)
class Hold:
    """Not before `until`; then ask the gate again. DIGEST waits to be gathered, and no longer
    rings by itself."""

    until: datetime
    reason: Reason
    channels: frozenset[Channel] = EVERY_CHANNEL

    @property
    def is_listed(self) -> bool:
        """Whether the inbox shows it meanwhile. The law keeps advertising from people by night;
        a wish to sleep keeps the phone silent, and nothing from who looks."""
        return self.reason is not Reason.NIGHT


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
    with_position = content.position_purpose in receiver.consents
    if content.category is Category.SAFETY:
        return Allow(with_position)
    if refusal := _refusal(content, receiver):
        return Deny(refusal)
    return _as_wished(content, receiver, now, with_position=with_position)


def _refusal(content: Content, receiver: Receiver) -> Reason | None:
    if content.category is not Category.ADVERTISING:
        return None
    if receiver.age is not AgeBand.FROM_14:
        return Reason.UNDER_AGE
    return None if receiver.opted_in_to_advertising else Reason.NOT_OPTED_IN


def _as_wished(
    content: Content, receiver: Receiver, now: datetime, *, with_position: bool
) -> Verdict:
    ways = receiver.wishes.channels_for(content.category)
    gathered_at = receiver.wishes.gathered_at(content.category)
    if ways and gathered_at is not None and _is_gathered(content):
        return Hold(next_time(gathered_at, after=now), Reason.DIGEST, ways)
    spans = dict(_spans(content, receiver, rings=bool(ways)))
    waits = _wait(spans, now)
    if waits is None:
        return Allow(with_position, Reason.ALLOWED if ways else Reason.MUTED, ways)
    because, until = waits
    if until is not None and until < content.expires_at:
        return Hold(until, because, ways)
    if because is Reason.NIGHT:
        return Deny(Reason.EXPIRED)
    return Allow(with_position, because, NO_CHANNEL)


def _is_gathered(content: Content) -> bool:
    return content.digestible and not content.by_day and not content.expected


def _wait(
    spans: Mapping[Reason, DailySpan], now: datetime
) -> tuple[Reason, datetime | None] | None:
    """Why it waits, and the first moment that no span covers: None where they leave no such hour.

    Nothing where none covers this moment.
    """
    moment, because = now, None
    for _ in range(len(spans) + 1):
        ends = {reason: end for reason, span in spans.items() if (end := span.end_after(moment))}
        if not ends:
            return None if because is None else (because, moment)
        because = because or next(iter(ends))
        moment = max(ends.values())
    return None if because is None else (because, None)


def _spans(
    content: Content, receiver: Receiver, *, rings: bool
) -> Iterator[tuple[Reason, DailySpan]]:
    agreed = content.category is Category.ADVERTISING and receiver.opted_in_to_nights
    if content.by_day or (content.category is Category.ADVERTISING and not agreed):
        yield Reason.NIGHT, ADVERTISING_NIGHT
    if rings and receiver.wishes.quiet is not None and not content.expected:
        yield Reason.QUIET_HOURS, receiver.wishes.quiet
