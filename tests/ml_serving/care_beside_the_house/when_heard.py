"""When a home could be heard: the same that heartbeats tell the house, by arithmetic alone."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from domains.care.ports import Deaf, DeafCause

BEAT_MS: Final = 5 * 60_000
WORTH_MS: Final = 11 * 60_000
"""Of one heartbeat; the house's own word is `domains.care.homes.listening`."""
Span = tuple[int, int]


class WhenHeard:
    """Milliseconds since 1970. In `outages` nothing is sensed at all; in `held`, and while the
    doors of the house are shut, it waits in the home and comes in at the end."""

    def __init__(
        self, home: dict[str, Any], held: Sequence[Span], doors_shut: Sequence[Span]
    ) -> None:
        self._since, self._outages = home["since"], home["outages"]
        self._doors_shut, self._waits = doors_shut, sorted([*held, *doors_shut])

    def comes_in(self, at: int) -> int:
        for since, until in self._waits:
            if since <= at < until:
                at = until
        return at

    def deaf(self, since: int, now: int) -> Iterator[Deaf]:
        """From each heartbeat's worth to the next that is known."""
        until = max(since, self._since)
        for beat in self._beats(until - 2 * WORTH_MS, self._known_until(now)):
            if beat > until:
                yield Deaf(moment(until), moment(min(beat, now)), DeafCause.HOME)
            until = max(until, beat + WORTH_MS)
        if until < now:
            yield Deaf(moment(until), moment(now), DeafCause.HOME)
        for shut, opened in self._doors_shut:
            if shut < now and min(opened, now) > since:
                yield Deaf(moment(max(shut, since)), moment(min(opened, now)), DeafCause.OURS)

    def _known_until(self, now: int) -> int:
        """What came later than this waits still."""
        return min([now, *(a - 1 for a, b in self._waits if a <= now < b)])

    def _beats(self, since: int, until: int) -> Iterator[int]:
        first = max(0, -(-(since - self._since) // BEAT_MS))
        for beat in range(self._since + first * BEAT_MS, until + 1, BEAT_MS):
            if not any(out <= beat < back for out, back in self._outages):
                yield beat


def moment(ms: int) -> datetime:
    return datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=ms)
