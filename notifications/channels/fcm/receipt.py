"""What FCM's answer means for a delivery.

Source: FCM HTTP v1, "FcmError" and "ErrorCode"; google.rpc `QuotaFailure`; `Retry-After` per
RFC 9110 §10.2.3.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import orjson

from domains.kernel.clock import Clock
from infra.wire import Answer
from notifications.channels.retry_after import retry_after_s
from notifications.ports import (
    CredentialsRefused,
    QuotaExceeded,
    Receipt,
    Rejected,
    Sent,
    Transient,
    Unregistered,
)

FCM_ERROR: Final = "type.googleapis.com/google.firebase.fcm.v1.FcmError"
QUOTA_FAILURE: Final = "type.googleapis.com/google.rpc.QuotaFailure"

SENDER_ID_MISMATCH: Final = "SENDER_ID_MISMATCH"
THIRD_PARTY: Final = frozenset({"THIRD_PARTY_AUTH_ERROR", "APNS_AUTH_ERROR"})
"""What Apple must accept of us is wrong: no iPhone is rung, every other phone is."""


def read(answer: Answer, *, clock: Clock) -> Receipt:
    """The receipt for one HTTP answer; the clock is for a `Retry-After` that is a date."""
    if answer.status == 200:
        return _sent(_parse(answer.body))
    code = _error_code(_parse(answer.body))
    wait_s = retry_after_s(answer.header("retry-after"), now=clock.now())
    match answer.status, code:
        case (404, "UNREGISTERED"):
            return Unregistered()
        case (_, "SENDER_ID_MISMATCH" | "THIRD_PARTY_AUTH_ERROR" | "APNS_AUTH_ERROR"):
            return CredentialsRefused(code)
        case (401 | 403 | 404, _):
            return CredentialsRefused(code or f"http_{answer.status}")
        case (429, _) | (_, "QUOTA_EXCEEDED"):
            return QuotaExceeded(wait_s)
        case (408, _):
            return Transient("http_408", wait_s)
        case (status, _) if status >= 500:
            return Transient(code or f"http_{status}", wait_s)
        case (status, _):
            return Rejected(code or f"http_{status}")


def whose_quota(answer: Answer) -> str | None:
    """`project` or `device`, where a refusal for a quota says whose it was."""
    for detail in _details(_parse(answer.body)):
        if detail.get("@type") == QUOTA_FAILURE:
            for violation in detail.get("violations") or ():
                return str(violation.get("subject", "")).partition(":")[0] or None
    return None


def _sent(answer: Mapping[str, Any]) -> Receipt:
    name = answer.get("name")
    return Sent(name) if isinstance(name, str) else Transient("unreadable_answer")


def _parse(body: bytes) -> Mapping[str, Any]:
    try:
        answer = orjson.loads(body)
    except orjson.JSONDecodeError:
        return {}
    return answer if isinstance(answer, dict) else {}


def _error_code(answer: Mapping[str, Any]) -> str | None:
    """FCM's own code where it gives one, else Google's canonical status."""
    for detail in _details(answer):
        if detail.get("@type") == FCM_ERROR:
            return str(detail.get("errorCode"))
    error = answer.get("error")
    status = error.get("status") if isinstance(error, dict) else None
    return str(status) if status else None


def _details(answer: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    error = answer.get("error")
    details = error.get("details") if isinstance(error, dict) else None
    for detail in details if isinstance(details, list) else ():
        if isinstance(detail, dict):
            yield detail
