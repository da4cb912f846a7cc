"""When a signing key is published, signs and goes; pure, so that a year can be tried in a second.

A key is published before it signs, for longer than anybody may cache our key set, and stays
published until the last token that it signed has ended: whoever verifies with a set fetched
within the hour always has the key they need (RFC 7517 §5; OpenID Connect Core §10.1.1).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

KEY_SET_CACHED = timedelta(hours=1)
"""How long others may keep our key set (its Cache-Control)."""

LEAD = timedelta(hours=2)
"""A key is published this long before it signs: the hour, and one for whoever looks seldom."""

LAST_TOKENS = timedelta(minutes=5)
"""Beyond a token's life: clocks that differ, and a gateway that learns late of its new key."""

FIRST = datetime.min.replace(tzinfo=UTC)


class KeyState(StrEnum):
    """Where a key stands on its way."""

    NEXT = "next"
    SIGNING = "signing"
    RETIRED = "retired"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class KeyTimes:
    """A key's name and its times. `withdrawn_at` is for a key that somebody else may hold."""

    kid: str
    signs_from: datetime
    withdrawn_at: datetime | None = None

    def is_trusted(self, now: datetime) -> bool:
        return self.withdrawn_at is None or now < self.withdrawn_at


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long a key signs, and how long its tokens live."""

    signs_for: timedelta
    tokens_live: timedelta


def signing_kid(keys: Iterable[KeyTimes], *, now: datetime) -> str | None:
    """Whose turn it is to sign; a key without a successor goes on rather than nobody sign."""
    begun = [key for key in keys if key.signs_from <= now and key.is_trusted(now)]
    return max(begun, key=_turn).kid if begun else None


def published_kids(keys: Sequence[KeyTimes], *, schedule: Schedule, now: datetime) -> set[str]:
    """The keys that others need: the next ones, the signing one, and those with living tokens."""
    return {
        key.kid
        for key in keys
        if key.is_trusted(now) and now < _gone_at(key, keys, schedule=schedule, now=now)
    }


def next_turn(keys: Sequence[KeyTimes], *, schedule: Schedule, now: datetime) -> datetime | None:
    """From when a key that is made now is to sign; None while none is due."""
    trusted = [key for key in keys if key.is_trusted(now)]
    if not trusted:
        return now + LEAD
    newest = max(trusted, key=_turn)
    if newest.signs_from > now:
        return None
    planned = newest.signs_from + schedule.signs_for
    return max(planned, now + LEAD) if now >= planned - LEAD else None


def state_of(key: KeyTimes, keys: Iterable[KeyTimes], *, now: datetime) -> KeyState:
    if not key.is_trusted(now):
        return KeyState.WITHDRAWN
    if key.signs_from > now:
        return KeyState.NEXT
    return KeyState.SIGNING if signing_kid(keys, now=now) == key.kid else KeyState.RETIRED


def _gone_at(
    key: KeyTimes, keys: Iterable[KeyTimes], *, schedule: Schedule, now: datetime
) -> datetime:
    later = [other for other in keys if _turn(other) > _turn(key) and other.is_trusted(now)]
    if not later:
        return datetime.max.replace(tzinfo=UTC)
    return min(later, key=_turn).signs_from + schedule.tokens_live + LAST_TOKENS


def _turn(key: KeyTimes) -> tuple[datetime, str]:
    return key.signs_from, key.kid
