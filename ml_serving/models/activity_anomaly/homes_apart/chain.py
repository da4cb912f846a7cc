"""The activities of a life, one after another, in continuous time."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from numpy.random import Generator

from ml_serving.models.activity_anomaly.homes_apart.habits import HOUR, Habits

DAY: Final = 24 * HOUR
WEEKEND: Final = (5, 6)


@dataclass(frozen=True, slots=True)
class Spell:
    """One activity: seconds since the start of the record, where, and movements an hour."""

    start: float
    end: float
    place: str
    vigour: float


FREE: Final = {
    "sofa": (35.0, 14.0),
    "chores": (18.0, 95.0),
    "kitchen": (12.0, 80.0),
    "doze": (38.0, 2.0),
    "bath": (6.0, 60.0),
    "yard": (25.0, 0.0),
}
"""Mean minutes, and movements an hour, of what is done between the anchors of a day."""


def life(habits: Habits, days: int, random: Generator) -> Iterator[Spell]:
    """Spells without a gap from the first midnight on. Anchors wander: a random walk by weeks."""
    late, wander, now = 0.0, 0.0, 0.0
    for day in range(days):
        if day % 7 == 0:
            wander += random.normal(0, 0.12) * HOUR
        late = habits.rise_memory * late + random.laplace(0, habits.rise_noise_s / math.sqrt(2))
        dark = 0.35 * HOUR * math.cos(2 * math.pi * (day - 10) / 365)
        rise = max(now + 2.5 * HOUR, day * DAY + habits.rise_s + wander + dark + late)
        yield from _night(habits, now, rise, random)
        bed = max(rise + 9 * HOUR, rise + habits.day_length_s + random.laplace(0, 0.4 * HOUR))
        yield from _day(habits, day, rise, bed, random)
        now = bed


def _night(habits: Habits, start: float, rise: float, random: Generator) -> Iterator[Spell]:
    now = start
    while now < rise:
        wakes = now + random.exponential((rise - start) / (habits.wakings + 0.01))
        yield Spell(now, min(wakes, rise), "bed", 0.35)
        if wakes >= rise:
            return
        up = wakes + 60 * random.uniform(2, 9)
        yield Spell(wakes, up, "bath", 55.0)
        now = up
        if random.random() < habits.insomnia:
            now = up + random.uniform(0.3, 1.5) * HOUR
            yield Spell(up, now, "sofa", 10.0)


def _day(habits: Habits, day: int, rise: float, bed: float, random: Generator) -> Iterator[Spell]:
    now = rise
    for start, place, minutes, vigour in sorted(_anchors(habits, day, rise, random)):
        begins = day * DAY + start
        if not now <= begins < bed - HOUR:
            continue
        yield from _between(habits, now, begins, random)
        now = min(begins + 60 * minutes, bed)
        yield Spell(begins, now, place, vigour)
    yield from _between(habits, now, bed, random)


def _anchors(
    habits: Habits, day: int, rise: float, random: Generator
) -> Iterator[tuple[float, str, float, float]]:
    weekday, woke = day % 7, rise - day * DAY
    if random.random() < 0.008:
        yield woke + 600, "bed", random.uniform(300, 700), 1.2
        return
    yield woke + 60 * random.uniform(1, 15), "bath", random.uniform(4, 14), 70.0
    yield woke + 60 * random.uniform(20, 60), "kitchen", random.uniform(12, 35), 85.0
    yield habits.lunch_s + random.laplace(0, 900), "kitchen", random.uniform(15, 40), 85.0
    yield habits.supper_s + random.laplace(0, 1000), "kitchen", random.uniform(15, 50), 85.0
    if habits.shape == "night-shift" and weekday not in WEEKEND:
        yield 21.3 * HOUR + random.normal(0, 500), "out", random.normal(9.6, 0.2) * 60, 0.0
    if weekday in habits.centre_days:
        yield 9.7 * HOUR + random.normal(0, 900), "out", random.uniform(150, 330), 0.0
    if habits.church and weekday == WEEKEND[1]:
        yield 10.4 * HOUR + random.normal(0, 400), "out", random.uniform(110, 260), 0.0
    for _ in range(random.poisson(habits.errands)):
        yield random.uniform(9, 18) * HOUR, "out", 22 + random.weibull(1.1) * 75, 0.0
    if random.random() < habits.evening_out:
        yield random.uniform(15, 18) * HOUR, "out", random.uniform(600, 1300), 0.0


def _between(habits: Habits, start: float, end: float, random: Generator) -> Iterator[Spell]:
    names = list(FREE)
    likely = [habits.tv_love, 0.3, 0.15, 0.12, 0.13, 0.05]
    total = sum(likely)
    while start < end:
        place = str(random.choice(names, p=[each / total for each in likely]))
        minutes, vigour = FREE[place]
        until = min(end, start + 60 * (1 + random.weibull(1.4) * minutes * min(habits.calm, 2.5)))
        yield Spell(start, until, place, vigour)
        start = until
