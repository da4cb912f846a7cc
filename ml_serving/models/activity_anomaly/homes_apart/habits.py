"""The habits of one household."""

import math
from dataclasses import dataclass, replace
from typing import Final

from numpy.random import Generator

SHAPES: Final = (
    "steady",
    "steady",
    "irregular",
    "night-shift",
    "very-quiet",
    "two-people",
    "few-sensors",
    "cat",
)
HOUR: Final = 3600.0


@dataclass(frozen=True, slots=True)
class Habits:
    """Times in seconds after local midnight of the day they belong to.

    `rise_memory` is how much of yesterday's lateness is there today; `calm` divides how often
    somebody moves; `centre_days` are weekdays (0 Monday) spent at the welfare centre.
    """

    shape: str
    rise_s: float
    rise_noise_s: float
    rise_memory: float
    day_length_s: float
    lunch_s: float
    supper_s: float
    calm: float
    tv_love: float
    errands: float
    centre_days: frozenset[int]
    church: bool
    wakings: float
    insomnia: float
    guests_a_month: float
    evening_out: float


def draw_habits(seed: int, random: Generator) -> Habits:
    """Habits of the shape whose turn it is."""
    plain = Habits(
        shape=SHAPES[seed % len(SHAPES)],
        rise_s=random.triangular(4.4, 6.3, 8.6) * HOUR,
        rise_noise_s=random.triangular(0.15, 0.35, 0.8) * HOUR,
        rise_memory=random.uniform(0.0, 0.6),
        day_length_s=random.triangular(14.4, 16.0, 17.4) * HOUR,
        lunch_s=random.triangular(11.5, 12.2, 13.3) * HOUR,
        supper_s=random.triangular(17.3, 18.4, 19.6) * HOUR,
        calm=math.exp(random.uniform(-0.5, 0.5)),
        tv_love=random.uniform(0.25, 0.75),
        errands=random.uniform(0.15, 1.1),
        centre_days=frozenset(random.choice(5, random.integers(0, 4), replace=False).tolist()),
        church=random.random() < 0.35,
        wakings=random.uniform(0.3, 2.4),
        insomnia=random.uniform(0.0, 0.2),
        guests_a_month=random.uniform(0.5, 5.0),
        evening_out=random.uniform(0.0, 0.02),
    )
    return _shaped(plain, random)


def _shaped(plain: Habits, random: Generator) -> Habits:
    match plain.shape:
        case "irregular":
            return replace(plain, rise_noise_s=random.uniform(1.3, 2.4) * HOUR, insomnia=0.35)
        case "night-shift":
            return replace(plain, rise_s=random.uniform(14, 16) * HOUR, errands=0.3, church=False)
        case "very-quiet":
            return replace(
                plain, calm=random.uniform(3.0, 6.0), errands=0.1, centre_days=frozenset()
            )
        case _:
            return plain
