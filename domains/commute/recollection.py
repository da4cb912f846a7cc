"""What one process need not work out again: parsed states, and fences by their version."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar
from uuid import UUID

from domains.commute.crossing import FenceIndex, Track, TrackState
from domains.commute.fences import fences_of
from domains.commute.judge_batch import Judged
from domains.commute.memory import Memory, write_visits

V = TypeVar("V")

CHILDREN = 20_000


class Recollection:
    """Only a cache: an entry counts while the row still says what it said. Bounded."""

    def __init__(self, *, children: int = CHILDREN) -> None:
        self._tracks: _Latest[_Kept] = _Latest(children)

    async def track(self, memory: Memory) -> Track | None:
        """The child's track at hand, or taken up from its state; None when there is none that
        this release can read."""
        kept = self._tracks.get(memory.child_id)
        if kept is None or kept.fences_version != memory.fences_version:
            return _take_up(memory, await self.fences(memory))
        if kept.raw_state == memory.raw_state:
            return kept.track
        return _take_up(memory, kept.track.index)

    async def fences(self, memory: Memory) -> FenceIndex:
        """The child's fences as they stand."""
        return FenceIndex((await fences_of([memory.child_id]))[memory.child_id])

    def keep(self, memory: Memory, judged: Judged, *, since: datetime) -> None:
        """Write what was judged into `memory`, and keep the track; visits over by `since` go.

        Should the transaction fail, the row keeps its old state, and the track at hand, which
        has moved on, no longer counts.
        """
        memory.raw_state = judged.state.to_json().encode()
        kept = _Kept(memory.raw_state, memory.fences_version, judged.track)
        self._tracks.put(memory.child_id, kept)
        if judged.visits is not None:
            memory.raw_visits = write_visits(judged.visits, since=since)


@dataclass(frozen=True, slots=True)
class _Kept:
    raw_state: bytes
    fences_version: int
    track: Track


def _take_up(memory: Memory, fences: FenceIndex) -> Track | None:
    if not memory.raw_state:
        return None
    try:
        return Track(TrackState.from_json(memory.raw_state.decode()), fences, None)
    except ValueError:
        return None


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
