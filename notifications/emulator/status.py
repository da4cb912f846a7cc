"""FCM's answers to a send that failed, in the shape of google.rpc.Status.

Source: FCM REST reference, `ErrorCode` and `FcmError`; google.rpc `Status`, `BadRequest`.
"""

from dataclasses import dataclass
from typing import Any

import orjson

FCM_ERROR = "type.googleapis.com/google.firebase.fcm.v1.FcmError"
BAD_REQUEST = "type.googleapis.com/google.rpc.BadRequest"
ERROR_INFO = "type.googleapis.com/google.rpc.ErrorInfo"


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer, ready to be written."""

    status: int
    body: bytes
    headers: tuple[tuple[bytes, bytes], ...] = ()
    content_type: bytes = b"application/json; charset=UTF-8"
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Violation:
    """A field of the request that FCM would not take, by its path."""

    field: str
    description: str


def accepted(name: str) -> Answer:
    """The message was taken: `projects/P/messages/ID`."""
    return Answer(200, b'{"name":' + orjson.dumps(name) + b"}", outcome="ACCEPTED")


def invalid_argument(violation: Violation) -> Answer:
    details: list[dict[str, Any]] = [
        {"@type": BAD_REQUEST, "fieldViolations": [_violation(violation)]},
        {"@type": FCM_ERROR, "errorCode": "INVALID_ARGUMENT"},
    ]
    message = f"{violation.field}: {violation.description}"
    return _status(400, "INVALID_ARGUMENT", message, details, outcome="INVALID_ARGUMENT")


def unregistered() -> Answer:
    return _fcm(404, "NOT_FOUND", "UNREGISTERED", "No app instance has this token any more.")


def sender_id_mismatch() -> Answer:
    text = "The token belongs to another sender."
    return _fcm(403, "PERMISSION_DENIED", "SENDER_ID_MISMATCH", text)


def quota_exceeded(retry_after_s: int) -> Answer:
    retry = (b"retry-after", str(retry_after_s).encode())
    text = "The sending limit is exceeded."
    return _fcm(429, "RESOURCE_EXHAUSTED", "QUOTA_EXCEEDED", text, retry)


def unavailable() -> Answer:
    return _fcm(503, "UNAVAILABLE", "UNAVAILABLE", "The service is unavailable at the moment.")


def internal() -> Answer:
    return _fcm(500, "INTERNAL", "INTERNAL", "An internal error happened.")


def third_party_auth_error() -> Answer:
    text = "The APNs certificate or web push key is missing or refused."
    return _fcm(401, "UNAUTHENTICATED", "THIRD_PARTY_AUTH_ERROR", text)


def bad_gateway() -> Answer:
    """What a proxy in between says: a page, not JSON."""
    page = b"<!doctype html><title>502</title><h1>Bad gateway</h1>"
    return Answer(502, page, content_type=b"text/html; charset=UTF-8", outcome="BAD_GATEWAY")


def unauthenticated() -> Answer:
    """No access token, or one that the token endpoint never issued or that expired."""
    details = [
        {"@type": ERROR_INFO, "reason": "CREDENTIALS_MISSING", "domain": "googleapis.com"},
    ]
    text = "The request carries no valid OAuth 2 access token."
    return _status(401, "UNAUTHENTICATED", text, details, outcome="UNAUTHENTICATED")


def _violation(violation: Violation) -> dict[str, str]:
    return {"field": violation.field, "description": violation.description}


def _fcm(code: int, status: str, error: str, text: str, *headers: tuple[bytes, bytes]) -> Answer:
    details = [{"@type": FCM_ERROR, "errorCode": error}]
    return _status(code, status, text, details, *headers, outcome=error)


def _status(
    code: int,
    status: str,
    text: str,
    details: list[dict[str, Any]],
    *headers: tuple[bytes, bytes],
    outcome: str,
) -> Answer:
    error = {"code": code, "message": text, "status": status, "details": details}
    return Answer(code, orjson.dumps({"error": error}), headers, outcome=outcome)
