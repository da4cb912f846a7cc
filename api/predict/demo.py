"""A café, a learner and a grandmother, invented; the same for everybody who asks at one moment."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from math import exp
from random import Random
from typing import Final

from domains.care.ports import Sign, SignKind
from domains.care.public import Home
from domains.commerce.ports import Sales, Step
from domains.kernel.clock import SEOUL
from domains.learning.ports import Answer, Skill
from domains.learning.public import Tally

HOURS_AHEAD: Final = 24
DAYS_OPEN: Final = 56
SKILLS: Final[Mapping[Skill, str]] = {Skill(1): "adding fractions", Skill(2): "comparing decimals"}
DAYS_AT_HOME: Final = 14
QUIET: Final = timedelta(hours=10)

Answers = Sequence[Answer]
Signs = Sequence[Sign]


def cafe(now: datetime) -> Sales:
    """Cups an hour over eight weeks until last midnight: mornings, noons, busier weekends."""
    midnight = now.astimezone(SEOUL).replace(hour=0, minute=0, second=0, microsecond=0)
    opened, dice = midnight - timedelta(days=DAYS_OPEN), Random(1)  # noqa: S311 - of invented cups
    hours = (opened + timedelta(hours=hour) for hour in range(24 * DAYS_OPEN))
    cups = tuple(float(round(_cups(hour) * dice.uniform(0.7, 1.3))) for hour in hours)
    return Sales(Step.HOUR, opened, cups)


def _cups(hour: datetime) -> float:
    if not 8 <= hour.hour < 21:
        return 0.0
    morning, noon = exp(-((hour.hour - 9) ** 2) / 2), exp(-((hour.hour - 13) ** 2) / 4)
    return (4 + 14 * morning + 18 * noon) * (1.4 if hour.weekday() >= 5 else 1.0)


def answers() -> Answers:
    """Fractions were learnt, decimals were not yet."""
    fractions, decimals = SKILLS
    learnt = [False, False, True, False, True, True, True, True]
    struggled = [False, True, False, False]
    return [
        *(Answer((fractions,), correct) for correct in learnt),
        *(Answer((decimals,), correct) for correct in struggled),
    ]


def tallies(answered: Answers) -> Mapping[Skill, Tally]:
    asked = Counter(skill for each in answered for skill in each.skills)
    right = Counter(skill for each in answered if each.correct for skill in each.skills)
    return {skill: Tally(right[skill], of) for skill, of in asked.items()}


def home(now: datetime) -> Home:
    """Up at seven, to bed at ten, each day for a fortnight; and not a sign since ten hours."""
    signs = tuple(_signs(since=now - timedelta(days=DAYS_AT_HOME), until=now - QUIET))
    return Home(rhythm=None, new=signs, last_sign_at=signs[-1].at)


def _signs(*, since: datetime, until: datetime) -> Iterator[Sign]:
    dice, at = Random(1), since  # noqa: S311 - of an invented day
    while at < until:
        local = at.astimezone(SEOUL)
        if 7 <= local.hour < 22:
            yield Sign(at, *_kind(dice))
        at += timedelta(minutes=dice.uniform(5, 55))


def _kind(dice: Random) -> tuple[SignKind, str]:
    rooms = [(SignKind.MOTION, "kitchen"), (SignKind.MOTION, "room"), (SignKind.DOOR, "front")]
    return dice.choices([*rooms, (SignKind.POWER, "kettle")], weights=[4, 4, 1, 1])[0]
