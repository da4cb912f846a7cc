"""Who lives there: six ways of life, and a person drawn from one of them."""

from dataclasses import dataclass
from typing import Final

from numpy.random import Generator

WAYS: Final = {
    "ordinary": 0.42,
    "early": 0.14,
    "quiet": 0.16,
    "irregular": 0.12,
    "night_worker": 0.06,
    "couple": 0.10,
}


@dataclass(frozen=True, slots=True)
class Resident:
    """Hours of the local day, rates a day or a minute, shares. `drift_h` over half a year."""

    way: str
    wake_h: float
    wake_spread_h: float
    bed_h: float
    bed_spread_h: float
    toilets_a_night: float
    active_share: float
    rest_min: float
    outings_a_day: float
    outing_h: float
    nap_chance: float
    works_nights: bool
    drift_h: float
    season_h: float
    nights_out_a_month: float


def draw_resident(random: Generator) -> Resident:
    """A person of a random way of life."""
    way = str(random.choice(list(WAYS), p=list(WAYS.values())))
    irregular, quiet = way == "irregular", way == "quiet"
    worker = way == "night_worker"
    wake = (
        random.normal(5.0 if way == "early" else 6.7, 0.6)
        if not worker
        else random.normal(15.3, 0.5)
    )
    asleep_h = random.normal(7.6, 0.6)
    return Resident(
        way=way,
        wake_h=wake,
        wake_spread_h=random.gamma(6, 1.7 / 6) if irregular else random.gamma(6, 0.55 / 6),
        bed_h=wake - asleep_h,
        bed_spread_h=random.gamma(6, 1.9 / 6) if irregular else random.gamma(6, 0.6 / 6),
        toilets_a_night=random.gamma(2.5, 0.5),
        active_share=random.beta(3, 14) if quiet else random.beta(6, 9),
        rest_min=random.gamma(4, 18) if quiet else random.gamma(4, 8),
        outings_a_day=random.gamma(3, 0.1) if quiet else random.gamma(4, 0.27),
        outing_h=random.gamma(6, 0.35),
        nap_chance=random.beta(2, 4),
        works_nights=worker,
        drift_h=random.normal(0, 0.7),
        season_h=random.normal(0.3, 0.15),
        nights_out_a_month=random.gamma(1.2, 0.12),
    )
