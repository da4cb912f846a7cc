"""The town of the reported figures: troubles and manners over the homes of `homes_apart`.

Written apart from the first: accidents come as a thinned process in time and not as so many a year,
thermometers speak when it changes, and people answer out of four characters instead of a continuum.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.random import Generator, default_rng
from numpy.typing import NDArray

from domains.care.cases.vocabulary import ConcernKind
from ml_serving.models.activity_anomaly.homes_apart.simulate import simulate
from ml_serving.models.activity_anomaly.recorded_home import By, RecordedHome
from tests.ml_serving.care_year.household import Household, Incident, Manners, without

HOUR_S: Final = 3600
DAY_S: Final = 24 * HOUR_S

CHARACTERS: Final = (
    Manners(0.96, 0.70, 0.85, 1.0, 0.97, 9.0, 2, 0.85),
    Manners(0.90, 0.55, 0.70, 2.0, 0.90, 10.0, 1, 0.75),
    Manners(0.80, 0.35, 0.40, 3.5, 0.75, 8.0, 1, 0.60),
    Manners(0.88, 0.50, 0.55, 2.5, 0.85, 11.0, 0, 0.00),
)
"""The quick, the ordinary, the hard of hearing, and one who has nobody."""
SHARES: Final = (0.3, 0.4, 0.2, 0.1)
TOLD_BY_SENSORS: Final = (
    (ConcernKind.SMOKE, 0.5),
    (ConcernKind.GAS, 0.4),
    (ConcernKind.FALL, 1.2),
    (ConcernKind.SOS, 1.0),
    (ConcernKind.TEMPERATURE, 0.8),
)
"""How often a home-year."""


def second_town(seed: int, days: int) -> Household:
    record = simulate(seed, days)
    random = default_rng((1_190, seed))
    incidents = list(_befalls(record, random))
    moments, degrees = _thermometer(record, incidents, random)
    told = {"plug-fridge", "plug-heater"} & set(record.sensors)
    return Household(
        record=record,
        has_pet=bool(np.any(record.by == By.PET)),
        appliances=frozenset(told) if seed % 3 else frozenset(),
        incidents=incidents,
        measured_at=moments,
        celsius=degrees,
        manners=CHARACTERS[int(random.choice(len(CHARACTERS), p=SHARES))],
    )


def _befalls(record: RecordedHome, random: Generator) -> Iterator[Incident]:
    """One after another, a fortnight apart at least, while she is at home and not travelling."""
    now, end = record.since + 35 * DAY_S, record.since + (record.days - 5) * DAY_S
    sensors_a_year = sum(often for _, often in TOLD_BY_SENSORS)
    while (now := now + 14 * DAY_S + random.exponential(55 * DAY_S)) < end:
        if any(start - 1.5 * DAY_S < now < stop + DAY_S for start, stop in record.pauses):
            continue
        if random.random() < 3.0 / (3.0 + sensors_a_year):
            yield from _lies(record, now, random)
        else:
            kinds = [kind for kind, _ in TOLD_BY_SENSORS]
            weights = [often / sensors_a_year for _, often in TOLD_BY_SENSORS]
            yield Incident(kinds[int(random.choice(len(kinds), p=weights))], now)


def _lies(record: RecordedHome, after: float, random: Generator) -> Iterator[Incident]:
    """In the first spell of the wanted sort that begins after a moment."""
    how = ("awake", "asleep", "bathroom")[int(random.integers(3))]
    awake = without(without(record.alone, record.asleep), record.bathroom)
    spans = {"awake": awake, "asleep": record.asleep, "bathroom": record.bathroom}[how]
    later = spans[spans[:, 0] >= after]
    if len(later):
        start, stop = later[0]
        yield Incident(ConcernKind.INACTIVITY, float(start + random.random() * (stop - start)), how)


def _thermometer(
    record: RecordedHome, incidents: list[Incident], random: Generator
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Speaks every twenty minutes of its own, drifting, with an oven now and then."""
    moments = np.cumsum(random.uniform(15, 25, int(record.days * 72)) * 60) + record.since
    moments = moments[moments < record.since + record.days * DAY_S]
    season = np.cos(2 * np.pi * ((moments - record.since) / DAY_S - 150) / 365)
    wander = np.cumsum(random.normal(0, 0.05, len(moments)))
    degrees = 22.0 + 3.5 * season + 1.5 * np.tanh(wander - np.mean(wander))
    oven = random.random(len(moments)) < 0.002
    degrees[oven] += random.uniform(4, 12, int(oven.sum()))
    for each in incidents:
        if each.kind is ConcernKind.TEMPERATURE:
            passed = (moments - each.at) / HOUR_S
            outside = 38.0 if season[int(np.argmin(abs(moments - each.at)))] > 0 else 4.0
            during = (passed >= 0) & (passed < 30)
            drawn = 1 - np.exp(-passed[during] / 2.5)
            degrees[during] += (outside - degrees[during]) * drawn
    return moments, degrees
