"""What is measured, and what becomes of many measurements."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `met` is None where nothing was demanded."""

    name: str
    product: str
    yardstick: str = ""
    ratio: str = ""
    goal: str = ""
    met: bool | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """How much to measure. `short` proves that the bench works; its figures mean nothing."""

    short: bool = False
    repeats: int = 5

    def sized(self, full: int, small: int) -> int:
        return small if self.short else full


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of them do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-int(share * 1000) * len(ordered) // 1000) - 1)]


def spread(ratios: Sequence[float]) -> str:
    """Median, least and most."""
    return f"{median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})"


def in_turns(sides: Sequence[Callable[[int], None]], *, repeats: int) -> None:
    """Round 0 is the warm-up; then A B A B …"""
    for number in range(repeats + 1):
        for side in sides:
            side(number)


@contextmanager
def told(what: str, said: Callable[[str], None]) -> Iterator[None]:
    """Say what is being measured, since it takes minutes."""
    said(f"{what} …")
    yield
