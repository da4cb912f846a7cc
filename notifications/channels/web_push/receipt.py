"""What a push service's answer means for a delivery: RFC 8030 §5 and §7, RFC 8292 §4."""

from collections.abc import Mapping
from datetime import datetime

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


def read(status: int, headers: Mapping[str, str], *, now: datetime) -> Receipt:
    """The receipt for one HTTP answer.

    404 and 410 both say that the subscription is over, the first by those who forget quickly.
    401 and 403 speak of our own statement: it is not the browser that is wrong.
    """
    wait_s = retry_after_s(headers.get("Retry-After"), now=now)
    match status:
        case 200 | 201 | 202 | 204:
            return Sent(headers.get("Location", ""))
        case 404 | 410:
            return Unregistered()
        case 401 | 403:
            return CredentialsRefused(f"http_{status}")
        case 429:
            return QuotaExceeded(wait_s)
        case 413:
            return Rejected("too_large")
        case 408:
            return Transient("http_408", wait_s)
        case _ if status >= 500:
            return Transient(f"http_{status}", wait_s)
        case _:
            return Rejected(f"http_{status}")
