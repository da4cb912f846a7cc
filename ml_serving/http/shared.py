"""What all connections of one listener share."""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from ml_serving.http.arriving import Bounds
from ml_serving.http.limits import Limits
from ml_serving.http.message import Answer


class Cuttable(Protocol):
    """A connection, as far as its listener minds it."""

    due: float

    def rest(self) -> None: ...

    def cut(self) -> None: ...


@dataclass(slots=True)
class Shared:
    """`held`: bytes of bodies in memory now. `failed` hears of faults; nothing of a request's
    body is told. `statuses` counts answers by status, for the metrics."""

    answer: Answer
    limits: Limits
    bounds: Bounds
    loop: asyncio.AbstractEventLoop
    failed: Callable[[object], None]
    date: bytes = b""
    held: int = 0
    is_draining: bool = False
    connections: set[Cuttable] = field(default_factory=set)
    statuses: Counter[int] = field(default_factory=Counter)
    _is_empty: asyncio.Event = field(default_factory=asyncio.Event)

    def admit(self, connection: Cuttable) -> bool:
        """Whether there is room for one more; it is minded either way."""
        self.connections.add(connection)
        self._is_empty.clear()
        return len(self.connections) <= self.limits.connections

    def leave(self, connection: Cuttable) -> None:
        self.connections.discard(connection)
        if not self.connections:
            self._is_empty.set()

    async def emptied(self) -> None:
        """Until the last connection is gone."""
        if self.connections:
            await self._is_empty.wait()

    def now(self) -> float:
        """Monotonic seconds, the loop's own."""
        return self.loop.time()
