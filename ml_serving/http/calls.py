"""What each listener offers: for `OPTIONS /`, which is TorchServe's way to ask for OpenAPI."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from ml_serving.http.message import Response, json_response

Call: TypeAlias = tuple[str, str, str]
"""Method, path, what it does."""

INFERENCE: Sequence[Call] = (
    ("get", "/ping", "Health of the server"),
    ("post", "/predictions/{model_name}", "A prediction of the default version"),
    ("post", "/predictions/{model_name}/{model_version}", "A prediction of one version"),
    ("post", "/v1/models/{model_name}:predict", "Predictions in KServe's first protocol"),
    ("get", "/v2", "Metadata of the server"),
    ("get", "/v2/health/live", "Whether the server takes requests"),
    ("get", "/v2/health/ready", "Whether every model answers"),
    ("get", "/v2/models/{model_name}", "Metadata of a model"),
    ("get", "/v2/models/{model_name}/ready", "Whether a model answers"),
    ("get", "/v2/models/{model_name}/config", "Configuration of a model"),
    ("get", "/v2/models/{model_name}/stats", "Counts of a model"),
    ("post", "/v2/models/{model_name}/infer", "A prediction from tensors"),
    ("post", "/v2/repository/index", "The versions that are here"),
)

MANAGEMENT: Sequence[Call] = (
    ("get", "/models", "The models, a page at a time"),
    ("post", "/models", "Register an archive"),
    ("get", "/models/{model_name}", "Describe the default version"),
    ("put", "/models/{model_name}", "Scale workers"),
    ("delete", "/models/{model_name}", "Unregister"),
    ("get", "/models/{model_name}/{model_version}", "Describe one version, or all"),
    ("put", "/models/{model_name}/{model_version}", "Scale workers of one version"),
    ("delete", "/models/{model_name}/{model_version}", "Unregister one version"),
    ("put", "/models/{model_name}/{model_version}/set-default", "Make a version the default"),
    ("post", "/v2/repository/index", "The versions that are here"),
    ("post", "/v2/repository/models/{model_name}/load", "Load the newest archive of a name"),
    ("post", "/v2/repository/models/{model_name}/unload", "Unregister every version of a name"),
)


def api_description(title: str, version: str, calls: Sequence[Call]) -> Response:
    """OpenAPI 3.0.1."""
    paths: dict[str, dict[str, Any]] = {}
    for method, path, summary in calls:
        paths.setdefault(path, {})[method] = _operation(path, summary)
    info = {"title": title, "version": version}
    return json_response(200, {"openapi": "3.0.1", "info": info, "paths": paths})


def _operation(path: str, summary: str) -> Mapping[str, Any]:
    names = [piece.split("}")[0] for piece in path.split("{")[1:]]
    return {
        "summary": summary,
        "parameters": [
            {"in": "path", "name": name, "required": True, "schema": {"type": "string"}}
            for name in names
        ],
        "responses": {"200": {"description": summary}},
    }
