"""Judging fixes: the two ways in, with more of a track and with all of it again."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from domains.commute.crossing.fence_index import FenceIndex
from domains.commute.crossing.fence_state import FenceState, Side
from domains.commute.crossing.fix import Fix, in_order
from domains.commute.crossing.track import Track
from domains.commute.crossing.track_state import TrackState
from domains.commute.crossing.visit import Visit


@dataclass(frozen=True, slots=True)
class Judgement:
    """`told`: visits that began or ended here, in the order decided; one that did both in this
    batch comes twice, first open, then closed. `late`: fixes that `advance` could not take,
    because newer ones were judged before; `rejudge` can.
    """

    state: TrackState
    told: tuple[Visit, ...] = ()
    late: tuple[Fix, ...] = ()

    @property
    def visits(self) -> tuple[Visit, ...]:
        """Each visit once, in its latest form, by time of entering."""
        latest = {(visit.place_id, visit.entered.at): visit for visit in self.told}
        return tuple(sorted(latest.values(), key=lambda v: (v.entered.at, v.place_id)))


def advance(
    state: TrackState,
    fences: FenceIndex,
    fixes: Iterable[Fix],
    *,
    watched: Collection[UUID] | None = None,
) -> Judgement:
    """Judge what is newer than `state`.

    Order and repetition within the batch change nothing, nor does where a track is cut into
    batches. `watched` limits the index to one child's places. A place that left the index or
    the watched ones is forgotten without a word: whoever removes it ends its visit.
    """
    return follow(Track(state, fences, watched), fixes)


def follow(track: Track, fixes: Iterable[Fix]) -> Judgement:
    """Judge on with a track that is still at hand: `advance` without taking the state up again.

    `track` is moved on; the outcome is that of `advance` from `track.freeze()`.
    """
    told: list[Visit] = []
    late: list[Fix] = []
    for fix in in_order(fixes):
        if track.at is not None and fix.at <= track.at:
            if fix != track.last:
                late.append(fix)
        else:
            told += track.take(fix)
    return Judgement(track.freeze(), tuple(told), tuple(late))


def rejudge(
    fences: FenceIndex,
    fixes: Iterable[Fix],
    *,
    checkpoint: TrackState | None = None,
    watched: Collection[UUID] | None = None,
) -> Judgement:
    """Judge a stretch of track again: every retained fix later than `checkpoint`, or than
    nothing. A visit that was open at the checkpoint is among the `visits`, so that `reconcile`
    can compare the outcome with what was recorded.
    """
    start = checkpoint or TrackState()
    judged = advance(start, fences, fixes, watched=watched)
    carried = tuple(
        Visit(held.place_id, held.entered) for held in start.fences if held.entered is not None
    )
    return replace(judged, told=carried + judged.told)


def under_way(visits: Iterable[Visit], *, at: float) -> TrackState:
    """A checkpoint that knows nothing but which of `visits` were going on at `at`.

    For a track whose earlier fixes are gone: a stay goes on where it was, and its end is seen.
    """
    going_on = {
        visit.place_id: FenceState(
            visit.place_id, Side.IN, since=visit.entered.at, entered=visit.entered
        )
        for visit in visits
        if visit.entered.at < at and (visit.left is None or visit.left.at >= at)
    }
    return TrackState(fences=tuple(going_on[place] for place in sorted(going_on)))
