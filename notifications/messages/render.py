"""A message in somebody's language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import assert_never

from babel.dates import format_date
from babel.units import format_unit

from domains.kernel.clock import SEOUL
from domains.kernel.text import Catalogue, Locale
from notifications.messages.keys import CARRIES_POSITION, VALUES, Kind, MessageKey, Variant
from notifications.messages.korean import Noun

CATALOGUE = Catalogue(Path(__file__).parent)

MINUTES_PER_HOUR = 60

LONGEST_NOUN = 60
"""A longer name or place is cut: it must not keep an alarm from fitting into 4 KB."""


@dataclass(frozen=True, slots=True)
class Text:
    """What a phone shows."""

    title: str = field(repr=False)
    body: str = field(repr=False)


def render(
    key: MessageKey,
    *,
    locale: Locale,
    values: Mapping[str, str],
    position_age: timedelta | None = None,
) -> Text:
    """The text of one message; times are told in Osan's.

    `position_age` None means that the message carries no position, and says so where it could.
    Raises KeyError when `values` lacks one that the message names.
    """
    words = _words(key, locale, values, position_age)
    body = f"{key}.body"
    if key in CARRIES_POSITION:
        body = f"{body}.{_variant(position_age)}"
    return Text(
        title=CATALOGUE.text(locale, f"{key}.title", **words),
        body=CATALOGUE.text(locale, body, **words),
    )


def _variant(position_age: timedelta | None) -> Variant:
    return Variant.WITHOUT_POSITION if position_age is None else Variant.WITH_POSITION


def _words(
    key: MessageKey,
    locale: Locale,
    values: Mapping[str, str],
    position_age: timedelta | None,
) -> dict[str, str]:
    words = {
        name: _word(kind, values[name], locale) if values[name] else _nameless(name, locale)
        for name, kind in VALUES[key].items()
    }
    if position_age is not None:
        words["age"] = _age(position_age, locale)
    return words


def _nameless(name: str, locale: Locale) -> str:
    """A neutral word for somebody or something whose name is gone, or cannot be read for now."""
    return Noun(CATALOGUE.text(locale, f"nameless.{name}"))


def _word(kind: Kind, value: str, locale: Locale) -> str:
    match kind:
        case Kind.NOUN | Kind.COUNT:
            return Noun(_cut(value))
        case Kind.TIME:
            return _local(value).strftime("%H:%M")
        case Kind.MOMENT:
            return Noun(f"{_date(_local(value).date(), locale)} {_local(value):%H:%M}")
        case Kind.DATE:
            return _date(date.fromisoformat(value), locale)
        case Kind.TERM:
            return Noun(CATALOGUE.text(locale, f"term.{value}"))
        case Kind.TALLY:
            return " · ".join(_counted(item, locale) for item in value.split())
        case unreachable:
            assert_never(unreachable)


def _counted(item: str, locale: Locale) -> str:
    topic, _, count = item.partition("=")
    return CATALOGUE.text(locale, f"term.topic.{topic}", count=count)


def _cut(noun: str) -> str:
    return noun if len(noun) <= LONGEST_NOUN else noun[: LONGEST_NOUN - 1] + "…"


def _local(value: str) -> datetime:
    return datetime.fromisoformat(value).astimezone(SEOUL)


def _date(day: date, locale: Locale) -> Noun:
    return Noun(format_date(day, "long", locale=locale.value))


def _age(age: timedelta, locale: Locale) -> str:
    """Minutes, from two hours on hours; rounded up: a position must never look younger."""
    minutes = max(-(-age // timedelta(minutes=1)), 1)
    if minutes < 2 * MINUTES_PER_HOUR:
        return str(format_unit(minutes, "duration-minute", "short", locale=locale.value))
    hours = -(-minutes // MINUTES_PER_HOUR)
    return str(format_unit(hours, "duration-hour", "short", locale=locale.value))
