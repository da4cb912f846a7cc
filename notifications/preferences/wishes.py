"""A person's wishes as the gate reads them: few and discrete, so that many people share a set.

A campaign decides once for each distinct set (`COLUMNS` grouped), not once for each person.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any, Final, LiteralString

from notifications.channel import EVERY_CHANNEL, Channel
from notifications.daily_span import DailySpan
from notifications.notification import Category

STEP_MIN: Final = 15
"""Hours are wished for in quarters: no stranger's set of wishes is theirs alone."""

GATHERABLE: Final = frozenset({Category.CARE, Category.SERVICE})
"""What a digest may hold: an alarm cannot wait, and each advertisement bears its own mark."""

Mute = tuple[Category, Channel]


@dataclass(frozen=True, slots=True)
class Digest:
    """At `at`, Seoul's time, one push tells of all that `categories` brought since the last."""

    at: time
    categories: frozenset[Category]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the gate keeps to unless it is about safety. Nothing said means: ring, and at once."""

    mutes: frozenset[Mute] = frozenset()
    quiet: DailySpan | None = None
    digest: Digest | None = None

    def channels_for(self, category: Category) -> frozenset[Channel]:
        """Those that this category was not muted on."""
        return frozenset(way for way in EVERY_CHANNEL if (category, way) not in self.mutes)

    def gathered_at(self, category: Category) -> time | None:
        """The hour of the digest in which this category is told, if in one."""
        if self.digest is None or category not in self.digest.categories & GATHERABLE:
            return None
        return self.digest.at


NO_WISHES: Final = Wishes()

COLUMNS: Final[LiteralString] = (
    "preferences.muted, preferences.quiet_from, preferences.quiet_to, "
    "preferences.digest_at, preferences.digested"
)
"""Of `notifications.preferences`, LEFT JOINed by person_id: a person without a row has no wishes.

Arrays are sorted and minutes are quarters, so that equal wishes are equal rows under GROUP BY.
"""


def wishes_of(row: Mapping[str, Any]) -> Wishes:
    """From a row with COLUMNS, all of them null where nothing was ever wished."""
    return Wishes(
        mutes=frozenset(_mute(word) for word in row["muted"] or ()),
        quiet=_span(row["quiet_from"], row["quiet_to"]),
        digest=_digest(row["digest_at"], row["digested"] or ()),
    )


def mute_words(mutes: Collection[Mute]) -> list[str]:
    """As `muted` keeps them: `advertising.sms`, sorted."""
    return sorted(f"{category}.{way}" for category, way in mutes)


def minute_of(hour: time) -> int:
    """Minutes since midnight, as the columns keep an hour."""
    return hour.hour * 60 + hour.minute


def hour_at(minute: int) -> time:
    """The hour of the day so many minutes after midnight."""
    return time(minute // 60, minute % 60)


def _mute(word: str) -> Mute:
    category, _, way = word.partition(".")
    return Category(category), Channel(way)


def _span(first: int | None, last: int | None) -> DailySpan | None:
    if first is None or last is None:
        return None
    return DailySpan(hour_at(first), hour_at(last))


def _digest(at: int | None, categories: Collection[str]) -> Digest | None:
    if at is None or not categories:
        return None
    return Digest(hour_at(at), frozenset(Category(word) for word in categories))
