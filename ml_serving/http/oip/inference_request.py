"""A v2 inference request as it was meant: `$inference_request` of the protocol."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ml_serving.host import TensorInput
from ml_serving.http.oip.shape import Unreadable
from ml_serving.http.oip.strict import NotStrict, read_strict
from ml_serving.http.oip.tensors import tensors_of
from ml_serving.http.wishes import Wishes, priority_of, within

MOST_JSON = 4 * 1024 * 1024
MOST_INPUTS = 32


@dataclass(frozen=True, slots=True)
class WantedOutput:
    """`is_binary` None follows the request's `binary_data_output`."""

    name: str
    is_binary: bool | None


@dataclass(frozen=True, slots=True)
class InferenceRequest:
    """`outputs` empty: all of them. `id` empty: none was given."""

    id: str
    content: TensorInput
    outputs: Sequence[WantedOutput]
    is_binary: bool
    wishes: Wishes


def read_request(body: bytes, *, header_length: int | None, wishes: Wishes) -> InferenceRequest:
    """Raises `Unreadable`. `header_length` is `Inference-Header-Content-Length`: the JSON comes
    first and the binary data after it; None means that all of it is JSON."""
    if header_length is not None and not 0 < header_length <= len(body):
        raise Unreadable(
            "Inference-Header-Content-Length does not fit the body. "
            f"Expected: 1 to {len(body)}, the bytes of JSON before the binary data."
        )
    view = memoryview(body)
    end = len(body) if header_length is None else header_length
    said = _object(view[:end])
    parameters = parameters_of(said, "the request")
    return InferenceRequest(
        id=_id(said),
        content=_content(said, view[end:]),
        outputs=_outputs(said),
        is_binary=parameters.get("binary_data_output") is True,
        wishes=_wishes(parameters, wishes),
    )


def _object(raw: memoryview) -> Mapping[str, Any]:
    if len(raw) > MOST_JSON:
        raise Unreadable(
            f"The JSON is over {MOST_JSON} bytes. Expected: large tensors as binary data."
        )
    try:
        said = read_strict(raw)
    except NotStrict as broken:
        raise Unreadable(f"The body is {broken}. Expected: a v2 inference request.") from broken
    if not isinstance(said, dict):
        raise Unreadable("The body is no inference request. Expected: a JSON object with inputs.")
    return said


def _id(said: Mapping[str, Any]) -> str:
    given = said.get("id", "")
    if not isinstance(given, str) or len(given) > 256:
        raise Unreadable("id. Expected: a string of at most 256 characters.")
    return given


def _content(said: Mapping[str, Any], binary: memoryview) -> TensorInput:
    inputs = said.get("inputs")
    if not isinstance(inputs, list) or not 1 <= len(inputs) <= MOST_INPUTS:
        raise Unreadable(f"inputs. Expected: a list of 1 to {MOST_INPUTS} tensors.")
    if not all(isinstance(each, dict) for each in inputs):
        raise Unreadable("inputs. Expected: objects with name, shape, datatype and data.")
    tensors = tensors_of(inputs, binary)
    if len({tensor.name for tensor in tensors}) != len(tensors):
        raise Unreadable("Two inputs have one name. Expected: each once.")
    if len({tensor.shape[0] for tensor in tensors}) != 1:
        raise Unreadable("Inputs differ in rows. Expected: the same first size in every shape.")
    return TensorInput(tensors, tensors[0].shape[0])


def _outputs(said: Mapping[str, Any]) -> Sequence[WantedOutput]:
    outputs = said.get("outputs", [])
    if not isinstance(outputs, list) or len(outputs) > MOST_INPUTS:
        raise Unreadable(f"outputs. Expected: a list of at most {MOST_INPUTS}.")
    return [_output(each) for each in outputs]


def _output(said: Any) -> WantedOutput:
    name = said.get("name") if isinstance(said, dict) else None
    if not isinstance(name, str):
        raise Unreadable("outputs. Expected: objects with a name.")
    parameters = parameters_of(said, f"output '{name[:80]}'")
    for unknown in ("classification", "shared_memory_region"):
        if unknown in parameters:
            raise Unreadable(f"The {unknown} extension is not spoken here.")
    is_binary = parameters.get("binary_data")
    return WantedOutput(name, is_binary if isinstance(is_binary, bool) else None)


def parameters_of(said: Mapping[str, Any], of: str) -> Mapping[str, Any]:
    """`$parameters`. Raises `Unreadable`."""
    parameters = said.get("parameters", {})
    if not isinstance(parameters, dict):
        raise Unreadable(f"parameters of {of}. Expected: an object.")
    return parameters


def _wishes(parameters: Mapping[str, Any], wishes: Wishes) -> Wishes:
    """Triton's schedule policy: `timeout` in microseconds, 0 for the default, and `priority`."""
    timeout, level = parameters.get("timeout", 0), parameters.get("priority", 0)
    if type(timeout) is not int or timeout < 0:
        raise Unreadable("timeout. Expected: whole microseconds.")
    if type(level) is not int or level < 0:
        raise Unreadable("priority. Expected: 1 (the highest), 2, 3, or 0 for the model's own.")
    if not timeout and not level:
        return wishes
    return Wishes(
        within(timeout, per_s=1e6) if timeout else wishes.within_s,
        priority_of(level) if level else wishes.priority,
    )
