"""Answers to what was not read far enough to be anybody's call.

They are in TorchServe's shape and in that of the Open Inference Protocol at once (`error`): either
client may have sent it.
"""

from ml_serving.http.message import Response, json_response


def too_large(bound: int) -> Response:
    """413, with the bound in bytes."""
    message = f"The body is too large: at most {bound} bytes are read at this address."
    return refusal(413, "RequestEntityTooLargeException", message)


def head_too_large(bound: int, headers: int) -> Response:
    message = f"The head is too large: at most {bound} bytes and {headers} headers are read."
    return refusal(431, "RequestHeaderFieldsTooLargeException", message)


def malformed() -> Response:
    message = "This is no well-formed HTTP/1.1 request (RFC 9112)."
    return refusal(400, "BadRequestException", message)


def without_host() -> Response:
    return refusal(400, "BadRequestException", "An HTTP/1.1 request has a Host header.")


def no_tunnel() -> Response:
    return refusal(405, "MethodNotAllowedException", "CONNECT is not offered here.")


def too_many_connections() -> Response:
    return refusal(503, "ServiceUnavailableException", "Too many connections; try again.")


def too_much_at_once() -> Response:
    message = "Too many bytes wait to be answered; try again."
    return refusal(503, "ServiceUnavailableException", message)


def broken() -> Response:
    """A fault of ours, of which a stranger is told nothing more."""
    return refusal(500, "InternalServerException", "The server failed at this request.")


def refusal(code: int, kind: str, message: str) -> Response:
    """Both shapes in one."""
    headers = {b"retry-after": b"1"} if code == 503 else {}
    said = {"code": code, "type": kind, "message": message, "error": message}
    return json_response(code, said, headers=headers)
