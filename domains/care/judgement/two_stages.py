"""She is asked first: a suspicion costs a question, and only silence costs a neighbour's walk.

No model finds somebody within two hours of a fall at one false alarm in half a year: nobody's day
is that regular. But who is well answers. So a silence that is merely unusual is a *question* to her
(level 1: her app and a companion's call), and there may be some of them a week, as many as a human
allowed. Only who does not answer and does not stir goes on, by the ladder of the case. A silence
that is *grave*, as hers are once in half a year, is asked about whatever was asked before, at any
hour, and goes to the care worker where she was asked already and has not answered.

Questions are spent where they still find somebody within two hours: on an hour and a half without a
sign inside the home, at hours at which that is rare with her (`stillness`), and a few on what the
model finds strange besides. What more of them buy is measured, see the README.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil
from typing import Final

from domains.care.judgement.hours import next_morning
from domains.care.judgement.memory import Asked

LEAST_SILENCE_S: Final = 1.75 * 3600
"""For the model's doubts: before that nobody is asked by them."""
PATIENCE: Final = timedelta(minutes=30)
"""For an answer, before a grave silence goes to the care worker at once."""
WEEK: Final = timedelta(days=7)
BURST: Final = 2.5
"""The allowance holds on average, by her own hours; this many times it is never passed
in seven days."""


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

    @property
    def raises(self) -> bool:
        return self.step not in (Step.NONE, Step.HOLD)


def step_of(
    *,
    suspicious: bool,
    grave: bool,
    asked: Asked | None,
    questions: Sequence[datetime],
    a_week: float,
    may_ring: bool,
    now: datetime,
) -> Held:
    """What to do about a silence. `questions` are those of the last week; `may_ring`: it is day,
    or an hour at which she is up; `until`, where it is held, is when it might be asked."""
    if not suspicious:
        return Held(Step.NONE)
    if asked is not None:
        is_time = grave and not asked.gravely and now - asked.at >= PATIENCE
        return Held(Step.TELL_CARE_WORKER if is_time else Step.NONE)
    if grave:
        return Held(Step.ASK_GRAVELY)
    free_at = next_free(questions, a_week=a_week, now=now)
    if free_at <= now and may_ring:
        return Held(Step.ASK)
    return Held(Step.HOLD, next_morning(max(free_at, now)))


def next_free(questions: Sequence[datetime], *, a_week: float, now: datetime) -> datetime:
    """When there may be another question: `now` where there may."""
    most = ceil(BURST * a_week)
    recent = sorted(recent_of(questions, now))
    return now if len(recent) < most else recent[-most] + WEEK


def recent_of(questions: Sequence[datetime], now: datetime) -> tuple[datetime, ...]:
    """Older questions are forgotten."""
    return tuple(at for at in questions if at > now - WEEK)
