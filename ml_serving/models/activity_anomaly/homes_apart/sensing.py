"""How sensors tell of spells: ON and OFF with a hold time, doors, plugs."""

from collections.abc import Iterator, Sequence
from typing import Final

from numpy.random import Generator

from ml_serving.models.activity_anomaly.homes_apart.chain import Spell
from ml_serving.models.activity_anomaly.homes_apart.habits import Habits
from ml_serving.models.activity_anomaly.recorded_home import By

Word = tuple[float, str, By]
"""Seconds since the start of the record, sensor, whose doing."""

SEEN_BY: Final = {
    "bed": ("pir-bed",),
    "bath": ("pir-bath", "pir-corridor"),
    "kitchen": ("pir-kitchen",),
    "sofa": ("pir-lounge",),
    "doze": ("pir-lounge",),
    "chores": ("pir-lounge", "pir-corridor", "pir-bed", "pir-kitchen"),
}
PLUGGED: Final = {
    "sofa": ("plug-tv", 0.6),
    "kitchen": ("plug-rice", 0.35),
    "bath": ("plug-washer", 0.04),
}


def words_of(habits: Habits, spells: Sequence[Spell], by: By, random: Generator) -> Iterator[Word]:
    """Everything that a life makes sensors say, in no order."""
    place = "bed"
    for spell in spells:
        if (spell.place == "out") != (place == "out"):
            yield from _through_the_door(spell.start, by, random)
        place = spell.place
        yield from _movements(habits, spell, by, random)
        plug, chance = PLUGGED.get(place, ("", 0.0))
        if random.random() < chance:
            yield spell.start + 30, plug, by
            yield spell.end - 5, plug, by


def _movements(habits: Habits, spell: Spell, by: By, random: Generator) -> Iterator[Word]:
    seen_by = SEEN_BY.get(spell.place)
    if not seen_by or not spell.vigour:
        return
    hold = 40.0
    now = spell.start + random.exponential(25.0 if spell.vigour > 40 else 240.0)
    while now < spell.end:
        sensor = seen_by[int(random.integers(len(seen_by)))]
        yield now, sensor, by
        yield now + hold, sensor, by
        now += hold + random.exponential(3600.0 * habits.calm / spell.vigour)


def _through_the_door(at: float, by: By, random: Generator) -> Iterator[Word]:
    yield at - random.uniform(5, 40), "pir-corridor", by
    yield at, "contact-door", by
    yield at + random.uniform(3, 15), "contact-door", by
