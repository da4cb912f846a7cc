"""Write what changed in the children's visits: rows, timers and events, each under its consent."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import orjson

from domains.commute import crossing
from domains.commute.crossing import Amended, Entered, Exited, Reopened, Retracted
from domains.commute.events import CrossingAmended, CrossingRecorded, CrossingRetracted
from domains.commute.fences import schools_among
from domains.commute.judge_batch import Told, moment
from domains.commute.settle_arrivals import expect_again, settle_arrivals
from domains.commute.timeline import PURPOSE_OF
from domains.commute.vocabulary import CrossingKind
from domains.consent.public import Grant, Purpose
from domains.kernel import outbox, sql
from domains.kernel.clock import Clock, seoul_date
from domains.kernel.events import Event
from domains.kernel.ids import Ids

Grants = Mapping[tuple[UUID, Purpose], Grant]
Schools = Collection[tuple[UUID, UUID]]
"""Pairs of a child and its school."""


@dataclass(frozen=True, slots=True)
class _NewCrossing:
    id: UUID
    told: Told
    place_id: UUID
    kind: CrossingKind
    crossing: crossing.Crossing


async def record_crossings(told: Sequence[Told], *, grants: Grants, clock: Clock, ids: Ids) -> None:
    """Turn changes into rows and events, within the transaction that judged them.

    A side of a visit whose purpose does not stand is neither written nor told.
    """
    if not told:
        return
    new = [one for change in told for one in _new(change, grants, ids)]
    await _insert(new, clock=clock)
    schools = await schools_among({(one.told.child_id, one.place_id) for one in new})
    events: list[Event] = [_recorded(one, schools) for one in new]
    for change in told:
        events += await _correct(change, clock=clock)
    await outbox.record_all(events, clock=clock, ids=ids)
    await _settle(new, schools, clock=clock, ids=ids)


def _new(told: Told, grants: Grants, ids: Ids) -> list[_NewCrossing]:
    match told.change:
        case Entered(visit=visit):
            side = (CrossingKind.ENTER, visit.entered)
        case Exited(visit=visit) if visit.left is not None:
            side = (CrossingKind.EXIT, visit.left)
        case _:
            return []
    if (told.child_id, PURPOSE_OF[side[0]]) not in grants:
        return []
    return [_NewCrossing(ids.new(), told, visit.place_id, *side)]


async def _insert(new: Sequence[_NewCrossing], *, clock: Clock) -> None:
    if not new:
        return
    await sql.execute(
        """
        INSERT INTO commute.crossings
            (id, visit_id, child_id, place_id, kind, at, confidence, evidence, recorded_at,
             changed_at)
        SELECT *, $9, $9 FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[],
            $6::timestamptz[], $7::float8[], $8::jsonb[])
        """,
        [one.id for one in new],
        [one.told.visit_id for one in new],
        [one.told.child_id for one in new],
        [one.place_id for one in new],
        [one.kind for one in new],
        [moment(one.crossing.at) for one in new],
        [one.crossing.confidence for one in new],
        [orjson.dumps(one.crossing.evidence).decode() for one in new],
        clock.now(),
    )


def _recorded(one: _NewCrossing, schools: Schools) -> CrossingRecorded:
    return CrossingRecorded(
        crossing_id=one.id,
        visit_id=one.told.visit_id,
        child_id=one.told.child_id,
        place_id=one.place_id,
        is_school=(one.told.child_id, one.place_id) in schools,
        kind=one.kind,
        at=moment(one.crossing.at),
        confidence=one.crossing.confidence,
    )


async def _correct(told: Told, *, clock: Clock) -> list[Event]:
    match told.change:
        case Retracted(recorded=visit):
            await _expect_again(told.child_id, visit, clock=clock)
            return await _retract(told, list(CrossingKind), clock=clock)
        case Reopened():
            return await _retract(told, [CrossingKind.EXIT], clock=clock)
        case Amended(visit=visit):
            return await _amend(told, visit, clock=clock)
        case Entered() | Exited():
            return []


async def _retract(told: Told, kinds: Sequence[CrossingKind], *, clock: Clock) -> list[Event]:
    rows = await sql.fetch(
        """
        UPDATE commute.crossings SET retracted_at = $3, changed_at = $3
        WHERE visit_id = $1 AND kind = ANY($2::text[]) AND retracted_at IS NULL
        RETURNING id, place_id, kind
        """,
        told.visit_id,
        list(kinds),
        clock.now(),
    )
    return [
        CrossingRetracted(
            crossing_id=row["id"],
            visit_id=told.visit_id,
            child_id=told.child_id,
            place_id=row["place_id"],
            kind=CrossingKind(row["kind"]),
        )
        for row in rows
    ]


async def _amend(told: Told, visit: crossing.Visit, *, clock: Clock) -> list[Event]:
    left = moment(visit.left.at) if visit.left else None
    rows = await sql.fetch(
        """
        UPDATE commute.crossings SET changed_at = $4,
            at = CASE kind WHEN 'enter' THEN $2::timestamptz ELSE $3::timestamptz END
        WHERE visit_id = $1 AND retracted_at IS NULL
          AND (kind = 'enter' OR $3::timestamptz IS NOT NULL)
        RETURNING id, at
        """,
        told.visit_id,
        moment(visit.entered.at),
        left,
        clock.now(),
    )
    return [
        CrossingAmended(crossing_id=row["id"], child_id=told.child_id, at=row["at"]) for row in rows
    ]


async def _expect_again(child_id: UUID, visit: crossing.Visit, *, clock: Clock) -> None:
    day = seoul_date(moment(visit.entered.at))
    await expect_again([(child_id, visit.place_id, day)], clock=clock)


async def _settle(new: Sequence[_NewCrossing], schools: Schools, *, clock: Clock, ids: Ids) -> None:
    arrivals: list[tuple[UUID, UUID, datetime]] = [
        (one.told.child_id, one.place_id, moment(one.crossing.at))
        for one in new
        if one.kind is CrossingKind.ENTER and (one.told.child_id, one.place_id) in schools
    ]
    await settle_arrivals(arrivals, clock=clock, ids=ids)
