"""Money is whole won."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Won:
    """An amount in Korean won: an integer, never a float, never below zero."""

    amount: int

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise ValueError("an amount of won is never negative")

    def __add__(self, other: "Won") -> "Won":
        return Won(self.amount + other.amount)

    def __sub__(self, other: "Won") -> "Won":
        return Won(self.amount - other.amount)
