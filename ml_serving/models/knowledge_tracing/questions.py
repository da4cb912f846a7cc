"""Who answered what: the learners of an ASSISTments file, one entry for one question answered."""

import gzip
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

MOST_SKILLS = 4
"""No question of the files asks for more skills at once."""


@dataclass(frozen=True, slots=True)
class Learner:
    """One learner's questions in the order answered; column 0 of time is the first.

    `problem` [T], 0 where unknown; `skills` [T, MOST_SKILLS], 0 where there are fewer;
    `correct` [T], 0 or 1.
    """

    problem: NDArray[np.int64]
    skills: NDArray[np.int64]
    correct: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.correct)


def read_learners(path: Path, *, with_problems: bool) -> list[Learner]:
    """The learners of one gzipped file: four lines each (id; problems; skills; 0 or 1), three
    where the file knows no problems.

    Raises `ValueError` where the lines of a learner differ in length.
    """
    with gzip.open(path, "rt", encoding="ascii") as file:
        lines = [line for line in map(str.strip, file) if line]
    each = 4 if with_problems else 3
    return [_learner(lines[at + 1 : at + each]) for at in range(0, len(lines), each)]


def _numbers(line: str) -> list[int]:
    return [int(number) for number in line.strip(",").split(",")]


def _learner(lines: Sequence[str]) -> Learner:
    *named, skills, correct = map(_numbers, lines)
    problems = named[0] if named else [0] * len(skills)
    questions = list(merge_rows(zip(problems, skills, correct, strict=True)))
    return Learner(
        problem=np.array([problem for problem, _, _ in questions]),
        skills=np.array([_padded(asked) for _, asked, _ in questions]),
        correct=np.array([answer for _, _, answer in questions]),
    )


def merge_rows(rows: Iterator[tuple[int, int, int]]) -> Iterator[tuple[int, list[int], int]]:
    """Questions out of rows of (problem, skill, answer).

    ASSISTments 2009 writes a question of two skills as two rows with the same answer. Read as
    two questions, the first tells the second's answer: published figures rose by that. Rows in
    a row with one problem, one answer and a new skill each are therefore one question.
    """
    problem, skills, answer = 0, list[int](), 0
    for next_problem, skill, next_answer in rows:
        same = skills and next_problem and (next_problem, next_answer) == (problem, answer)
        if same and skill not in skills:
            skills.append(skill)
            continue
        if skills:
            yield problem, skills, answer
        problem, skills, answer = next_problem, [skill], next_answer
    if skills:
        yield problem, skills, answer


def _padded(skills: Sequence[int]) -> list[int]:
    return [*skills, *[0] * (MOST_SKILLS - len(skills))]
