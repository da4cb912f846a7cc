"""Which signs are nobody's, where no model says: told pets and appliances, and what is learnt.

A hand sleeps at night and an appliance does not. A power sensor that speaks from one to five nearly
as often as by day is switched by nobody, whether it was told or not.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from domains.care.judgement.household import Household
from domains.care.ports import Sign, SignKind

NIGHT_H: Final = (1, 5)
"""Local hours from and before which nobody is about."""
INDIFFERENT: Final = 0.35
"""An appliance speaks at night this much of how often it does by day, an hour for an hour."""
FEWEST_WORDS: Final = 12
MOST_WORDS: Final = 4_000
"""Then a tally is halved: who moves a plug to another thing is learnt anew."""
_BY_DAY_PER_NIGHT: Final = 20 / 4

Tally = tuple[int, int]
"""How often a sensor spoke at night, and by day."""


@dataclass(frozen=True, slots=True)
class Noise:
    """`tallies` of power sensors since they were first heard."""

    tallies: Mapping[str, Tally]

    def is_appliance(self, sensor: str) -> bool:
        by_night, by_day = self.tallies.get(sensor, (0, 0))
        if by_night + by_day < FEWEST_WORDS or not by_night:
            return False
        return by_night * _BY_DAY_PER_NIGHT >= INDIFFERENT * by_day


def tallied(tally: Tally, local_hour: int) -> Tally:
    by_night, by_day = tally if sum(tally) < MOST_WORDS else (tally[0] // 2, tally[1] // 2)
    is_night = NIGHT_H[0] <= local_hour < NIGHT_H[1]
    return (by_night + 1, by_day) if is_night else (by_night, by_day + 1)


def is_hers(sign: Sign, *, noise: Noise, household: Household, has_switches: bool) -> bool:
    """Whether a sign may be believed to be hers. Where a pet lives, motion alone is not, as long
    as the home has switches or a tap that a pet cannot reach."""
    match sign.kind:
        case SignKind.DOOR:
            return True
        case SignKind.POWER:
            return sign.sensor not in household.appliances and not noise.is_appliance(sign.sensor)
        case SignKind.MOTION:
            return not (household.has_pet and has_switches)
