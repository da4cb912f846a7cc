"""What a tracker app is told, in status codes that it understands.

OwnTracks for Android and Traccar Client repeat a message until they get a 2xx, and everything
behind it waits; OwnTracks for iOS drops a message on 4xx and keeps it on 5xx. So:

- what would fail for ever (malformed, unbelievable, not consented to) is answered 200 and
  dropped, with the reasons in `Osan-Refused` for whoever reads headers. A refusal for want of
  consent above all: a 403 would keep the positions of the withdrawn days queued on the phone
  and deliver them the moment consent returns;
- what a person can mend (a mistyped secret) is 401, and what time mends is 429 or 503 with
  Retry-After: the phone keeps its points.
"""

from collections import Counter
from collections.abc import Sequence
from typing import assert_never

from starlette.responses import Response

from api.rest.ingest.door import (
    ConsentMissing,
    DoorOutcome,
    Heard,
    Taken,
    TooMany,
    UnknownDevice,
)
from domains.commute.public import RefusedFix

ACCEPTED = "osan-accepted"
REFUSED = "osan-refused"
CHALLENGE = 'Basic realm="Osan Talk tracker", charset="UTF-8"'
RETRY_AFTER_S = 15


class Dialect:
    """How one protocol words its answers."""

    def __init__(self, *, media_type: str, ok: bytes, stop: bytes) -> None:
        self._media_type = media_type
        self._ok = ok
        self._stop = stop

    def answer(self, outcome: DoorOutcome, heard: Heard) -> Response:
        """The answer to a request that the door has seen."""
        match outcome:
            case Taken(accepted=accepted, refused=refused):
                return self._taken(accepted, (*heard.refused, *refused))
            case ConsentMissing():
                return self._say(200, self._stop, {REFUSED: f"consent_missing={len(heard)}"})
            case UnknownDevice():
                return self.unknown()
            case TooMany(retry_after_s=seconds):
                return self._say(429, self._ok, {"retry-after": str(seconds)})
            case unreachable:
                assert_never(unreachable)

    def unknown(self) -> Response:
        """No credential, or not one of ours."""
        return self._say(401, self._ok, {"www-authenticate": CHALLENGE})

    def too_large(self) -> Response:
        return self._say(413, self._ok, {"connection": "close"})

    def unavailable(self) -> Response:
        return self._say(503, self._ok, {"retry-after": str(RETRY_AFTER_S)})

    def _taken(self, accepted: int, refused: Sequence[RefusedFix]) -> Response:
        headers = {ACCEPTED: str(accepted)}
        if refused:
            headers[REFUSED] = counted(refused)
        return self._say(200, self._ok, headers)

    def _say(self, status: int, body: bytes, headers: dict[str, str]) -> Response:
        return Response(body, status, headers, self._media_type)


def counted(refused: Sequence[RefusedFix]) -> str:
    """Refusals as a header value: `future_dated=1, malformed=2`."""
    by_reason = Counter(one.reason for one in refused)
    return ", ".join(f"{reason}={count}" for reason, count in sorted(by_reason.items()))
