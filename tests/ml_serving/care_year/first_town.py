"""The town for tuning: troubles and manners over the homes of `homes`."""

from typing import Final

import numpy as np
from numpy.random import Generator

from domains.care.cases.vocabulary import ConcernKind
from ml_serving.models.activity_anomaly.homes.generate import generate
from ml_serving.models.activity_anomaly.recorded_home import By, RecordedHome
from tests.ml_serving.care_year.household import (
    DAY,
    HOUR,
    Household,
    Incident,
    Manners,
    without,
)

QUIET_FIRST: Final = 30 * DAY
RARE: Final = (
    ConcernKind.SMOKE,
    ConcernKind.GAS,
    ConcernKind.FALL,
    ConcernKind.SOS,
    ConcernKind.TEMPERATURE,
)


def first_town(seed: int, days: int) -> Household:
    record = generate(seed, days)
    random = np.random.default_rng([seed, 9_119])
    incidents = _incidents(record, random)
    measured_at, celsius = _climate(record, incidents, random)
    return Household(
        record=record,
        has_pet=bool((record.by == By.PET).any()),
        appliances=frozenset({"fridge"} if random.random() < 0.5 else ()),
        incidents=incidents,
        measured_at=measured_at,
        celsius=celsius,
        manners=Manners(
            hears_awake=random.uniform(0.80, 0.97),
            hears_asleep=random.uniform(0.3, 0.8),
            hears_out=random.uniform(0.4, 0.9),
            answers_in_min=random.uniform(0.5, 4.0),
            answers_check_in=random.uniform(0.6, 0.98),
            check_in_h=random.uniform(8.5, 11.0),
            guardians=int(random.integers(0, 3)),
            guardian_settles=random.uniform(0.5, 0.9),
        ),
    )


def _incidents(record: RecordedHome, random: Generator) -> list[Incident]:
    """Three or so a year that leave her lying, and as many of which a sensor tells."""
    out: list[Incident] = []
    awake = without(without(record.alone, record.asleep), record.bathroom)
    spans = {"awake": awake, "asleep": record.asleep, "bathroom": record.bathroom}
    for how, among in spans.items():
        for _ in range(random.poisson(record.days / 365)):
            if len(among):
                lasts = among[:, 1] - among[:, 0]
                start, end = among[random.choice(len(among), p=lasts / lasts.sum())]
                out.append(Incident(ConcernKind.INACTIVITY, random.uniform(start, end), how))
    for kind in RARE:
        for _ in range(random.poisson(record.days / 365)):
            out.append(Incident(kind, record.since + random.uniform(0, record.days * DAY)))
    return _apart(out, record)


def _apart(incidents: list[Incident], record: RecordedHome) -> list[Incident]:
    """After a month of learning, ten days from each other, and not while she travels."""
    kept: list[Incident] = []
    for each in sorted(incidents, key=lambda one: one.at):
        late = each.at > record.since + record.days * DAY - 4 * DAY
        travels = any(start - DAY < each.at < end for start, end in record.pauses)
        close = kept and each.at - kept[-1].at < 10 * DAY
        if each.at > record.since + QUIET_FIRST and not (late or travels or close):
            kept.append(each)
    return kept


def _climate(
    record: RecordedHome, incidents: list[Incident], random: Generator
) -> tuple[np.ndarray, np.ndarray]:
    """A reading each half hour; where heating or cooling fails, a ramp to where it is outside."""
    at = record.since + np.arange(0, record.days * DAY, HOUR / 2)
    year = 2 * np.pi * (at - record.since) / (365 * DAY)
    warm = 23.5 - 2.0 * np.cos(year) + 1.2 * np.sin(2 * np.pi * (at % DAY) / DAY - 2)
    celsius = warm + random.normal(0, 0.4, len(at))
    for each in incidents:
        if each.kind is ConcernKind.TEMPERATURE:
            ahead = (at - each.at) / HOUR
            summer = np.cos(2 * np.pi * (each.at - record.since) / (365 * DAY)) < 0
            to = random.uniform(36, 39) if summer else random.uniform(5, 9)
            ramp = np.clip(ahead / 5.0, 0, 1) * ((ahead >= 0) & (ahead < 36))
            celsius = celsius + ramp * (to - celsius)
    return at, celsius
