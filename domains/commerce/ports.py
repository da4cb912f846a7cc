"""Outside help of the shops: a model that has seen many of them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from domains.kernel.provenance import NoAnswer, Provenance


class Step(StrEnum):
    """How finely demand is counted."""

    HOUR = "hour"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Conditions:
    """What is known, or forecast, of one step. None where nobody knows."""

    temperature_c: float | None = None
    rain_mm: float | None = None
    wind_m_s: float | None = None
    is_holiday: bool = False


@dataclass(frozen=True, slots=True)
class Sales:
    """A shop's own counts, oldest first and without gaps; `first_at` is where the first step
    begins. An empty history is a new shop.

    `conditions` covers the history and the steps ahead, or is empty.
    """

    step: Step
    first_at: datetime
    counts: tuple[float, ...]
    conditions: tuple[Conditions, ...] = ()


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
