"""What new fixes change in the visits of one child."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID

from domains.commute import positions
from domains.commute.accept_fix import AcceptedFix
from domains.commute.crossing import (
    Amended,
    Change,
    Entered,
    Exited,
    FenceIndex,
    Fix,
    Reopened,
    Retracted,
    Track,
    TrackState,
    Visit,
    follow,
    reconcile,
    rejudge,
    under_way,
)
from domains.commute.memory import Memory, ToldVisit
from domains.consent.public import Grant
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class Told:
    """One change of a child's visits, and the visit it changes."""

    child_id: UUID
    visit_id: UUID
    change: Change


@dataclass(frozen=True, slots=True)
class Judged:
    """The track moved on and its state, what to tell of it, and whether fixes came late.

    `visits` are those told of now; None where nothing changed.
    """

    track: Track
    state: TrackState
    told: tuple[Told, ...] = ()
    visits: tuple[ToldVisit, ...] | None = None
    late: bool = False


def judge(
    memory: Memory,
    new: Sequence[AcceptedFix],
    *,
    track: Track,
    ids: Ids,
) -> Judged:
    """Go on along `track` with fixes that were not known before.

    Late ones are only noted: a phone that empties its queue would have the whole day judged
    again for each of them. `judge_again` does it once for all, moments later.
    """
    judgement = follow(track, [_fix(fix) for fix in new])
    late = bool(judgement.late)
    if not judgement.told:
        return Judged(track, judgement.state, late=late)
    changes: list[Change] = [
        Exited(visit) if visit.left else Entered(visit) for visit in judgement.told
    ]
    return replace(_tell(memory, track, judgement.state, changes, ids=ids), late=late)


async def judge_again(
    memory: Memory, fences: FenceIndex, *, grant: Grant, since: datetime, ids: Ids
) -> Judged:
    """Judge all that is retained since `since`, and compare with what was told.

    A visit told of that began before what is retained is taken as given: only its end can be
    seen, so it is neither told again nor taken back.
    """
    kept = [_stored(fix) for fix in await positions.retained(grant, since=since)]
    first = kept[0].at if kept else since.timestamp()
    recorded = [told.visit for told in memory.visits()]
    judgement = rejudge(fences, kept, checkpoint=under_way(recorded, at=first))
    changes = reconcile(recorded, judgement.visits, since=first)
    track = Track(judgement.state, fences, None)
    return _tell(memory, track, judgement.state, changes, ids=ids)


def _tell(
    memory: Memory, track: Track, state: TrackState, changes: Sequence[Change], *, ids: Ids
) -> Judged:
    visits = {_key(told.visit): told for told in memory.visits()}
    told = [_apply(memory.child_id, change, visits, ids) for change in changes]
    return Judged(track, state, tuple(told), tuple(visits.values()))


def _apply(
    child_id: UUID, change: Change, visits: dict[tuple[UUID, float], ToldVisit], ids: Ids
) -> Told:
    match change:
        case Entered(visit=visit):
            known = visits[_key(visit)] = ToldVisit(ids.new(), replace(visit, left=None))
        case Exited(visit=visit):
            before = _pop_open(visits, visit.place_id)
            known = visits[_key(visit)] = ToldVisit(before.id if before else ids.new(), visit)
        case Amended(recorded=recorded, visit=visit) | Reopened(recorded=recorded, visit=visit):
            known = visits.pop(_key(recorded))
            visits[_key(visit)] = ToldVisit(known.id, visit)
        case Retracted(recorded=recorded):
            known = visits.pop(_key(recorded))
    return Told(child_id, known.id, change)


def _pop_open(visits: dict[tuple[UUID, float], ToldVisit], place_id: UUID) -> ToldVisit | None:
    """The open visit of a place: there is one, though a judgement cut short by the retention
    may know another moment of its beginning."""
    for key, told in visits.items():
        if key[0] == place_id and told.visit.is_open:
            return visits.pop(key)
    return None


def _key(visit: Visit) -> tuple[UUID, float]:
    return (visit.place_id, visit.entered.at)


def _fix(fix: AcceptedFix) -> Fix:
    return Fix(fix.at.timestamp(), fix.point.lat, fix.point.lon, fix.accuracy_m)


def _stored(fix: positions.StoredFix) -> Fix:
    return Fix(fix.at.timestamp(), fix.lat, fix.lon, fix.accuracy_m)


def moment(at: float) -> datetime:
    """The judge's epoch seconds as a moment."""
    return datetime.fromtimestamp(at, UTC)
