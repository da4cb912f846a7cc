"""Keeps parts alive: one that ends is started again, later each time it ends soon."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from api.up.part import Part
from infra.embedded import EmbeddedFailureError

_SHORTEST_S, _LONGEST_S = 0.5, 15.0
_STEADY_S = 30.0
"""A part that lived this long starts again from the shortest wait."""


Kept = TypeVar("Kept", bound=Part)


@dataclass
class Keeper(Generic[Kept]):
    """Watches one part."""

    part: Kept
    tell: Callable[[str], None]
    wait_s: float = _SHORTEST_S
    ends: int = 0
    """How often it ended since it last was steady."""
    _since: float = field(default_factory=time.monotonic)
    _again_at: float | None = None

    def look(self) -> None:
        """Call often: notices an end, and starts the part again when its wait is over."""
        now = time.monotonic()
        if self.part.alive:
            if self.ends and now - self._since > _STEADY_S:
                self.ends, self.wait_s = 0, _SHORTEST_S
        elif self._again_at is None:
            self._note_the_end(now)
        elif now >= self._again_at:
            self._start_again(now)

    def _note_the_end(self, now: float) -> None:
        self.ends += 1
        self._again_at = now + self.wait_s
        self.tell(f"{self.part.name} ended; starting it again in {self.wait_s:g} s")
        self.wait_s = min(self.wait_s * 2, _LONGEST_S)

    def _start_again(self, now: float) -> None:
        self._again_at, self._since = None, now
        try:
            self.part.start()
        except (EmbeddedFailureError, OSError) as failure:
            self.tell(f"{self.part.name}: {failure}")
