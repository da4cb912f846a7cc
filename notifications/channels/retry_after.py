"""`Retry-After`, in either form of RFC 9110 §10.2.3."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def retry_after_s(header: str | None, *, now: datetime) -> float | None:
    """Seconds to wait; None when the header is absent or unreadable."""
    if header is None:
        return None
    try:
        if header.strip().isdigit():
            return float(header)
        at = parsedate_to_datetime(header)
    except (ValueError, TypeError):
        return None
    return max(0.0, (at.replace(tzinfo=at.tzinfo or UTC) - now).total_seconds())
