"""What stands in the way of a change, as trouble."""

from http import HTTPStatus
from typing import assert_never

from ml_serving.host import NoSuchVersion, NotPossible
from ml_serving.http.message import Response, json_response
from ml_serving.http.trouble import Trouble


def change_trouble(change: NoSuchVersion | NotPossible) -> Trouble:
    match change:
        case NoSuchVersion(name=name, version=None):
            return _missing(f"Model not found: {name}", "ModelNotFoundException")
        case NoSuchVersion(name=name, version=version):
            message = f"Model version: {version} does not exist for model: {name}"
            return _missing(message, "ModelVersionNotFoundException")
        case NotPossible(reason=reason):
            return Trouble(HTTPStatus.CONFLICT, "ConflictStatusException", reason)
        case unreachable:
            assert_never(unreachable)


def _missing(message: str, kind: str) -> Trouble:
    return Trouble(HTTPStatus.NOT_FOUND, kind, message)


def status(code: int, said: str) -> Response:
    """TorchServe's `{"status"}`."""
    return json_response(code, {"status": said})
