"""She is asked first: a suspicion costs a question, and only silence costs a neighbour's walk.

No model finds somebody within two hours of a fall at one false alarm in half a year: nobody's day
is that regular. But who is well answers. So a silence that is merely unusual is a *question* to her
(level 1: her app and a companion's call), and there may be some of them a week, as many as a human
allowed. Only who does not answer and does not stir goes on, by the ladder of the case. A silence
that is *grave*, as hers are once in half a year, is asked about whatever was asked before, at any
hour, and goes to the care worker where she was asked already and has not answered.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil
from typing import Final

from domains.care.judgement.hours import is_day, next_morning
from domains.care.judgement.memory import Asked

LEAST_SILENCE_S: Final = 3600.0
"""Nobody is asked about less than an hour: and so nobody need be looked at more than hourly."""
PATIENCE: Final = timedelta(minutes=30)
"""For an answer, before a grave silence goes to the care worker at once."""
WEEK, FOUR_WEEKS = timedelta(days=7), timedelta(days=28)


class Step(StrEnum):
    NONE = "none"
    ASK = "ask"
    ASK_GRAVELY = "ask_gravely"
    """The same question, outside of the allowance and at any hour."""
    TELL_CARE_WORKER = "tell_care_worker"
    HOLD = "hold"
    """Suspicious, but it is night or enough was asked: until it is grave."""


@dataclass(frozen=True, slots=True)
class Held:
    step: Step
    until: datetime | None = None


def step_of(
    *,
    suspicious: bool,
    grave: bool,
    asked: Asked | None,
    questions: Sequence[datetime],
    a_week: float,
    now: datetime,
) -> Held:
    """What to do about a silence. `questions` are those of the last four weeks; `until`, where it
    is held, is when it might be asked."""
    if not suspicious:
        return Held(Step.NONE)
    if asked is not None:
        is_time = grave and not asked.gravely and now - asked.at >= PATIENCE
        return Held(Step.TELL_CARE_WORKER if is_time else Step.NONE)
    if grave:
        return Held(Step.ASK_GRAVELY)
    free_at = next_free(questions, a_week=a_week, now=now)
    if free_at <= now and is_day(now):
        return Held(Step.ASK)
    return Held(Step.HOLD, next_morning(max(free_at, now)))


def next_free(questions: Sequence[datetime], *, a_week: float, now: datetime) -> datetime:
    """When the allowance has a question left: `now` where it has. A week has at most the next
    whole number of them, four weeks four times the allowance."""
    return max(
        _next_free(questions, ceil(a_week), WEEK, now),
        _next_free(questions, max(1, int(4 * a_week)), FOUR_WEEKS, now),
    )


def _next_free(
    questions: Sequence[datetime], most: int, within: timedelta, now: datetime
) -> datetime:
    recent = sorted(at for at in questions if at > now - within)
    return now if len(recent) < most else recent[-most] + within


def recent_of(questions: Sequence[datetime], now: datetime) -> tuple[datetime, ...]:
    """Older questions are forgotten."""
    return tuple(at for at in questions if at > now - FOUR_WEEKS)
