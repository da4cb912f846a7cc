"""What the sensors of a home catch of a life, and of what is nobody's."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from ml_serving.models.activity_anomaly.homes.days import (
    ACTIVE,
    ASLEEP,
    AWAY,
    BATHROOM,
    DAY,
    RESTING,
    States,
)
from ml_serving.models.activity_anomaly.recorded_home import By

SENSORS: Final = (
    "hall",
    "living",
    "kitchen",
    "bedroom",
    "bath",
    "front-door",
    "tv",
    "kettle",
    "fridge",
    "boiler",
)
HALL, LIVING, KITCHEN, BEDROOM, BATH, DOOR, TV, KETTLE, FRIDGE, BOILER = range(10)
KINDS: Final = np.array([0, 0, 0, 0, 0, 1, 2, 2, 2, 2], dtype=np.int8)
CHANCE: Final = {ASLEEP: 0.004, RESTING: 0.05, ACTIVE: 0.5, BATHROOM: 0.8}
"""Of motion in a minute, seen by the sensor of the room."""


@dataclass(frozen=True, slots=True)
class Traces:
    """Events with the minute (fractional) they happen in."""

    minute: NDArray[np.float64]
    sensor: NDArray[np.int16]
    by: NDArray[np.int8]


def traces_of(states: States, by: By, random: Generator) -> list[Traces]:
    """Motion, doors and handled appliances of one person."""
    room = np.repeat(
        random.choice(
            [LIVING, KITCHEN, HALL, BEDROOM], len(states) // 6 + 1, p=[0.5, 0.25, 0.15, 0.1]
        ),
        6,
    )
    room = room[: len(states)]
    room[states == ASLEEP] = BEDROOM
    room[states == BATHROOM] = BATH
    out = [_motion(states == state, chance, room, by, random) for state, chance in CHANCE.items()]
    crossed = np.flatnonzero(np.diff((states == AWAY).astype(np.int8))) + 1
    out.append(_at(np.repeat(crossed, 2) + np.tile([0.0, 0.4], len(crossed)), DOOR, by))
    awake = np.isin(states, (RESTING, ACTIVE))
    out.append(_sometimes(awake, 1 / 110, TV, by, random))
    out.append(_sometimes(states == ACTIVE, 1 / 70, KETTLE, by, random))
    out.append(_sometimes(awake, 1 / 1500, DOOR, by, random))
    return out


def nobodys(minutes: int, cat: bool, random: Generator) -> list[Traces]:
    """A fridge that cycles, a boiler by its clock, and perhaps a cat that does as it likes."""
    period = random.uniform(35, 70)
    cycles = np.arange(0, minutes, period / 2)
    cycles = cycles + random.normal(0, 1.5, len(cycles))
    days = np.arange(0, minutes, DAY)
    boiler = np.concatenate([days + random.uniform(240, 400), days + random.uniform(900, 1300)])
    out = [
        _at(cycles, FRIDGE, By.APPLIANCE),
        _at(boiler + random.normal(0, 1, len(boiler)), BOILER, By.APPLIANCE),
    ]
    if cat:
        awake = np.repeat(random.random(minutes // 15 + 1) < random.uniform(0.1, 0.4), 15)[:minutes]
        room = np.repeat(random.integers(0, 4, minutes // 5 + 1), 5)[:minutes].astype(np.int16)
        out.append(_motion(awake, 0.12, room, By.PET, random))
    return out


def _motion(
    where: NDArray[np.bool_], chance: float, room: NDArray[Any], by: By, random: Generator
) -> Traces:
    at = np.flatnonzero(where & (random.random(len(where)) < chance))
    return Traces(
        at + random.random(len(at)), room[at].astype(np.int16), np.full(len(at), by, np.int8)
    )


def _sometimes(
    where: NDArray[np.bool_], chance: float, sensor: int, by: By, random: Generator
) -> Traces:
    return _motion(where, chance, np.full(len(where), sensor), by, random)


def _at(minute: NDArray[np.float64], sensor: int, by: By) -> Traces:
    return Traces(minute, np.full(len(minute), sensor, np.int16), np.full(len(minute), by, np.int8))
