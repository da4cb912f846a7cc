"""When to look at a line again."""

import asyncio
from collections.abc import Callable


class Nudge:
    """Calls `go` in this turn of the loop, or after a while; the last wish counts."""

    def __init__(self, go: Callable[[], None]) -> None:
        self._go = go
        self._loop = asyncio.get_running_loop()
        self._soon: asyncio.Handle | None = None
        self._later: asyncio.TimerHandle | None = None

    def soon(self) -> None:
        """After all that arrived in this turn stands in line."""
        if self._soon is None:
            self._soon = self._loop.call_soon(self._turn)

    def later(self, wait_s: float) -> None:
        if self._later is not None:
            self._later.cancel()
        self._later = self._loop.call_later(wait_s, self._go)

    def _turn(self) -> None:
        self._soon = None
        self._go()
