"""The push emulator's own word: who showed what how often, and what arrived when."""

from dataclasses import dataclass
from typing import Any
from urllib.request import Request, urlopen

import orjson


@dataclass(frozen=True, slots=True)
class Tally:
    """One event. `first_at`, `last_at`: Unix seconds of sends that arrived, whatever their fate."""

    attempts: int
    first_at: float
    last_at: float
    accepted_once: int
    accepted_more: int
    shown_once: int
    shown_more: int
    shown_never: int


class Witness:
    """The emulator's control API at `url`."""

    def __init__(self, url: str) -> None:
        self._url = url

    @property
    def send_url(self) -> str:
        return f"{self._url}/v1/projects/osan-dev/messages:send"

    def reset(self) -> None:
        self._ask("/control/reset", {})

    def behave(self, *rules: dict[str, object]) -> None:
        self._ask("/control/behaviour", {"rules": list(rules)})

    def wire(self, **order: object) -> Any:
        return self._ask("/control/wire", order or None)

    def counts(self) -> dict[str, int]:
        counts: dict[str, int] = self._ask("/control/counters")["counts"]
        return counts

    def attempts(self) -> int:
        """Sends since the last reset, whatever their fate."""
        return self.counts().get("requests", 0)

    def tally(self, event_id: str) -> Tally | None:
        """None before the first send of that event."""
        events = self._ask(f"/control/tally?event_id={event_id}")["events"]
        return _tally(events[0]) if events else None

    def tallies(self) -> dict[str, Tally]:
        events = self._ask("/control/tally")["events"]
        return {event["event_id"]: _tally(event) for event in events}

    def shown(self, event_id: str) -> dict[str, int]:
        """How often each phone that met the event showed it."""
        lines = self._read(f"/control/tally/tokens?event_id={event_id}").decode().splitlines()
        return {token: int(count) for token, _, count in (line.rpartition(" ") for line in lines)}

    def dead(self) -> set[str]:
        """Tokens whose app is gone."""
        return set(self._read("/control/dead").decode().split())

    def most_within(self, window_s: float) -> int:
        """The most sends that arrived in any window of this length, refused ones too."""
        return int(self._ask(f"/control/arrivals?window_s={window_s}")["most"])

    def arrivals(self) -> dict[int, int]:
        """Sends by tenth of a second."""
        return dict(self._ask("/control/arrivals?buckets=1")["buckets"])

    def last_message(self) -> dict[str, Any]:
        """As it was sent."""
        seq = self._ask("/control/counters")["seq"]
        [entry] = self._ask(f"/control/log?since={seq - 1}&limit=1")["entries"]
        message: dict[str, Any] = entry["message"]
        return message

    def _ask(self, path: str, order: dict[str, object] | None = None) -> Any:
        raw = self._read(path, order)
        return orjson.loads(raw) if raw else None

    def _read(self, path: str, order: dict[str, object] | None = None) -> bytes:
        body = None if order is None else orjson.dumps(order)
        with urlopen(Request(f"{self._url}{path}", data=body), timeout=60) as answer:
            raw: bytes = answer.read()
        return raw


def _tally(event: dict[str, Any]) -> Tally:
    return Tally(
        attempts=event["attempts"],
        first_at=event["first_at"],
        last_at=event["last_at"],
        accepted_once=event["accepted"]["once"],
        accepted_more=event["accepted"]["more"],
        shown_once=event["shown"]["once"],
        shown_more=event["shown"]["more"],
        shown_never=event["shown"]["none"],
    )
