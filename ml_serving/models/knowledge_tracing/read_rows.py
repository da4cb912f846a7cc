"""A request of tensors: rows of numbers, so that many learners fit one."""

from collections.abc import Sequence

import numpy as np

from ml_serving.contract import Datatype, Refusal, Tensor, Tensors, TensorSpec
from ml_serving.models.knowledge_tracing.catalogue import Question
from ml_serving.models.knowledge_tracing.item import (
    HIGHEST_ID,
    MOST_ANSWERS,
    MOST_ASKED,
    MOST_SKILLS,
    Answer,
    Item,
)
from ml_serving.models.knowledge_tracing.read_json import Open

INPUTS = (
    TensorSpec("state", Datatype.BYTES, (-1, 1)),
    TensorSpec("answers", Datatype.INT64, (-1, -1, 2 + MOST_SKILLS)),
    TensorSpec("ask", Datatype.INT64, (-1, -1, 1 + MOST_SKILLS)),
)
"""Columns: of an answer correct, problem, skills; of what is asked problem, skills. 0 stands for
no problem and for no skill; a row without a skill is padding. An empty state begins anew."""

EXPECTED = (
    f"state BYTES [n, 1], answers INT64 [n, up to {MOST_ANSWERS}, {2 + MOST_SKILLS}] "
    f"(correct 0 or 1, problem, {MOST_SKILLS} skills), ask INT64 [n, up to {MOST_ASKED}, "
    f"{1 + MOST_SKILLS}] (problem, {MOST_SKILLS} skills); ids from 1, 0 for none"
)


def read_rows(tensors: Tensors, *, open_state: Open) -> Sequence[Item] | Refusal:
    """All of them, or why none: a request of tensors is answered whole."""
    if set(tensors) != {spec.name for spec in INPUTS}:
        return Refusal("the tensors have other names", EXPECTED)
    state, answers, asked = (tensors[spec.name] for spec in INPUTS)
    if not _fits(state, answers, asked):
        return Refusal("a tensor has another shape or datatype, or ids out of range", EXPECTED)
    items = []
    for row in range(len(state)):
        item = _item(state[row, 0], answers[row], asked[row], open_state)
        if isinstance(item, Refusal):
            return Refusal(f"row {row + 1}: {item.reason}", item.expected)
        items.append(item)
    return items


def _fits(state: Tensor, answers: Tensor, asked: Tensor) -> bool:
    shapes = state.shape[1:], answers.shape[2:], asked.shape[2:]
    return (
        shapes == ((1,), (2 + MOST_SKILLS,), (1 + MOST_SKILLS,))
        and len(state) == len(answers) == len(asked) > 0
        and answers.shape[1] <= MOST_ANSWERS
        and asked.shape[1] <= MOST_ASKED
        and state.dtype == object
        and all(_ids(ids) for ids in (answers, asked))
        and bool((answers[..., 0] <= 1).all())
    )


def _ids(ids: Tensor) -> bool:
    return ids.dtype == np.int64 and bool(((ids >= 0) & (ids <= HIGHEST_ID)).all())


def _item(state: object, answers: Tensor, asked: Tensor, open_state: Open) -> Item | Refusal:
    memory = open_state(_text(state) or None)
    if isinstance(memory, Refusal):
        return memory
    heard = [(int(row[0]), _question(row[1:])) for row in answers]
    return Item(
        memory=memory,
        answers=tuple(Answer(question, correct) for correct, question in heard if question),
        asked=tuple(_question(row) for row in asked),
    )


def _text(state: object) -> str:
    return state.decode("ascii", "replace") if isinstance(state, bytes) else str(state)


def _question(row: Tensor) -> Question | None:
    skills = tuple(dict.fromkeys(int(skill) for skill in row[1:] if skill))
    return Question(skills, int(row[0])) if skills else None
