"""The network of `network.py` one question at a time, in numpy: what is served.

A step is a few products of a matrix with a vector: torch takes longer to call than to compute
them. Everything is reckoned in double precision; only a `Memory` is rounded.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ml_serving.models.knowledge_tracing.buckets import bucket
from ml_serving.models.knowledge_tracing.leaky_unit import LeakyUnit, sigmoid
from ml_serving.models.knowledge_tracing.memory import Memory, nothing

Reals = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Question:
    """`skills` by their ids, none twice; `problem` 0 where unknown."""

    skills: tuple[int, ...]
    problem: int = 0


@dataclass(frozen=True, slots=True)
class Mastery:
    """Chance of a right answer to an average question of a skill, and its standard deviation."""

    chance: float
    deviation: float


@dataclass(frozen=True, slots=True)
class Recalled:
    """Skills' memories as they were left, questions since, and how often they were practised; 0
    for never."""

    values: Reals
    since: NDArray[np.int64]
    often: NDArray[np.int64]


class Tracer:
    """`weights` by the names that `TwoMemories` gives them."""

    def __init__(self, weights: Mapping[str, NDArray[np.float32]]) -> None:
        held = {name: values.astype(np.float64) for name, values in weights.items()}
        self._skill, self._harder = held["skill.weight"], held["harder.weight"]
        self._traits, self._gap = held["traits.weight"], held["gap.weight"]
        self._age, self._often = held["age.weight"], held["often.weight"]
        self._fade = sigmoid(self._gap)
        self._first = np.tanh(self._skill @ held["first.weight"].T + held["first.bias"])
        self._person = LeakyUnit.named("person", held)
        self._practice = LeakyUnit.named("practice", held)
        self._hidden = held["hidden.weight"].T.copy(), held["hidden.bias"]
        self._logit = held["logit.weight"][0], held["logit.bias"][0]

    @property
    def widths(self) -> tuple[int, int]:
        """Of a person's memory and of a skill's."""
        return self._person.width, self._practice.width

    def knows(self, question: Question) -> bool:
        """Whether its problem was met in training."""
        return 0 < question.problem < len(self._traits)

    def stranger(self) -> Memory:
        """Somebody who answered nothing yet."""
        return nothing(person=self._person.width, skill=self._practice.width)

    def fold(self, memory: Memory, question: Question, correct: int) -> Memory:
        """The learner after one more answer; costs the same however many came before."""
        heard = self._event(memory, self._vectors([question]), correct)
        person = self._person.step(heard, _person(memory))[0]
        practised = self._practise(memory, self._recall(memory, question.skills), heard)
        return memory.practised(
            question.skills, practised.astype(np.float32), person.astype(np.float32)
        )

    def chances(self, memory: Memory, questions: Sequence[Question]) -> Reals:
        """Of a right answer to each, if it came next."""
        if not questions:
            return np.empty(0)
        recalled = [self._left(self._recall(memory, question.skills)) for question in questions]
        practised = np.array([_mean(rows) for rows in recalled])
        return self._read(_person(memory), practised, self._vectors(questions), memory.answered)

    def mastery(self, memory: Memory, skills: Sequence[int]) -> list[Mastery]:
        """The deviation is that of the beta distribution whose mean one more answer would move
        as far, from wrong to right, as it would move this memory's chance."""
        if not skills:
            return []
        asked = self._vectors([Question((skill,)) for skill in skills])
        recalled = self._recall(memory, skills)
        practised = self._left(recalled)
        chance = self._read(_person(memory), practised, asked, memory.answered)
        wrong, right = (self._after(memory, recalled, asked, correct) for correct in (0, 1))
        deviation = np.sqrt(chance * (1 - chance) * np.clip(right - wrong, 0.0, 1.0))
        return [Mastery(*pair) for pair in zip(chance.tolist(), deviation.tolist(), strict=True)]

    def _after(self, memory: Memory, recalled: Recalled, asked: Reals, correct: int) -> Reals:
        """Chances after one more question of each skill, answered so."""
        heard = self._event(memory, asked, correct)
        person = self._person.step(heard, _person(memory))
        values = self._practise(memory, recalled, heard)
        since = np.ones(len(values), dtype=np.int64)
        practised = self._left(Recalled(values, since, recalled.often + 1))
        return self._read(person, practised, asked, memory.answered + 1)

    def _event(self, memory: Memory, asked: Reals, correct: int) -> Reals:
        rest = np.zeros_like(asked)
        sides = [asked, rest] if correct else [rest, asked]
        right = np.full((len(asked), 1), float(correct))
        return np.concatenate([*sides, right, self._aged(memory.answered, len(asked))], axis=1)

    def _practise(self, memory: Memory, recalled: Recalled, heard: Reals) -> Reals:
        count = len(recalled.values)
        gap, often = self._gap[bucket(recalled.since)], self._often[bucket(recalled.often)]
        told = [_rows(heard, count), _rows(_person(memory), count), gap, often]
        return self._practice.step(np.concatenate(told, axis=1), recalled.values)

    def _left(self, recalled: Recalled) -> Reals:
        """What time has left of skills' memories, and how often they were practised."""
        faded = recalled.values * self._fade[bucket(recalled.since)]
        return np.concatenate([faded, self._often[bucket(recalled.often)]], axis=1)

    def _recall(self, memory: Memory, skills: Sequence[int]) -> Recalled:
        rows, there = memory.find(skills)
        values = self._first[_known(skills, self._first)]
        since, often = np.zeros((2, len(skills)), dtype=np.int64)
        if there.any():
            held = memory.traces[rows[there]]
            values[there], often[there] = held["values"], held["often"]
            since[there] = memory.answered + 1 - held["last"].astype(np.int64)
        return Recalled(values, since, often)

    def _aged(self, answered: int, count: int) -> Reals:
        return self._age[bucket(np.full(count, answered))]

    def _vectors(self, questions: Sequence[Question]) -> Reals:
        rows = [_known(question.skills, self._skill) for question in questions]
        skill, harder = (
            np.array([_mean(table[row]) for row in rows]) for table in (self._skill, self._harder)
        )
        traits = self._traits[_known([one.problem for one in questions], self._traits)]
        return np.concatenate([skill + traits[:, :1] * harder, traits], axis=1)

    def _read(self, person: Reals, practised: Reals, asked: Reals, answered: int) -> Reals:
        count = len(asked)
        parts = [_rows(person, count), practised, asked, self._aged(answered, count)]
        hidden = np.concatenate(parts, axis=1) @ self._hidden[0] + self._hidden[1]
        return sigmoid(np.maximum(hidden, 0.0) @ self._logit[0] + self._logit[1])


def _person(memory: Memory) -> Reals:
    return memory.person[None].astype(np.float64)


def _mean(rows: Reals) -> Reals:
    return rows[0] if len(rows) == 1 else np.add.reduce(rows) / len(rows)


def _rows(values: Reals, count: int) -> Reals:
    """One row for all, or a row for each."""
    return values if len(values) == count else values.repeat(count, axis=0)


def _known(ids: Sequence[int], table: Reals) -> list[int]:
    """Rows of `table`; the first stands for whatever it has no name for."""
    return [one if one < len(table) else 0 for one in ids]
