"""A household out of a seed, as its record."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from numpy.random import Generator, default_rng
from numpy.typing import NDArray

from ml_serving.models.activity_anomaly.homes_apart.chain import DAY, Spell, life
from ml_serving.models.activity_anomaly.homes_apart.habits import HOUR, draw_habits
from ml_serving.models.activity_anomaly.homes_apart.sensing import Word, words_of
from ml_serving.models.activity_anomaly.homes_apart.troubles import (
    Intervals,
    appliances,
    away,
    cat,
    guests,
    unheard,
)
from ml_serving.models.activity_anomaly.recorded_home import By, RecordedHome

START: Final = 1_772_377_200.0
"""Monday 2 March 2026, 00:00 in Seoul."""
SENSORS: Final = (
    *("pir-bed", "pir-bath", "pir-corridor", "pir-kitchen", "pir-lounge", "contact-door"),
    *("plug-tv", "plug-rice", "plug-washer", "plug-fridge", "plug-heater"),
)
KIND: Final = {"pir": 0, "contact": 1, "plug": 2}


def simulate(seed: int, days: int) -> RecordedHome:
    """The household of this seed. Shapes take turns: eight seeds in a row show them all."""
    random = default_rng((77, seed))
    habits = draw_habits(seed, random)
    own = list(life(habits, days, random))
    others = list(guests(habits, days, random))
    journeys, silent = away(days, random), unheard(days, random)
    words = list(words_of(habits, _unless(own, journeys), By.PERSON, random))
    words += words_of(habits, others, By.OTHER_PERSON, random)
    words += appliances(days, random)
    if habits.shape == "two-people":
        partner = list(life(draw_habits(8 * seed, random), days, random))
        words += words_of(habits, _unless(partner, journeys), By.OTHER_PERSON, random)
        others += [spell for spell in partner if spell.place != "out"]
    if habits.shape == "cat":
        words += cat(days, random)
    heard = _heard(words, silent, _hung(habits.shape, random), random)
    company = [(spell.start, spell.end) for spell in others] + [tuple(each) for each in journeys]
    spells = {place: _where(own, place) for place in ("bed", "bath", "out")}
    return RecordedHome(
        name=f"{habits.shape}-{seed}",
        since=START,
        days=days,
        sensors=SENSORS,
        at=START + np.array([at for at, _, _ in heard]),
        kind=np.array([KIND[sensor.split("-")[0]] for _, sensor, _ in heard], dtype=np.int8),
        sensor=np.array([SENSORS.index(sensor) for _, sensor, _ in heard], dtype=np.int16),
        by=np.array([by for _, _, by in heard], dtype=np.int8),
        alone=START + _outside([*company, *spells["out"]], days * DAY),
        asleep=START + _rows(spells["bed"]),
        bathroom=START + _rows(spells["bath"]),
        outages=START + silent,
        pauses=START + journeys + np.array([-0.5 * HOUR, 1.0 * HOUR]),
    )


def _unless(spells: Iterable[Spell], journeys: Intervals) -> list[Spell]:
    return [
        spell
        for spell in spells
        if not any(start < spell.end and spell.start < end for start, end in journeys)
    ]


def _hung(shape: str, random: Generator) -> frozenset[str]:
    """The sensors of this home."""
    if shape == "few-sensors":
        return frozenset({str(random.choice(["pir-lounge", "pir-corridor"])), "contact-door"})
    plugs = random.choice(SENSORS[6:], random.integers(0, 6), replace=False)
    rooms = random.choice(SENSORS[:5], random.integers(2, 6), replace=False)
    return frozenset({*map(str, plugs), *map(str, rooms), "contact-door"})


def _heard(
    words: Iterable[Word], silent: Intervals, hung: frozenset[str], random: Generator
) -> list[Word]:
    """What arrives: clocks that run up to a minute off, a battery that dies, words said twice."""
    drift = random.uniform(-60, 60)
    dying = random.choice(sorted(hung)) if random.random() < 0.1 and len(hung) > 3 else ""
    dies = random.uniform(60, 400) * DAY
    starts, ends = silent[:, 0].tolist(), np.maximum.accumulate(silent[:, 1]).tolist()
    out = []
    for at, sensor, by in words:
        gone = sensor == dying and at > dies
        last = bisect_right(starts, at) - 1
        if sensor not in hung or gone or at < 120 or (last >= 0 and at < ends[last]):
            continue
        out += [(at + drift, sensor, by)] * (2 if random.random() < 0.02 else 1)
    return sorted(out)


def _where(spells: Sequence[Spell], place: str) -> list[tuple[float, float]]:
    return [(spell.start, spell.end) for spell in spells if spell.place == place]


def _outside(spans: Iterable[tuple[float, ...]], end: float) -> NDArray[np.float64]:
    """What is left of the record without these spans."""
    free, now = [], 0.0
    for start, stop in sorted((span[0], span[1]) for span in spans):
        if start > now:
            free.append((now, start))
        now = max(now, stop)
    if now < end:
        free.append((now, end))
    return _rows(free)


def _rows(spans: Sequence[tuple[float, float]]) -> NDArray[np.float64]:
    return np.array(spans, dtype=np.float64).reshape(-1, 2)
