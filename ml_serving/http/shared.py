"""What all connections of one listener share."""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from ml_serving.http.arriving import Bounds
from ml_serving.http.limits import Limits
from ml_serving.http.message import Answer

NEVER = float("inf")


class Cuttable(Protocol):
    """A connection, as far as its listener minds it. It may be cut when it is `due`, which is
    `NEVER` while its request is answered."""

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
        """Whether there is room for one more, or was made; it is minded either way."""
        self.connections.add(connection)
        self._is_empty.clear()
        return len(self.connections) <= self.limits.connections or self._made_room(connection)

    def leave(self, connection: Cuttable) -> None:
        self.connections.discard(connection)
        if not self.connections:
            self._is_empty.set()

    def _made_room(self, newcomer: Cuttable) -> bool:
        """Whoever would be cut first goes now: those who dawdle keep nobody out. Who is being
        answered stays."""
        others = (each for each in self.connections if each is not newcomer)
        first = min(others, key=lambda each: each.due, default=None)
        if first is None or first.due == NEVER:
            return False
        self.leave(first)
        first.cut()
        return True

    async def emptied(self) -> None:
        """Until the last connection is gone."""
        if self.connections:
            await self._is_empty.wait()

    def now(self) -> float:
        """Monotonic seconds, the loop's own."""
        return self.loop.time()
