"""An answer as tensors: a value for every row that was asked, in its place."""

from collections.abc import Mapping, Sequence

import numpy as np

from ml_serving.contract import Datatype, Tensors, TensorSpec
from ml_serving.models.knowledge_tracing.item import MOST_SKILLS, Item
from ml_serving.models.knowledge_tracing.tracer import Mastery

OUTPUTS = (
    TensorSpec("state", Datatype.BYTES, (-1, 1)),
    TensorSpec("probabilities", Datatype.FP64, (-1, -1)),
    TensorSpec("mastery", Datatype.FP64, (-1, -1, MOST_SKILLS)),
    TensorSpec("mastery_deviation", Datatype.FP64, (-1, -1, MOST_SKILLS)),
)
"""`mastery` goes by the skills of each row of `ask`, in their order."""

NOTHING = -1.0
"""Stands where padding was asked for; a chance is never negative."""


def in_rows(
    item: Item, *, state: str, chances: Sequence[float], mastery: Mapping[int, Mastery]
) -> Tensors:
    """One item's outputs, without the batch axis."""
    rows = [row for row, question in enumerate(item.asked) if question]
    probabilities = np.full(len(item.asked), NOTHING)
    probabilities[rows] = chances
    held = np.full((2, len(item.asked), MOST_SKILLS), NOTHING)
    for row, question in enumerate(item.asked):
        for slot, skill in enumerate(question.skills if question else ()):
            held[:, row, slot] = mastery[skill].chance, mastery[skill].deviation
    return {
        "state": np.array([state.encode("ascii")], dtype=object),
        "probabilities": probabilities,
        "mastery": held[0],
        "mastery_deviation": held[1],
    }
