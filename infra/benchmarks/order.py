"""How much to measure."""

from dataclasses import dataclass

REPEATS, SHORT_REPEATS = 5, 2


@dataclass(frozen=True, slots=True)
class Order:
    """`short` proves that the bench works; its figures mean nothing."""

    short: bool = False
    repeats: int = REPEATS

    def sized(self, full: int, small: int) -> int:
        return small if self.short else full
