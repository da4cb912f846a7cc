"""From what a sender wrote to the items a model predicts on, or to why not."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from ml_serving.batching.ask import RawInput, TensorInput
from ml_serving.contract import Model, Refusal
from ml_serving.workers.answer_frames import Late, Raised
from ml_serving.workers.batch_frames import Rider
from ml_serving.workers.encoding import misencoded
from ml_serving.workers.fit import misfit
from ml_serving.workers.out_of_memory import is_out_of_memory
from ml_serving.workers.tensors import as_arrays


@dataclass(frozen=True, slots=True)
class Read:
    """One item for each row."""

    items: Sequence[Any]


Reading: TypeAlias = Read | Refusal | Late | Raised


def read_rider(model: Model, rider: Rider, *, now: float) -> Reading:
    """A model that raises on an input fails that input only. Raises only for want of memory."""
    if rider.deadline <= now:
        return Late()
    try:
        return _read(model, rider.content)
    except Exception as error:
        if is_out_of_memory(error):
            raise
        return Raised(type(error).__name__)


def _read(model: Model, content: RawInput | TensorInput) -> Read | Refusal:
    if isinstance(content, RawInput):
        if (refusal := misencoded(content)) is not None:
            return refusal
        item = model.read(content.body, content.content_type)
        return item if isinstance(item, Refusal) else Read([item])
    unfit = misfit(model.inputs, content.tensors)
    if unfit is not None:
        return unfit
    arrays = as_arrays(content.tensors)
    if isinstance(arrays, Refusal):
        return arrays
    items = model.read_tensors(arrays)
    if isinstance(items, Refusal):
        return items
    if len(items) != content.rows:
        return Refusal(f"{len(items)} rows", f"{content.rows} rows, as the first axis says")
    return Read(items)
