"""The skills and problems that training knew, and what a question of them looks like."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Question:
    """`skills` by their ids, none twice; `problem` 0 where unknown."""

    skills: tuple[int, ...]
    problem: int = 0


class Catalogue:
    """`weights` by the names that `TwoMemories` gives them. The first row of each table stands for
    whatever has no name: an average skill, a problem as hard as its skill's average question."""

    def __init__(self, weights: Mapping[str, Reals]) -> None:
        self._skill, self._harder = weights["skill.weight"], weights["harder.weight"]
        self._traits = weights["traits.weight"]
        self._first = np.tanh(self._skill @ weights["first.weight"].T + weights["first.bias"])

    def knows(self, question: Question) -> bool:
        """Whether its problem was met in training."""
        return 0 < question.problem < len(self._traits)

    def first_memories(self, skills: Sequence[int]) -> Reals:
        """Of skills before their first question; new rows each time."""
        return self._first[_rows(skills, self._first)]

    def vectors(self, questions: Sequence[Question]) -> Reals:
        """As `TwoMemories.question` makes them."""
        rows = [_rows(question.skills, self._skill) for question in questions]
        skill, harder = (
            np.array([mean(table[row]) for row in rows]) for table in (self._skill, self._harder)
        )
        traits = self._traits[_rows([one.problem for one in questions], self._traits)]
        return np.concatenate([skill + traits[:, :1] * harder, traits], axis=1)


def mean(rows: Reals) -> Reals:
    return rows[0] if len(rows) == 1 else np.add.reduce(rows) / len(rows)


def _rows(ids: Sequence[int], table: Reals) -> list[int]:
    return [one if one < len(table) else 0 for one in ids]
