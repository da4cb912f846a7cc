"""A repeatable dice that costs nothing until it is thrown: a city has many phones."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Throws of one seed. A `Random` is 2.5 kB; most phones never need theirs."""

    __slots__ = ("_random", "_seed")

    def __init__(self, seed: int | str) -> None:
        self._seed = seed
        self._random: Random | None = None

    def random(self) -> float:
        return self._thrown().random()

    def choice(self, of: Sequence[T]) -> T:
        return self._thrown().choice(of)

    def _thrown(self) -> Random:
        if self._random is None:
            self._random = Random(self._seed)  # noqa: S311 (a repeatable dice)
        return self._random
