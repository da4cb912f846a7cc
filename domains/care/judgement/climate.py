"""Heat and cold indoors that last, of each sensor."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from domains.care.judgement.heard import Climate
from domains.care.judgement.limits import Limits

LASTS: Final = timedelta(minutes=30)
"""An oven door, an airing: what is over sooner is no danger."""
RELIEF_C: Final = 1.0
"""A degree on the safe side ends it."""
EXTREME_C: Final = 5.0
"""So far beyond the limit nobody waits for an answer."""


@dataclass(frozen=True, slots=True)
class Spell:
    """A sensor beyond a limit: since when, by how many degrees at worst, and whether it rang."""

    since: datetime
    is_hot: bool
    beyond_c: float
    celsius: float
    rang: bool = False
    rang_extreme: bool = False

    def lasts(self, at: datetime) -> bool:
        return at - self.since >= LASTS


@dataclass(frozen=True, slots=True)
class Weather:
    """Of each sensor the spell that it is in."""

    spells: Mapping[str, Spell]


def beyond_c(celsius: float, limits: Limits) -> tuple[float, bool]:
    """Degrees beyond the nearer limit, negative on the safe side; and whether it is the hot one."""
    hot, cold = celsius - limits.hot_c, limits.cold_c - celsius
    return (hot, True) if hot >= cold else (cold, False)


def after(spell: Spell | None, reading: Climate, limits: Limits) -> Spell | None:
    """The spell of a sensor after one more reading."""
    beyond, is_hot = beyond_c(reading.celsius, limits)
    if spell is not None and spell.is_hot is is_hot:
        if beyond < -RELIEF_C or (beyond < 0 and not spell.rang):
            return None
        worst = max(beyond, spell.beyond_c)
        return Spell(spell.since, is_hot, worst, reading.celsius, spell.rang, spell.rang_extreme)
    return Spell(reading.at, is_hot, beyond, reading.celsius) if beyond >= 0 else None
