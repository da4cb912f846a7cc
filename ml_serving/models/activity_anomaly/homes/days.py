"""Day after day of one person on a grid of minutes."""

from typing import Final

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from ml_serving.models.activity_anomaly.homes.resident import Resident

ASLEEP, RESTING, ACTIVE, BATHROOM, AWAY = range(5)
DAY: Final = 1440
States = NDArray[np.int8]


def live(resident: Resident, days: int, random: Generator) -> tuple[States, list[tuple[int, int]]]:
    """The state in each minute, and the trips of whole days that were announced (as minutes)."""
    states = _awake(resident, days * DAY, random)
    for day in range(days + 1):
        _nap(states, resident, day, random)
        _outings(states, resident, day, random)
    for day in range(days + 1):
        _night(states, resident, day, random)
    trips = _trips(states, days, random)
    return states, trips


def _awake(resident: Resident, minutes: int, random: Generator) -> States:
    """Bouts of activity and of rest in turn, with a way to the bathroom now and then."""
    states = np.full(minutes, RESTING, dtype=np.int8)
    work = resident.rest_min * resident.active_share / (1 - resident.active_share)
    at = 0
    while at < minutes:
        bout = 1 + int(random.exponential(work))
        states[at : at + bout] = ACTIVE
        if random.random() < 0.2:
            states[at : at + 5] = BATHROOM
        at += bout + 1 + int(random.exponential(resident.rest_min))
    return states


def _nap(states: States, resident: Resident, day: int, random: Generator) -> None:
    if random.random() < resident.nap_chance:
        _put(states, day * DAY + 60 * random.normal(13.7, 0.8), random.gamma(4, 14), ASLEEP)


def _outings(states: States, resident: Resident, day: int, random: Generator) -> None:
    free = day % 7 >= 5
    if resident.works_nights and not free:
        _put(states, day * DAY + 60 * random.normal(21.6, 0.2), 60 * random.normal(9.3, 0.3), AWAY)
    for _ in range(random.poisson(resident.outings_a_day * (0.8 if free else 1.0))):
        leaves = day * DAY + 60 * random.uniform(resident.wake_h + 1.5, resident.wake_h + 12)
        _put(states, leaves, 60 * resident.outing_h * random.gamma(3, 1 / 3), AWAY)
    if random.random() < resident.nights_out_a_month / 30:
        _put(states, day * DAY + 60 * random.normal(16, 1.5), 60 * random.normal(19, 3), AWAY)


def _night(states: States, resident: Resident, day: int, random: Generator) -> None:
    shift = resident.drift_h * day / 182 + resident.season_h * np.sin(2 * np.pi * day / 365)
    late = 0.5 if day % 7 >= 5 and not resident.works_nights else 0.0
    bed = day * DAY + 60 * (resident.bed_h + shift + random.normal(0, resident.bed_spread_h))
    wake = day * DAY + 60 * (
        resident.wake_h + shift + late + random.normal(0, resident.wake_spread_h)
    )
    if random.random() < 0.015:
        wake += 60 * random.gamma(4, 0.6)
    first, last = max(0, int(bed)), max(0, int(max(wake, bed + 180)))
    night = states[first:last]
    night[night != AWAY] = ASLEEP
    for _ in range(random.poisson(resident.toilets_a_night)):
        at = int(random.uniform(first, max(first + 1, last)))
        minutes = states[at : at + 2 + int(random.exponential(3))]
        minutes[minutes == ASLEEP] = BATHROOM


def _trips(states: States, days: int, random: Generator) -> list[tuple[int, int]]:
    trips = []
    for _ in range(random.poisson(days / 120)):
        start = int(random.uniform(0, days * DAY))
        end = start + int(DAY * random.uniform(1.5, 8))
        states[start:end] = AWAY
        trips.append((start, min(end, len(states))))
    return trips


def _put(states: States, start: float, minutes: float, state: int) -> None:
    first = max(0, int(start))
    states[first : max(first, int(start + max(minutes, 5)))] = state
