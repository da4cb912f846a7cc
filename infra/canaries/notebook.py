"""What was planted: each value once, none like another."""

from collections.abc import Iterable
from datetime import date
from random import Random
from uuid import UUID

from infra.canaries.canary import Canary, eight_decimals

LETTERS = "bcdfghjkmnpqrstvwxz23456789"


class Notebook:
    """Makes canaries and remembers them."""

    def __init__(self, dice: Random) -> None:
        self.canaries: list[Canary] = []
        self._dice = dice
        self._points: set[str] = set()

    def word(self, whose: str, what: str) -> str:
        """A personal text; the city keeps it sealed."""
        return str(self._note(Canary(whose, what, f"카나리아-{self._mark()}", sealed=True)).value)

    def code(self, whose: str, what: str) -> str:
        """An opaque name that the city keeps in the open."""
        return str(self._note(Canary(whose, what, f"kanari-{self._mark()}")).value)

    def secret(self, whose: str, what: str, value: str) -> None:
        """Something that the house made and showed once."""
        self._note(Canary(whose, what, value))

    def birth_date(self, whose: str, year: int) -> date:
        day = date(year, self._dice.randint(1, 9), self._dice.randint(11, 28))
        self._note(Canary(whose, "birth date", day))
        return day

    def coordinate(self, whose: str, what: str, near: float) -> float:
        """Within ten metres of `near`, unlike any other in the eight decimals it is sought by."""
        value = 0.0
        while not value or eight_decimals(value) in self._points:
            value = float(f"{near + self._dice.uniform(1e-6, 9e-5):.10f}7")
        self._points.add(eight_decimals(value))
        self._note(Canary(whose, what, value))
        return value

    def id(self, whose: str, what: str, key: UUID) -> None:
        self._note(Canary(whose, what, key))

    def of(self, whose: Iterable[str]) -> list[Canary]:
        names = set(whose)
        return [canary for canary in self.canaries if canary.whose in names]

    def _note(self, canary: Canary) -> Canary:
        self.canaries.append(canary)
        return canary

    def _mark(self) -> str:
        return "".join(self._dice.choices(LETTERS, k=12))
