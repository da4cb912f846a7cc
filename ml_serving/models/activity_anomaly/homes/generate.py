"""A simulated home out of a seed."""

from typing import Final

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from ml_serving.models.activity_anomaly.homes.days import (
    ACTIVE,
    ASLEEP,
    AWAY,
    BATHROOM,
    DAY,
    States,
    live,
)
from ml_serving.models.activity_anomaly.homes.resident import draw_resident
from ml_serving.models.activity_anomaly.homes.traces import (
    DOOR,
    KINDS,
    SENSORS,
    Traces,
    nobodys,
    traces_of,
)
from ml_serving.models.activity_anomaly.recorded_home import By, RecordedHome

SINCE: Final = 1_767_538_800.0
"""Monday 5 January 2026, midnight in Seoul."""
MINUTE_S: Final = 60.0


def generate(seed: int, days: int) -> RecordedHome:
    """The home of this seed, over so many days."""
    random = np.random.default_rng([seed, 20_260_105])
    resident = draw_resident(random)
    states, trips = live(resident, days, random)
    others = _others(resident.way == "couple", days, random)
    traces = traces_of(states, By.PERSON, random) + nobodys(
        days * DAY, random.random() < 0.2, random
    )
    traces += [each for other in others for each in traces_of(other, By.OTHER_PERSON, random)]
    outages = _outages(days, random)
    heard = _heard(traces, _installed(random), outages, random)
    lonely = (states != AWAY) & np.all([other == AWAY for other in others], axis=0)
    return RecordedHome(
        name=f"{resident.way}-{seed}",
        since=SINCE,
        days=days,
        sensors=SENSORS,
        at=SINCE + MINUTE_S * heard.minute,
        kind=KINDS[heard.sensor],
        sensor=heard.sensor,
        by=heard.by,
        alone=_spans(lonely),
        asleep=_spans(states == ASLEEP),
        bathroom=_spans(states == BATHROOM),
        outages=SINCE + MINUTE_S * outages,
        pauses=SINCE + MINUTE_S * np.array(trips, dtype=np.float64).reshape(-1, 2),
    )


def _others(couple: bool, days: int, random: Generator) -> list[States]:
    """A partner, and visitors: away but for an afternoon in a fortnight."""
    visits = np.full(days * DAY, AWAY, dtype=np.int8)
    for _ in range(random.poisson(days / random.uniform(6, 30))):
        start = int(DAY * random.integers(0, days) + 60 * random.uniform(9, 18))
        visits[start : start + int(60 * random.uniform(1, 6))] = ACTIVE
    return [visits, live(draw_resident(random), days, random)[0]] if couple else [visits]


def _installed(random: Generator) -> NDArray[np.bool_]:
    """Which sensors hang: always one motion sensor in the living room, mostly the door."""
    installed = random.random(len(SENSORS)) < random.uniform(0.35, 0.95)
    installed[1] = True
    installed[DOOR] = random.random() < 0.85
    return np.asarray(installed)


def _outages(days: int, random: Generator) -> NDArray[np.float64]:
    starts = np.sort(random.uniform(0, days * DAY, random.poisson(days / 25)))
    return np.stack([starts, starts + random.gamma(1.2, 150, len(starts))], axis=1)


def _heard(
    traces: list[Traces],
    installed: NDArray[np.bool_],
    outages: NDArray[np.float64],
    random: Generator,
) -> Traces:
    """What reaches us: sensors that hang, no word in outages, one event in a hundred twice."""
    minute = np.concatenate([each.minute for each in traces])
    sensor = np.concatenate([each.sensor for each in traces])
    by = np.concatenate([each.by for each in traces])
    lost = sum(
        ((minute >= start) & (minute < end) for start, end in outages), np.zeros(len(minute), bool)
    )
    keep = installed[sensor] & ~lost & (minute >= 0)
    times = keep * (1 + (random.random(len(minute)) < 0.01))
    order = np.argsort(np.repeat(minute, times), kind="stable")
    return Traces(*(np.repeat(each, times)[order] for each in (minute, sensor, by)))


def _spans(where: NDArray[np.bool_]) -> NDArray[np.float64]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], where.astype(np.int8), [0]])))
    return SINCE + MINUTE_S * edges.reshape(-1, 2).astype(np.float64)
