"""`$inference_response`: JSON, and after it the outputs that were wanted as binary data."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from ml_serving.host import Answered, WireTensor
from ml_serving.http.message import JSON, OCTETS, Response
from ml_serving.http.oip.inference_request import InferenceRequest
from ml_serving.http.oip.shape import Unreadable
from ml_serving.http.oip.written_tensor import to_json
from ml_serving.http.provenance import provenance


def response_of(answered: Answered, request: InferenceRequest) -> Response:
    """Raises `Unreadable` for an output that there is not."""
    chosen = _chosen(answered.tensors, request)
    said: dict[str, Any] = {
        "model_name": answered.model,
        "model_version": answered.version,
        "parameters": _parameters(answered),
        "outputs": [_output(tensor, is_binary=is_binary) for tensor, is_binary in chosen],
    }
    if request.id:
        said["id"] = request.id
    head = orjson.dumps(said, option=orjson.OPT_SERIALIZE_NUMPY)
    binary = [tensor.data for tensor, is_binary in chosen if is_binary]
    headers = provenance(answered)
    if not binary:
        return Response(200, head, JSON, headers)
    headers[b"Inference-Header-Content-Length"] = b"%d" % len(head)
    return Response(200, b"".join((head, *binary)), OCTETS, headers)


def _chosen(
    tensors: Sequence[WireTensor], request: InferenceRequest
) -> Sequence[tuple[WireTensor, bool]]:
    if not request.outputs:
        return [(tensor, request.is_binary) for tensor in tensors]
    by_name = {tensor.name: tensor for tensor in tensors}
    for wanted in request.outputs:
        if wanted.name not in by_name:
            known = ", ".join(by_name)
            raise Unreadable(f"No output '{wanted.name[:80]}'. Expected of: {known}.")
    return [
        (by_name[each.name], request.is_binary if each.is_binary is None else each.is_binary)
        for each in request.outputs
    ]


def _output(tensor: WireTensor, *, is_binary: bool) -> Mapping[str, Any]:
    said = {"name": tensor.name, "datatype": tensor.datatype, "shape": tensor.shape}
    if is_binary:
        return {**said, "parameters": {"binary_data_size": len(tensor.data)}}
    return {**said, "data": to_json(tensor)}


def _parameters(answered: Answered) -> Mapping[str, Any]:
    """Parameters are strings, numbers and truths: an uncertainty that is more goes as JSON text."""
    said = {
        "register_id": answered.register_id,
        "latency_ms": round(answered.latency_s * 1e3, 3),
    }
    if answered.uncertainty != b"null":
        said["uncertainty"] = answered.uncertainty.decode()
    return said
