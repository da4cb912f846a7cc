"""Outside help of the shops: a model that has seen many of them."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Protocol

from domains.kernel.provenance import NoAnswer, Provenance


class Step(StrEnum):
    """How finely demand is counted."""

    HOUR = "hour"
    DAY = "day"


class Sky(IntEnum):
    CLEAR = 1
    CLOUD = 2
    LIGHT_RAIN = 3
    """Or light snow."""
    HEAVY_RAIN = 4


@dataclass(frozen=True, slots=True)
class Conditions:
    """What was, or is foretold to be, around one step. None where nobody knows."""

    temperature_c: float | None = None
    humidity_percent: float | None = None
    wind_m_s: float | None = None
    sky: Sky | None = None
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class Sales:
    """A shop's own counts, oldest first, one a step; None is a step that nobody counted. No counts
    at all are a new shop's.

    `first_at` is where the first step begins: on the hour, or at midnight in Seoul. `conditions`
    cover every step of the counts and then those ahead, or are empty. `category` is the trade, as
    the model was taught it ("cafe").
    """

    step: Step
    first_at: datetime
    counts: tuple[float | None, ...]
    conditions: tuple[Conditions, ...] = ()
    category: str | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """Demand of one step, in units sold: with eight chances in ten between `low` and `high`."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Demand:
    """One band for each step ahead, the nearest first."""

    bands: tuple[Band, ...]
    by: Provenance


class DemandModel(Protocol):
    """Foretells a shop's demand. Faults of the network are answers, not exceptions."""

    async def foretell(self, sales: Sales, *, steps: int, within_s: float) -> Demand | NoAnswer:
        """`within_s` from now there is an answer of either kind."""
