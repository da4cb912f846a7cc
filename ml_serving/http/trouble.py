"""What went otherwise than asked, before it is put in the words of TorchServe or of v2."""

from dataclasses import dataclass
from http import HTTPStatus
from math import ceil
from typing import assert_never

from ml_serving.host import Crashed, Failed, Full, NotReady, Refused, TooLate, Unknown
from ml_serving.http.message import Response, json_response


@dataclass(frozen=True, slots=True)
class Trouble:
    """`kind` is TorchServe's name for it. `retry_after_s` where asking again may help."""

    status: HTTPStatus
    kind: str
    message: str
    retry_after_s: float | None = None


NotAnswered = Refused | Unknown | NotReady | Full | TooLate | Crashed | Failed


def bad_request(message: str) -> Trouble:
    """400: the message says what was expected."""
    return Trouble(HTTPStatus.BAD_REQUEST, "BadRequestException", message)


def trouble_of(outcome: NotAnswered, *, name: str, here: str) -> Trouble:
    """`here` names the models that exist, for one who asked for another."""
    match outcome:
        case Refused(reason=reason, expected=expected):
            return bad_request(f"{reason.rstrip('.')}. Expected: {expected}")
        case Unknown(version=None):
            return not_found(name, here)
        case Unknown(version=version):
            return version_not_found(name, str(version), here)
        case NotReady(retry_after_s=wait):
            return unavailable(f'Model "{name}" has no worker that is ready.', wait)
        case Crashed(retry_after_s=wait):
            return unavailable(f'A worker of "{name}" ended; asking again is safe.', wait)
        case Full(retry_after_s=wait):
            message = f'The queue of "{name}" is full.'
            return Trouble(HTTPStatus.TOO_MANY_REQUESTS, "TooManyRequestsException", message, wait)
        case TooLate():
            message = f'The deadline passed before "{name}" could answer.'
            return Trouble(HTTPStatus.GATEWAY_TIMEOUT, "RequestTimeoutException", message)
        case Failed(reason=reason):
            message = f'Model "{name}" failed at this input ({reason}).'
            return Trouble(HTTPStatus.INTERNAL_SERVER_ERROR, "InternalServerException", message)
        case unreachable:
            assert_never(unreachable)


def not_found(name: str, here: str) -> Trouble:
    message = f"Model not found: {name[:80]}. Here are: {here}"
    return Trouble(HTTPStatus.NOT_FOUND, "ModelNotFoundException", message)


def version_not_found(name: str, version: str, here: str) -> Trouble:
    message = (
        f"Model version: {version[:80]} does not exist for model: {name[:80]}. Here are: {here}"
    )
    return Trouble(HTTPStatus.NOT_FOUND, "ModelVersionNotFoundException", message)


def unavailable(message: str, retry_after_s: float) -> Trouble:
    status = HTTPStatus.SERVICE_UNAVAILABLE
    return Trouble(status, "ServiceUnavailableException", message, retry_after_s)


def no_address(path: tuple[str, ...]) -> Trouble:
    message = f"Nothing is at /{'/'.join(path)[:200]}; OPTIONS / lists what is."
    return Trouble(HTTPStatus.NOT_FOUND, "ResourceNotFoundException", message)


def in_torchserve(trouble: Trouble) -> Response:
    """`{"code", "type", "message"}`."""
    said = {"code": trouble.status, "type": trouble.kind, "message": trouble.message}
    return json_response(trouble.status, said, headers=_headers(trouble))


def in_v2(trouble: Trouble) -> Response:
    """`{"error"}`."""
    return json_response(trouble.status, {"error": trouble.message}, headers=_headers(trouble))


def method_not_allowed(allowed: str, *, is_v2: bool = False) -> Response:
    """405 with the methods that are."""
    message = f"Requested method is not allowed; expected {allowed}."
    trouble = Trouble(HTTPStatus.METHOD_NOT_ALLOWED, "MethodNotAllowedException", message)
    said = in_v2(trouble) if is_v2 else in_torchserve(trouble)
    return Response(said.status, said.body, headers={b"allow": allowed.encode()})


def _headers(trouble: Trouble) -> dict[bytes, bytes]:
    if trouble.status is HTTPStatus.UNAUTHORIZED:
        return {b"www-authenticate": b"Bearer"}
    if trouble.retry_after_s is None:
        return {}
    return {b"retry-after": b"%d" % max(1, ceil(trouble.retry_after_s))}
