"""What disturbs a home and its sensors."""

import math
from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from ml_serving.models.activity_anomaly.homes_apart.chain import DAY, Spell
from ml_serving.models.activity_anomaly.homes_apart.habits import HOUR, Habits
from ml_serving.models.activity_anomaly.homes_apart.sensing import Word
from ml_serving.models.activity_anomaly.recorded_home import By

Intervals = NDArray[np.float64]
ROOMS: Final = ("pir-bed", "pir-lounge", "pir-kitchen", "pir-corridor")


def appliances(days: int, random: Generator) -> Iterator[Word]:
    """A refrigerator's compressor, quicker in summer, and a heater that follows its own timer."""
    now, end, pause = 0.0, days * DAY, random.uniform(22, 48) * 60
    while now < end:
        summer = 1.0 - 0.3 * math.sin(2 * math.pi * (now / DAY - 100) / 365)
        now += pause * summer * random.uniform(0.85, 1.15)
        yield now, "plug-fridge", By.APPLIANCE
        now += random.uniform(9, 17) * 60
        yield now, "plug-fridge", By.APPLIANCE
    for day in range(days):
        yield day * DAY + 5.1 * HOUR + random.uniform(0, 90), "plug-heater", By.APPLIANCE
        yield day * DAY + 6.6 * HOUR + random.uniform(0, 90), "plug-heater", By.APPLIANCE


def cat(days: int, random: Generator) -> Iterator[Word]:
    """Prowls of some minutes, more at dusk and dawn and all night through."""
    now = 0.0
    while now < days * DAY:
        now += random.exponential(random.uniform(35, 110) * 60)
        for _ in range(random.geometric(0.4)):
            yield now, str(random.choice(ROOMS)), By.PET
            now += random.uniform(20, 200)


def guests(habits: Habits, days: int, random: Generator) -> Iterator[Spell]:
    """Somebody who comes for an hour or a holiday, and fidgets."""
    for _ in range(random.poisson(habits.guests_a_month * days / 30)):
        start = random.integers(days) * DAY + random.uniform(10, 19) * HOUR
        stay = random.uniform(40, 400) * 60 if random.random() < 0.93 else 1.6 * DAY
        yield Spell(start, start + stay, "chores", 40.0)


def unheard(days: int, random: Generator) -> Intervals:
    """Outages of minutes and of hours, and now and then a day that is missing as a whole."""
    spans = []
    for _ in range(random.poisson(days / 18)):
        start = random.uniform(0, days * DAY)
        spans.append((start, start + 60 * random.choice([8, 45, 190, 600])))
    for _ in range(random.poisson(days / 90)):
        start = random.integers(days) * DAY
        spans.append((start, start + DAY))
    return np.array(sorted(spans), dtype=np.float64).reshape(-1, 2)


def away(days: int, random: Generator) -> Intervals:
    """Journeys and hospital stays of which the caller was told, not quite to the hour."""
    spans = []
    for _ in range(random.poisson(days / 100)):
        start = random.integers(days) * DAY + random.uniform(8, 15) * HOUR
        spans.append((start, start + random.uniform(1.2, 9) * DAY))
    return np.array(sorted(spans), dtype=np.float64).reshape(-1, 2)
