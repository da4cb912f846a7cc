"""What the provider's answer means for a delivery: the table of README.md."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import orjson

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

REASON: Final = re.compile(r"[a-z0-9_]{1,40}")
NO_SUCH_NUMBER: Final = "no_such_number"


def read(status: int, headers: Mapping[str, str], body: bytes, *, now: datetime) -> Receipt:
    """The receipt for one HTTP answer."""
    answer = _parse(body)
    reason = reason_of(answer) or f"http_{status}"
    wait_s = retry_after_s(headers.get("Retry-After"), now=now)
    match status:
        case 200 | 201 | 202:
            return Sent(str(answer.get("id", ""))[:200])
        case 404 if reason == NO_SUCH_NUMBER:
            return Unregistered()
        case 401 | 403 | 404:
            return CredentialsRefused(reason)
        case 429:
            return QuotaExceeded(wait_s)
        case 408:
            return Transient(reason, wait_s)
        case _ if status >= 500:
            return Transient(reason, wait_s)
        case _:
            return Rejected(reason)


def reason_of(answer: Mapping[str, Any]) -> str | None:
    """A word, and nothing that somebody might have put names into."""
    reason = answer.get("reason")
    return reason if isinstance(reason, str) and REASON.fullmatch(reason) else None


def _parse(body: bytes) -> Mapping[str, Any]:
    try:
        answer = orjson.loads(body)
    except orjson.JSONDecodeError:
        return {}
    return answer if isinstance(answer, dict) else {}
