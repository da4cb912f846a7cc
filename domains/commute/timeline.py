"""A child's day as a guardian sees it, and the route, each under its own consent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.commute import positions
from domains.commute.access import NotYours, open_to
from domains.commute.place_names import NAME, named
from domains.commute.positions import StoredFix
from domains.commute.retention import Retention
from domains.commute.vocabulary import CrossingKind, WatchState
from domains.consent.public import ConsentMissing, Grant, Purpose
from domains.kernel import sql
from domains.kernel.actor import Actor
from domains.kernel.clock import SEOUL, Clock
from domains.kernel.ids import Ids

PURPOSE_OF = {
    CrossingKind.ENTER: Purpose.COMMUTE_ARRIVAL,
    CrossingKind.EXIT: Purpose.COMMUTE_DEPARTURE,
}
"""Each side of a visit is told under its own consent."""

ROUTE_STEP = timedelta(seconds=30)
"""A route of a day has at most 2,880 points, however often the phone reported."""

SHOWN = frozenset({*PURPOSE_OF.values(), Purpose.COMMUTE_ALERTS})


@dataclass(frozen=True, slots=True)
class CrossingView:
    """One line of the timeline; `evidence` counts and measures, without a position."""

    id: UUID
    child_id: UUID
    place_id: UUID
    place_name: str
    kind: CrossingKind
    at: datetime
    recorded_at: datetime
    confidence: float
    evidence: str
    retracted_at: datetime | None


@dataclass(frozen=True, slots=True)
class ExpectationView:
    """Whether the child was expected at school that day, and how it went."""

    place_id: UUID
    place_name: str
    due_at: datetime
    state: WatchState


@dataclass(frozen=True, slots=True)
class Timeline:
    """A day in Osan. `standing` says which purposes the actor is shown; the rest is left out."""

    child_id: UUID
    day: date
    crossings: tuple[CrossingView, ...]
    expectation: ExpectationView | None
    standing: frozenset[Purpose]


@dataclass(frozen=True, slots=True)
class Route:
    """The positions of the last hours, oldest first."""

    child_id: UUID
    fixes: tuple[StoredFix, ...]


async def timeline(
    actor: Actor, *, child_id: UUID, day: date, clock: Clock, ids: Ids
) -> Timeline | NotYours | ConsentMissing:
    """What happened on a day, as far as consents stand."""
    async with in_transaction():
        grants = await open_to(actor, child_id=child_id, purposes=SHOWN, clock=clock, ids=ids)
        match grants:
            case NotYours() | ConsentMissing():
                return grants
            case _:
                return Timeline(
                    child_id=child_id,
                    day=day,
                    crossings=tuple(await _crossings(grants, child_id, day)),
                    expectation=await _expectation(grants, child_id, day),
                    standing=frozenset(grants),
                )


async def route(
    actor: Actor, *, child_id: UUID, retention: Retention, clock: Clock, ids: Ids
) -> Route | NotYours | ConsentMissing:
    """Where the child has been, under the consent to route history only."""
    async with in_transaction():
        purpose = Purpose.COMMUTE_ROUTE_HISTORY
        grants = await open_to(actor, child_id=child_id, purposes=[purpose], clock=clock, ids=ids)
        match grants:
            case NotYours() | ConsentMissing():
                return grants
            case _:
                fixes = await positions.thinned(
                    grants[purpose], since=clock.now() - retention.raw, step=ROUTE_STEP
                )
                return Route(child_id, tuple(fixes))


async def _crossings(
    grants: Mapping[Purpose, Grant], child_id: UUID, day: date
) -> list[CrossingView]:
    start = datetime.combine(day, time.min, tzinfo=SEOUL)
    rows = await sql.fetch(
        f"""
        SELECT c.id, c.child_id, c.place_id, {NAME}, c.kind, c.at, c.recorded_at,
            c.confidence, c.evidence, c.retracted_at
        FROM commute.crossings c JOIN commute.places p ON p.id = c.place_id
        WHERE c.child_id = $1 AND c.at >= $2 AND c.at < $3 AND c.kind = ANY($4::text[])
        ORDER BY c.at, c.id
        """,  # noqa: S608 - a literal of ours
        child_id,
        start,
        start + timedelta(days=1),
        kinds_of(grants),
    )
    return await views_of(rows)


async def _expectation(
    grants: Mapping[Purpose, Grant], child_id: UUID, day: date
) -> ExpectationView | None:
    if Purpose.COMMUTE_ALERTS not in grants:
        return None
    rows = await sql.fetch(
        f"""
        SELECT w.place_id, {NAME}, w.due_at, w.state
        FROM commute.arrival_watches w JOIN commute.places p ON p.id = w.place_id
        WHERE w.child_id = $1 AND w.day = $2
        """,  # noqa: S608 - a literal of ours
        child_id,
        day,
    )
    if not rows:
        return None
    row, (name,) = rows[0], await named(rows)
    return ExpectationView(row["place_id"], name, row["due_at"], WatchState(row["state"]))


def kinds_of(grants: Mapping[Purpose, Grant]) -> list[str]:
    """The sides of visits that the grants open."""
    return [kind.value for kind, purpose in PURPOSE_OF.items() if purpose in grants]


async def views_of(rows: Sequence[Any]) -> list[CrossingView]:
    """Rows of crossings, each joined with its place's `NAME`."""
    names = await named(rows)
    return [_view(row, name) for row, name in zip(rows, names, strict=True)]


def _view(row: Any, place_name: str) -> CrossingView:
    return CrossingView(
        id=row["id"],
        child_id=row["child_id"],
        place_id=row["place_id"],
        place_name=place_name,
        kind=CrossingKind(row["kind"]),
        at=row["at"],
        recorded_at=row["recorded_at"],
        confidence=row["confidence"],
        evidence=row["evidence"],
        retracted_at=row["retracted_at"],
    )
