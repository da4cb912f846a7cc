"""The gate's table of cases, and the page that shows it.

python -m tests.notifications.gate_cases    # writes notifications/gate.md anew; review it
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time
from pathlib import Path
from typing import assert_never

from domains.consent.public import Purpose
from domains.kernel.clock import SEOUL
from notifications.channel import NO_CHANNEL, Channel
from notifications.daily_span import DailySpan
from notifications.gate import (
    AgeBand,
    Allow,
    Content,
    Deny,
    Hold,
    Reason,
    Receiver,
    Verdict,
)
from notifications.notification import Category
from notifications.preferences.wishes import Digest, Wishes

PAGE = Path(__file__).parents[2] / "notifications" / "gate.md"


def seoul(hour: int, minute: int = 0, day: int = 2) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=SEOUL)


def quiet(first: int, last: int) -> Wishes:
    return Wishes(quiet=DailySpan(time(first), time(last)))


def muted(category: Category, *ways: Channel) -> Wishes:
    return Wishes(mutes=frozenset((category, way) for way in ways))


MORNING, EVENING, SMALL_HOURS = seoul(8, 41), seoul(21), seoul(3)

ARRIVAL = Content(
    category=Category.CARE,
    purpose=Purpose.COMMUTE_ARRIVAL,
    position_purpose=None,
    expires_at=seoul(23, day=9),
)
QUESTION = replace(ARRIVAL, purpose=Purpose.CARE_CHECK_INS, expected=True)
SOS = replace(
    ARRIVAL, category=Category.SAFETY, purpose=None, position_purpose=Purpose.COMMUTE_ALERTS
)
NOT_ARRIVED = replace(ARRIVAL, category=Category.SAFETY, purpose=Purpose.COMMUTE_ALERTS)
NEWS = replace(ARRIVAL, category=Category.SERVICE, purpose=None)
RESULT = replace(NEWS, by_day=True)
COUPON = replace(ARRIVAL, category=Category.ADVERTISING, purpose=None)

MOTHER = Receiver(
    belongs=True,
    consents=frozenset({Purpose.COMMUTE_ARRIVAL, Purpose.COMMUTE_ALERTS, Purpose.CARE_CHECK_INS}),
    age=AgeBand.FROM_14,
)
FORMER = replace(MOTHER, belongs=False)
WITHDRAWN = replace(MOTHER, consents=frozenset())
SHOPPER = replace(MOTHER, opted_in_to_advertising=True)
NIGHT_OWL = replace(SHOPPER, opted_in_to_nights=True)
MUTED_ALL = replace(
    SHOPPER,
    wishes=Wishes(mutes=frozenset((category, way) for category in Category for way in Channel)),
)
NO_SMS = replace(MOTHER, wishes=muted(Category.CARE, Channel.SMS, Channel.VOICE))
EARLY_SLEEPER = replace(MOTHER, wishes=quiet(20, 9))
NAPPER = replace(MOTHER, wishes=quiet(13, 14))
GATHERER = replace(MOTHER, wishes=Wishes(digest=Digest(time(19), frozenset({Category.CARE}))))

APP_ONLY = frozenset({Channel.FCM, Channel.WEB_PUSH})


@dataclass(frozen=True)
class Case:
    """One line of the table."""

    story: str
    content: Content
    receiver: Receiver
    now: datetime
    verdict: Verdict


CASES = [
    Case("an arrival by day", ARRIVAL, MOTHER, MORNING, Allow(False)),
    Case("an arrival by night", ARRIVAL, MOTHER, SMALL_HOURS, Allow(False)),
    Case(
        "an arrival without its consent", ARRIVAL, WITHDRAWN, MORNING, Deny(Reason.CONSENT_MISSING)
    ),
    Case("an arrival for a former guardian", ARRIVAL, FORMER, MORNING, Deny(Reason.RELATION_ENDED)),
    Case(
        "an arrival that is muted on every way",
        ARRIVAL,
        MUTED_ALL,
        MORNING,
        Allow(False, Reason.MUTED, NO_CHANNEL),
    ),
    Case(
        "an arrival, text messages and calls muted",
        ARRIVAL,
        NO_SMS,
        MORNING,
        Allow(False, channels=APP_ONLY),
    ),
    Case(
        "an arrival in quiet hours",
        ARRIVAL,
        EARLY_SLEEPER,
        MORNING,
        Hold(seoul(9), Reason.QUIET_HOURS),
    ),
    Case(
        "a nap ends the same day", ARRIVAL, NAPPER, seoul(13), Hold(seoul(14), Reason.QUIET_HOURS)
    ),
    Case("after the nap", ARRIVAL, NAPPER, seoul(14), Allow(False)),
    Case("old news", ARRIVAL, MOTHER, seoul(23, day=9), Deny(Reason.EXPIRED)),
    Case(
        "quiet hours that outlive it: the inbox alone",
        replace(ARRIVAL, expires_at=seoul(8, 59)),
        EARLY_SLEEPER,
        MORNING,
        Allow(False, Reason.QUIET_HOURS, NO_CHANNEL),
    ),
    Case(
        "an arrival for the digest at seven",
        ARRIVAL,
        GATHERER,
        MORNING,
        Hold(seoul(19), Reason.DIGEST),
    ),
    Case(
        "at seven sharp, for tomorrow's",
        ARRIVAL,
        GATHERER,
        seoul(19),
        Hold(seoul(19, day=3), Reason.DIGEST),
    ),
    Case(
        "her own question at her own time, in quiet hours",
        QUESTION,
        EARLY_SLEEPER,
        MORNING,
        Allow(False),
    ),
    Case("her own question is in no digest", QUESTION, GATHERER, MORNING, Allow(False)),
    Case(
        "her own question, text messages and calls muted",
        QUESTION,
        NO_SMS,
        MORNING,
        Allow(False, channels=APP_ONLY),
    ),
    Case(
        "her own question, without her consent",
        QUESTION,
        WITHDRAWN,
        MORNING,
        Deny(Reason.CONSENT_MISSING),
    ),
    Case("the digest itself", replace(ARRIVAL, digestible=False), GATHERER, MORNING, Allow(False)),
    Case("other news is not gathered", NEWS, GATHERER, MORNING, Allow(False)),
    Case("an SOS", SOS, MOTHER, MORNING, Allow(True)),
    Case("an SOS without the position's consent", SOS, WITHDRAWN, MORNING, Allow(False)),
    Case("an SOS in quiet hours", SOS, EARLY_SLEEPER, EVENING, Allow(True)),
    Case("an SOS to somebody who muted all", SOS, MUTED_ALL, SMALL_HOURS, Allow(True)),
    Case("an SOS is in no digest", SOS, GATHERER, MORNING, Allow(True)),
    Case("an SOS for a former guardian", SOS, FORMER, MORNING, Deny(Reason.RELATION_ENDED)),
    Case("a missing child by night", NOT_ARRIVED, EARLY_SLEEPER, SMALL_HOURS, Allow(False)),
    Case(
        "a missing child without consent",
        NOT_ARRIVED,
        WITHDRAWN,
        MORNING,
        Deny(Reason.CONSENT_MISSING),
    ),
    Case("a coupon nobody asked for", COUPON, MOTHER, MORNING, Deny(Reason.NOT_OPTED_IN)),
    Case("a coupon that was asked for", COUPON, SHOPPER, MORNING, Allow(False)),
    Case("a coupon at 20:59", COUPON, SHOPPER, seoul(20, 59), Allow(False)),
    Case("a coupon at 21:00", COUPON, SHOPPER, EVENING, Hold(seoul(8, day=3), Reason.NIGHT)),
    Case("a coupon at 03:00", COUPON, SHOPPER, SMALL_HOURS, Hold(seoul(8), Reason.NIGHT)),
    Case("a coupon at 08:00", COUPON, SHOPPER, seoul(8), Allow(False)),
    Case("a coupon at night, as agreed", COUPON, NIGHT_OWL, EVENING, Allow(False)),
    Case(
        "a coupon that dies in the night",
        replace(COUPON, expires_at=seoul(23)),
        SHOPPER,
        EVENING,
        Deny(Reason.EXPIRED),
    ),
    Case(
        "a coupon for a child",
        COUPON,
        replace(SHOPPER, age=AgeBand.UNDER_14),
        MORNING,
        Deny(Reason.UNDER_AGE),
    ),
    Case(
        "a coupon, age unknown",
        COUPON,
        replace(SHOPPER, age=AgeBand.UNKNOWN),
        MORNING,
        Deny(Reason.UNDER_AGE),
    ),
    Case(
        "a coupon that is muted, by night: not even listed",
        COUPON,
        MUTED_ALL,
        EVENING,
        Hold(seoul(8, day=3), Reason.NIGHT, NO_CHANNEL),
    ),
    Case(
        "the night, then quiet hours",
        COUPON,
        replace(SHOPPER, wishes=quiet(7, 10)),
        EVENING,
        Hold(seoul(10, day=3), Reason.NIGHT),
    ),
    Case(
        "night and quiet hours leave no hour: the inbox, by day",
        COUPON,
        replace(SHOPPER, wishes=quiet(7, 22)),
        MORNING,
        Allow(False, Reason.QUIET_HOURS, NO_CHANNEL),
    ),
    Case(
        "what became of a yes, told at 23:00",
        RESULT,
        MOTHER,
        seoul(23),
        Hold(seoul(8, day=3), Reason.NIGHT),
    ),
]


def table() -> str:
    """The page, as it lies beside the gate."""
    lines = [
        "# The gate, case by case",
        "",
        "Written by `python -m tests.notifications.gate_cases` from the cases that "
        "`tests/notifications/test_gate.py` tries. Hours are Seoul's.",
        "",
        "| case | category | at | verdict | ways | position | why |",
        "|---|---|---|---|---|---|---|",
        *(_line(case) for case in CASES),
    ]
    return "\n".join(lines) + "\n"


def _line(case: Case) -> str:
    what = _verdict(case.verdict)
    hour = f"{case.now:%H:%M}"
    return f"| {' | '.join([case.story, case.content.category, hour, *what])} |"


def _verdict(verdict: Verdict) -> tuple[str, str, str, str]:
    match verdict:
        case Allow(with_position, reason, ways):
            said = "tell" if ways else "list only"
            return said, _ways(ways), "yes" if with_position else "", reason.value
        case Hold(until, reason, ways):
            return f"hold until {until.astimezone(SEOUL):%H:%M}", _ways(ways), "", reason.value
        case Deny(reason):
            return "never", "", "", reason.value
        case unreachable:
            assert_never(unreachable)


def _ways(ways: Iterable[Channel]) -> str:
    names = [way.value for way in Channel if way in frozenset(ways)]
    return "all" if len(names) == len(Channel) else ", ".join(names) or "none"


if __name__ == "__main__":
    PAGE.write_text(table())
