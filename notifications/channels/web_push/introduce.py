"""Say who pushes: one signed statement an origin (RFC 8292), made again when it has grown old."""

from datetime import datetime, timedelta

import jwt

from domains.kernel.clock import Clock
from notifications.channels.web_push.vapid_key import VapidKey

LIVES = timedelta(hours=12)
"""RFC 8292 §2: at most 24 hours; half of it leaves room for clocks that differ."""

EARLY = timedelta(hours=1)
MOST_ORIGINS = 200
"""The world has a handful of push services; whoever invents more gains nothing by it."""


class Introductions:
    """The `Authorization` header for each push service."""

    def __init__(self, key: VapidKey, *, contact: str, clock: Clock) -> None:
        self._key = key
        self._contact = contact
        self._clock = clock
        self._made: dict[str, tuple[datetime, str]] = {}

    def to(self, origin: str) -> str:
        """`vapid t=<JWT>, k=<our public key>`."""
        now = self._clock.now()
        until, header = self._made.get(origin, (now, ""))
        if now < until - EARLY:
            return header
        return self._make(origin, now)

    def _make(self, origin: str, now: datetime) -> str:
        until = now + LIVES
        claims = {"aud": origin, "exp": int(until.timestamp()), "sub": self._contact}
        token = jwt.encode(claims, self._key.private, algorithm="ES256")
        header = f"vapid t={token}, k={self._key.public}"
        if len(self._made) >= MOST_ORIGINS:
            self._made.clear()
        self._made[origin] = until, header
        return header
