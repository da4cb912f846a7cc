"""A question out of JSON from a stranger: every value is looked at before it is believed."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any, Final, NoReturn, TypeVar
from zoneinfo import ZoneInfo

from ml_serving.contract import Refusal
from ml_serving.models.activity_anomaly.ask import MOST_EVENTS, MOST_OUTAGES, Ask, checked
from ml_serving.models.activity_anomaly.channels import KINDS
from ml_serving.models.activity_anomaly.moments import Calendar
from ml_serving.models.activity_anomaly.outages import Interval, merged
from ml_serving.models.activity_anomaly.person import Event, Person
from ml_serving.models.activity_anomaly.state import person_of

LONGEST_NAME: Final = 100
KNOWN: Final = frozenset(
    {"state", "events", "now", "outages", "budget_per_month", "holidays", "timezone"}
)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Unreadable(Exception):
    """Leaves this file as a refusal."""

    reason: str
    expected: str


def read_json(body: bytes, zone: tzinfo) -> Ask | Refusal:
    """The question in one `/predictions` body; `zone` where it names none."""
    try:
        told = json.loads(body, parse_constant=_no_number)
        return _ask(told, zone)
    except Unreadable as wrong:
        return Refusal(wrong.reason, wrong.expected)
    except (ValueError, RecursionError):
        return Refusal("the body is not JSON", "UTF-8 JSON with `now` and `events`")


def _ask(told: Any, zone: tzinfo) -> Ask | Refusal:
    if not isinstance(told, Mapping) or "now" not in told:
        raise Unreadable("the body has no `now`", "an object with `now` and `events`")
    if unknown := told.keys() - KNOWN:
        raise Unreadable(f"{len(unknown)} fields are not known", ", ".join(sorted(KNOWN)))
    person = _person(told.get("state"))
    if isinstance(person, Refusal):
        return person
    return checked(
        Ask(
            person,
            _list(told, "events", MOST_EVENTS, _event),
            _instant(told["now"], "now"),
            merged(_list(told, "outages", MOST_OUTAGES, _outage)),
            _number(told.get("budget_per_month", 1.0), "budget_per_month"),
            Calendar(_zone(told, zone), frozenset(_list(told, "holidays", 400, _day))),
        )
    )


def _person(state: Any) -> Person | Refusal | None:
    return None if state is None else person_of(state)


def _list(told: Mapping[str, Any], name: str, most: int, read: Any) -> list[Any]:
    rows = told.get(name) or []
    if not isinstance(rows, list) or len(rows) > most:
        raise Unreadable(f"`{name}` is not such a list", f"a list of at most {most}")
    return [read(row) for row in rows]


def _event(row: Any) -> Event:
    if not isinstance(row, Mapping) or row.get("kind") not in KINDS:
        raise Unreadable("an event is of no known kind", f"`kind` one of {', '.join(KINDS)}")
    sensor = row.get("sensor", "")
    if not isinstance(sensor, str) or len(sensor) > LONGEST_NAME:
        raise Unreadable("a sensor has no such name", f"at most {LONGEST_NAME} characters")
    return Event(_instant(row.get("at"), "at"), str(row["kind"]), sensor)


def _outage(row: Any) -> Interval:
    if not isinstance(row, Mapping):
        raise Unreadable("an outage is not an object", "objects with `from` and `to`")
    start, end = _instant(row.get("from"), "from"), _instant(row.get("to"), "to")
    if end < start:
        raise Unreadable("an outage ends before it begins", "`from` not after `to`")
    return start, end


def _instant(told: Any, name: str) -> float:
    expected = "ISO 8601 with an offset, as 2026-11-22T07:30:00+09:00"
    if not isinstance(told, str) or len(told) > 40:
        raise Unreadable(f"`{name}` is not an instant", expected)
    try:
        at = datetime.fromisoformat(told)
    except ValueError:
        raise Unreadable(f"`{name}` is not an instant", expected) from None
    if at.tzinfo is None or not 1970 < at.year < 3000:
        raise Unreadable(f"`{name}` has no offset or no such year", expected)
    return at.timestamp()


def _number(told: Any, name: str) -> float:
    if isinstance(told, bool) or not isinstance(told, int | float) or not math.isfinite(told):
        raise Unreadable(f"`{name}` is not a number", "a finite number")
    return float(told)


def _day(told: Any) -> date:
    try:
        return date.fromisoformat(told)
    except (TypeError, ValueError):
        raise Unreadable("a holiday is not a date", "dates as 2026-09-25") from None


def _zone(told: Mapping[str, Any], zone: tzinfo) -> tzinfo:
    if (name := told.get("timezone")) is None:
        return zone
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, TypeError, ValueError, AttributeError):
        raise Unreadable("the timezone is not known", "an IANA name as Asia/Seoul") from None


def _no_number(_: str) -> NoReturn:
    raise Unreadable("NaN and infinity are no numbers here", "finite numbers")
