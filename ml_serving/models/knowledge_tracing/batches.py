"""Learners side by side: padded tensors, and each skill's own stream of questions within them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from ml_serving.models.knowledge_tracing.questions import MOST_SKILLS, Learner
from ml_serving.models.knowledge_tracing.streams import Streams, streams_of


@dataclass(frozen=True, slots=True)
class Batch:
    """[B, T] learners by time, [B, T, K] their questions' skills; 0 is padding or unknown.

    `row` is the question's number in its whole split, -1 where it is padding or only there for
    what came before.
    """

    problem: Tensor
    skills: Tensor
    correct: Tensor
    row: Tensor
    lengths: Tensor
    streams: Streams

    @property
    def tagged(self) -> Tensor:
        """[B, T, K], 1 where a skill stands; every row of a padded question is 0."""
        return (self.skills > 0).float()


@dataclass(frozen=True, slots=True)
class Window:
    """Cuts long histories for models that cannot carry a memory: `length` questions at most, of
    which the last `fresh` are counted where others came before."""

    length: int
    fresh: int


@dataclass(frozen=True, slots=True)
class _Piece:
    learner: Learner
    row: np.ndarray


def batches_of(
    learners: Sequence[Learner],
    *,
    questions_each: int,
    rng: np.random.Generator,
    window: Window | None = None,
) -> list[Batch]:
    """Batches of about as many questions each, of learners with histories about as long."""
    pieces = list(_pieces(learners, window))
    rng.shuffle(pieces)
    pieces.sort(key=lambda piece: len(piece.row))
    return [_batch(group) for group in _groups(pieces, questions_each)]


def _pieces(learners: Sequence[Learner], window: Window | None) -> Iterator[_Piece]:
    first = 0
    for learner in learners:
        rows = np.arange(first, first + len(learner))
        first += len(learner)
        yield from _cut(learner, rows, window) if window else [_Piece(learner, rows)]


def _cut(learner: Learner, rows: np.ndarray, window: Window) -> Iterator[_Piece]:
    yield _slice(learner, rows[: window.length], slice(0, window.length))
    for fresh in range(window.length, len(learner), window.fresh):
        end = min(fresh + window.fresh, len(learner))
        here = slice(max(0, end - window.length), end)
        yield _slice(learner, np.where(rows < rows[fresh], -1, rows)[here], here)


def _slice(learner: Learner, rows: np.ndarray, here: slice) -> _Piece:
    cut = Learner(learner.problem[here], learner.skills[here], learner.correct[here])
    return _Piece(cut, rows)


def _groups(pieces: Sequence[_Piece], questions_each: int) -> Iterator[list[_Piece]]:
    group: list[_Piece] = []
    for piece in pieces:
        group.append(piece)
        if len(group) * len(piece.row) >= questions_each:
            yield group
            group = []
    if group:
        yield group


def _batch(group: Sequence[_Piece]) -> Batch:
    shape = (len(group), max(len(piece.row) for piece in group))
    problem, correct, row = (np.full(shape, value) for value in (0, 0, -1))
    skills = np.zeros((*shape, MOST_SKILLS), dtype=np.int64)
    for at, piece in enumerate(group):
        here = (at, slice(0, len(piece.row)))
        problem[here], skills[here] = piece.learner.problem, piece.learner.skills
        correct[here], row[here] = piece.learner.correct, piece.row
    return Batch(
        problem=torch.from_numpy(problem),
        skills=torch.from_numpy(skills),
        correct=torch.from_numpy(correct).float(),
        row=torch.from_numpy(row),
        lengths=torch.tensor([len(piece.row) for piece in group]),
        streams=streams_of(skills),
    )
