"""What is measured, and what becomes of many measurements."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Final

Seconds = float


@dataclass(frozen=True, slots=True)
class Turn:
    """One performance: so many items, in so much time, at the cost of so much CPU by party.

    `subject` is the party that is compared: the product's processes, or the yardstick's.
    """

    items: int
    wall_s: Seconds
    subject_s: Seconds
    postgres_s: Seconds
    client_s: Seconds


@dataclass(slots=True)
class Series:
    """The turns of one side; figures an item are medians over the turns."""

    turns: list[Turn] = field(default_factory=list)

    @property
    def subject_us(self) -> float:
        """Microseconds of CPU an item: the figure to trust."""
        return median(turn.subject_s / turn.items for turn in self.turns) * 1e6

    @property
    def postgres_us(self) -> float:
        return median(turn.postgres_s / turn.items for turn in self.turns) * 1e6

    @property
    def client_us(self) -> float:
        return median(turn.client_s / turn.items for turn in self.turns) * 1e6

    @property
    def items_a_second(self) -> float:
        return median(turn.items / turn.wall_s for turn in self.turns)

    def describe(self) -> str:
        return (
            f"{self.subject_us:,.0f} µs; {self.items_a_second:,.0f}/s; "
            f"PostgreSQL {self.postgres_us:,.0f} µs, client {self.client_us:,.0f} µs"
        )


TICK_S: Final = 0.01
"""The kernel counts CPU in ticks: a short turn may have had none."""


def ratio_of(product: Series, yardstick: Series) -> tuple[float, float, float]:
    """Yardstick's CPU over the product's, turn by turn of the same round: median, least, most."""
    ratios = [
        (y.subject_s / y.items) / (max(p.subject_s, TICK_S) / p.items)
        for p, y in zip(product.turns, yardstick.turns, strict=True)
    ]
    return median(ratios), min(ratios), max(ratios)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of them do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-int(share * 1000) * len(ordered) // 1000) - 1)]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `met` is None where nothing was demanded."""

    name: str
    product: str
    yardstick: str = ""
    ratio: str = ""
    goal: str = ""
    met: bool | None = None
