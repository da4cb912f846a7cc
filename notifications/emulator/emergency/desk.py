"""What has been told to the emulated 119, and how it behaves."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Manner(StrEnum):
    """How the desk answers."""

    TAKES = "takes"
    REFUSES = "refuses"
    IS_AWAY = "is_away"
    LOSES_ANSWERS = "loses_answers"
    """It takes the event, and the answer is lost: it comes again."""


@dataclass
class Heard:
    """One event: the latest telling of it, and how often it was told."""

    reference: str
    body: dict[str, Any]
    at: float
    times: int = 1
    ending: dict[str, Any] | None = None


@dataclass
class Desk:
    """In memory. One event id is one dispatch, however often it is told."""

    now: Callable[[], float]
    manner: Manner = Manner.TAKES
    left: int | None = None
    """How many more answers are in this manner; None for all."""
    heard: dict[str, Heard] = field(default_factory=dict)
    called_off: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Ends of events that have not come: should they come, nobody sets out."""

    def behave(self) -> Manner:
        """The manner of the next answer."""
        manner = self.manner
        if self.left is not None:
            self.left -= 1
            if self.left <= 0:
                self.manner, self.left = Manner.TAKES, None
        return manner

    def take(self, body: dict[str, Any]) -> Heard:
        event_id = str(body["event_id"])
        known = self.heard.get(event_id)
        if known is not None:
            known.body, known.times = body, known.times + 1
            return known
        number = len(self.heard) + 1
        ending = self.called_off.pop(event_id, None)
        self.heard[event_id] = Heard(f"119-OSAN-{number:06d}", body, self.now(), ending=ending)
        return self.heard[event_id]

    def end(self, event_id: str, body: dict[str, Any]) -> str:
        """Whom they had sent turns round; a reference of the end."""
        known = self.heard.get(event_id)
        if known is None:
            self.called_off[event_id] = body
            return f"119-OSAN-{event_id[:8]}"
        known.ending = body
        return known.reference
