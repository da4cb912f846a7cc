"""The network of `network.py` one question at a time, in numpy: what is served.

A step is a few products of a matrix with a vector: torch takes longer to call than to compute
them. Everything is reckoned in double precision; only a `Memory` is rounded.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ml_serving.models.knowledge_tracing.catalogue import Catalogue, Question, mean
from ml_serving.models.knowledge_tracing.gaps import gap_bucket
from ml_serving.models.knowledge_tracing.leaky_unit import LeakyUnit, sigmoid
from ml_serving.models.knowledge_tracing.memory import Memory, nothing

Reals = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Mastery:
    """Chance of a right answer to an average question of a skill, and its standard deviation."""

    chance: float
    deviation: float


class Tracer:
    """`weights` by the names that `TwoMemories` gives them."""

    def __init__(self, weights: Mapping[str, NDArray[np.float32]]) -> None:
        held = {name: values.astype(np.float64) for name, values in weights.items()}
        self.catalogue = Catalogue(held)
        self._gap, self._fade = held["gap.weight"], sigmoid(held["gap.weight"])
        self._person = LeakyUnit.named("person", held)
        self._practice = LeakyUnit.named("practice", held)
        self._hidden = held["hidden.weight"].T.copy(), held["hidden.bias"]
        self._logit = held["logit.weight"][0], held["logit.bias"][0]

    @property
    def widths(self) -> tuple[int, int]:
        """Of a person's memory and of a skill's."""
        return self._person.width, self._practice.width

    def stranger(self) -> Memory:
        """Somebody who answered nothing yet."""
        return nothing(person=self._person.width, skill=self._practice.width)

    def fold(self, memory: Memory, question: Question, correct: int) -> Memory:
        """The learner after one more answer; costs the same however many came before."""
        heard = _answered(self.catalogue.vectors([question]), correct)
        person = self._person.step(heard, _person(memory))[0]
        practised = self._practise(memory, question.skills, heard)
        return memory.practised(
            question.skills, practised.astype(np.float32), person.astype(np.float32)
        )

    def chances(self, memory: Memory, questions: Sequence[Question]) -> Reals:
        """Of a right answer to each, if it came next."""
        if not questions:
            return np.empty(0)
        practised = [mean(self._before(memory, question.skills)) for question in questions]
        return self._read(_person(memory), np.array(practised), self.catalogue.vectors(questions))

    def mastery(self, memory: Memory, skills: Sequence[int]) -> list[Mastery]:
        """The deviation is that of the beta distribution whose mean one more answer would move
        as far, from wrong to right, as it would move this memory's chance."""
        if not skills:
            return []
        asked = self.catalogue.vectors([Question((skill,)) for skill in skills])
        chance = self._read(_person(memory), self._before(memory, skills), asked)
        wrong, right = self._after(memory, skills, asked)
        deviation = np.sqrt(chance * (1 - chance) * np.clip(right - wrong, 0.0, 1.0))
        return [Mastery(*pair) for pair in zip(chance.tolist(), deviation.tolist(), strict=True)]

    def _after(self, memory: Memory, skills: Sequence[int], asked: Reals) -> Reals:
        """[2, skills] chances after one more question of a skill, answered wrong or right."""
        heard = np.concatenate([_answered(asked, 0), _answered(asked, 1)])
        person = self._person.step(heard, _person(memory))
        practised = self._practise(memory, [*skills, *skills], heard) * self._fade[1]
        return self._read(person, practised, np.concatenate([asked, asked])).reshape(2, -1)

    def _practise(self, memory: Memory, skills: Sequence[int], heard: Reals) -> Reals:
        before, gap = self._recall(memory, skills)
        rows = _rows(heard, len(skills)), _rows(_person(memory), len(skills)), self._gap[gap]
        return self._practice.step(np.concatenate(rows, axis=1), before)

    def _before(self, memory: Memory, skills: Sequence[int]) -> Reals:
        before, gap = self._recall(memory, skills)
        return before * self._fade[gap]

    def _recall(self, memory: Memory, skills: Sequence[int]) -> tuple[Reals, NDArray[np.int64]]:
        """Each skill's memory as it was left, and how long ago."""
        rows, there = memory.find(skills)
        values = self.catalogue.first_memories(skills)
        since = np.zeros(len(skills), dtype=np.int64)
        if there.any():
            held = memory.traces[rows[there]]
            values[there], since[there] = held["values"], memory.answered + 1 - held["last"]
        return values, gap_bucket(since)

    def _read(self, person: Reals, practised: Reals, asked: Reals) -> Reals:
        seen = np.concatenate([_rows(person, len(asked)), practised, asked], axis=1)
        hidden = np.maximum(seen @ self._hidden[0] + self._hidden[1], 0.0)
        return sigmoid(hidden @ self._logit[0] + self._logit[1])


def _person(memory: Memory) -> Reals:
    return memory.person[None].astype(np.float64)


def _rows(values: Reals, count: int) -> Reals:
    """One row for all, or a row for each."""
    return values if len(values) == count else values.repeat(count, axis=0)


def _answered(asked: Reals, correct: int) -> Reals:
    rest = np.zeros_like(asked)
    sides = [asked, rest] if correct else [rest, asked]
    return np.concatenate([*sides, np.full((len(asked), 1), float(correct))], axis=1)
