"""What one process need not work out again: parsed states, and fences by their version."""

from collections import OrderedDict
from datetime import datetime
from typing import Generic, TypeVar
from uuid import UUID

from domains.commute.crossing import FenceIndex, TrackState
from domains.commute.fences import fences_of
from domains.commute.judge_batch import Judged
from domains.commute.memory import Memory, write_visits

V = TypeVar("V")

CHILDREN = 20_000


class Recollection:
    """Only a cache: an entry counts while the row still says what it said. Bounded."""

    def __init__(self, *, children: int = CHILDREN) -> None:
        self._states: _Latest[tuple[bytes, TrackState]] = _Latest(children)
        self._fences: _Latest[tuple[int, FenceIndex]] = _Latest(children)

    def state(self, memory: Memory) -> TrackState | None:
        """The judge's state; None when there is none that this release can read."""
        cached = self._states.get(memory.child_id)
        if cached is not None and cached[0] == memory.raw_state:
            return cached[1]
        if not memory.raw_state:
            return None
        try:
            return TrackState.from_json(memory.raw_state.decode())
        except ValueError:
            return None

    def keep(self, memory: Memory, judged: Judged, *, since: datetime) -> None:
        """Write what was judged into `memory`, and remember it; visits over by `since` go."""
        memory.raw_state = judged.state.to_json().encode()
        self._states.put(memory.child_id, (memory.raw_state, judged.state))
        if judged.visits is not None:
            memory.raw_visits = write_visits(judged.visits, since=since)

    async def fences(self, memory: Memory) -> FenceIndex:
        """The child's fences, read anew where their version moved."""
        cached = self._fences.get(memory.child_id)
        if cached is not None and cached[0] == memory.fences_version:
            return cached[1]
        index = FenceIndex((await fences_of([memory.child_id]))[memory.child_id])
        self._fences.put(memory.child_id, (memory.fences_version, index))
        return index


class _Latest(Generic[V]):
    """The entries put most recently, at most so many."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._entries: OrderedDict[UUID, V] = OrderedDict()

    def get(self, key: UUID) -> V | None:
        return self._entries.get(key)

    def put(self, key: UUID, entry: V) -> None:
        self._entries[key] = entry
        self._entries.move_to_end(key)
        if len(self._entries) > self._most:
            self._entries.popitem(last=False)
