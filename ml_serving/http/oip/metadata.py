"""Health, server metadata, model metadata, configuration and statistics of v2."""

from collections.abc import Mapping, Sequence
from typing import Any

from ml_serving.contract import TensorSpec
from ml_serving.host import Description, ModelHost, VersionState
from ml_serving.http.message import Response, json_response
from ml_serving.http.trouble import in_v2, not_found, version_not_found

SERVER = "osan-talk-model-server"
EXTENSIONS = (
    "binary_tensor_data",
    "model_configuration",
    "model_repository",
    "schedule_policy",
    "statistics",
)


def server_metadata(version: str) -> Response:
    return json_response(200, {"name": SERVER, "version": version, "extensions": EXTENSIONS})


def health(*, is_well: bool) -> Response:
    """200 is true; 400 is false, with no body, as the protocol has it."""
    return Response(200 if is_well else 400)


def found(host: ModelHost, name: str, version: str | None) -> Sequence[Description] | Response:
    """The default version, or the one that was named; 404 in v2's words otherwise."""
    of_name = host.describe(name)
    if not of_name:
        here = ", ".join(sorted({each.name for each in host.describe()})) or "no models"
        return in_v2(not_found(name, here))
    chosen = [each for each in of_name if _is_meant(each, version)]
    if not chosen:
        here = ", ".join(each.version for each in of_name)
        return in_v2(version_not_found(name, version or "default", here))
    return chosen


def _is_meant(each: Description, version: str | None) -> bool:
    return each.is_default if version is None else each.version == version


def model_metadata(host: ModelHost, name: str, version: str | None) -> Response:
    chosen = found(host, name, version)
    if isinstance(chosen, Response):
        return chosen
    model = chosen[0]
    versions = [each.version for each in host.describe(name) if _answers(each)]
    said = {
        "name": name,
        "versions": versions,
        "platform": "pytorch",
        "inputs": [_tensor(each) for each in model.inputs],
        "outputs": [_tensor(each) for each in model.outputs],
        "parameters": {"register_id": model.register_id, "sha256": model.sha256},
    }
    return json_response(200, said)


def _answers(each: Description) -> bool:
    return each.state is VersionState.READY


def _tensor(spec: TensorSpec) -> Mapping[str, Any]:
    return {"name": spec.name, "datatype": spec.datatype, "shape": spec.shape}
