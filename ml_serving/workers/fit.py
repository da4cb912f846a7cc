"""Whether a v2 request's tensors are those that a model takes, before the model sees them."""

from collections.abc import Sequence

from ml_serving.batching.ask import WireTensor
from ml_serving.contract import Refusal, TensorSpec


def misfit(specs: Sequence[TensorSpec], tensors: Sequence[WireTensor]) -> Refusal | None:
    """None where each tensor is one of `specs`, of its datatype and shape; -1 is any size.

    A missing one is left to the model: it may have a default.
    """
    by_name = {spec.name: spec for spec in specs}
    for tensor in tensors:
        spec = by_name.get(tensor.name)
        if spec is None:
            return Refusal("There is an input that the model has not.", _all(specs))
        if tensor.datatype is not spec.datatype:
            return Refusal(f"Input {spec.name} is {tensor.datatype}.", _one(spec))
        if not _fits(spec.shape, tensor.shape):
            return Refusal(f"Input {spec.name} is of another shape.", _one(spec))
    return None


def _fits(wanted: tuple[int, ...], given: tuple[int, ...]) -> bool:
    if len(wanted) != len(given):
        return False
    return all(size in (-1, other) for size, other in zip(wanted, given, strict=True))


def _one(spec: TensorSpec) -> str:
    return f"{spec.name}, {spec.datatype}, {list(spec.shape)} (-1 is any size)"


def _all(specs: Sequence[TensorSpec]) -> str:
    return "; ".join(map(_one, specs))
