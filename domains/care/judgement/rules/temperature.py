"""Rooms in which nobody should stay: heat and cold that last, by the limits in force."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from domains.care.cases.concern import Signal
from domains.care.cases.vocabulary import ConcernKind, Level
from domains.care.judgement.alarm import Alarm, Rule
from domains.care.judgement.climate import EXTREME_C, Spell, Weather, after
from domains.care.judgement.heard import Climate
from domains.care.judgement.limits import Limits
from domains.care.ports import Reason

TOO_HOT: Final = "too_hot"
TOO_COLD: Final = "too_cold"


def judge_temperature(
    weather: Weather, readings: Sequence[Climate], *, limits: Limits, late: bool
) -> tuple[Weather, tuple[Alarm, ...]]:
    """Rings once for each spell, and once more where it becomes extreme. `late`: the readings come
    out of a backlog."""
    if not readings:
        return weather, ()
    spells, alarms = dict(weather.spells), []
    for reading in readings:
        spell = after(spells.pop(reading.sensor, None), reading, limits)
        if spell is None:
            continue
        level = _level(spell, reading.at)
        if level is not None:
            alarms.append(_alarm(spell, reading, level, late))
            spell = replace(spell, rang=True, rang_extreme=level is Level.CARE_WORKER)
        spells[reading.sensor] = spell
    return Weather(spells), tuple(alarms)


def _level(spell: Spell, at: datetime) -> Level | None:
    if not spell.lasts(at):
        return None
    if spell.beyond_c >= EXTREME_C:
        return None if spell.rang_extreme else Level.CARE_WORKER
    return None if spell.rang else Level.FAMILY


def _alarm(spell: Spell, reading: Climate, level: Level, late: bool) -> Alarm:
    return Alarm(
        kind=ConcernKind.TEMPERATURE,
        level=level,
        observed_at=reading.at,
        by=Rule.TEMPERATURE,
        reasons=(Reason(TOO_HOT if spell.is_hot else TOO_COLD, reading.celsius),),
        signals=(
            Signal("climate", reading.at, {"sensor": reading.sensor, "celsius": reading.celsius}),
        ),
        late=late,
    )
