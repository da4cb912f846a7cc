"""What FCM's answer means for a delivery.

Source: FCM HTTP v1, "FcmError" and "ErrorCode"; `Retry-After` per RFC 9110 §10.2.3.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import orjson

from notifications.ports import (
    CredentialsRefused,
    QuotaExceeded,
    Receipt,
    Rejected,
    Sent,
    Transient,
    Unregistered,
)

FCM_ERROR = "type.googleapis.com/google.firebase.fcm.v1.FcmError"


def read(status: int, headers: Mapping[str, str], body: bytes, *, now: datetime) -> Receipt:
    """The receipt for one HTTP answer."""
    answer = _parse(body)
    if status == 200:
        return _sent(answer)
    code = _error_code(answer)
    wait_s = retry_after_s(headers.get("Retry-After"), now=now)
    match status, code:
        case (404, "UNREGISTERED"):
            return Unregistered()
        case (_, "SENDER_ID_MISMATCH" | "THIRD_PARTY_AUTH_ERROR" | "APNS_AUTH_ERROR"):
            return CredentialsRefused(code)
        case (401 | 403 | 404, _):
            return CredentialsRefused(code or f"http_{status}")
        case (429, _) | (_, "QUOTA_EXCEEDED"):
            return QuotaExceeded(wait_s)
        case (408, _):
            return Transient("http_408", wait_s)
        case _ if status >= 500:
            return Transient(code or f"http_{status}", wait_s)
        case _:
            return Rejected(code or f"http_{status}")


def retry_after_s(header: str | None, *, now: datetime) -> float | None:
    """Seconds to wait, from either form of the header; None when absent or unreadable."""
    if header is None:
        return None
    try:
        if header.strip().isdigit():
            return float(header)
        at = parsedate_to_datetime(header)
    except (ValueError, TypeError):
        return None
    return max(0.0, (at.replace(tzinfo=at.tzinfo or UTC) - now).total_seconds())


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
    error = answer.get("error")
    if not isinstance(error, dict):
        return None
    for detail in error.get("details") or ():
        if detail.get("@type") == FCM_ERROR:
            return str(detail.get("errorCode"))
    status = error.get("status")
    return str(status) if status else None
