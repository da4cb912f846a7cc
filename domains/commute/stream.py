"""A child's crossings as a stream: what changed since, asked again before each telling."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.commute.access import NotYours, open_to
from domains.commute.place_names import NAME
from domains.commute.timeline import PURPOSE_OF, CrossingView, kinds_of, views_of
from domains.consent.public import ConsentMissing, Grant, Purpose
from domains.kernel import sql
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class StreamPosition:
    """How far a reader has come: the last change it has, and which crossing that was of."""

    changed_at: datetime
    crossing_id: UUID = NOBODY


@dataclass(frozen=True, slots=True)
class StreamNews:
    """What changed after a position, in order, and the position after it."""

    views: Sequence[CrossingView]
    position: StreamPosition


async def stream_from(
    actor: Actor, *, child_id: UUID, seen: UUID | None, clock: Clock, ids: Ids
) -> StreamPosition | NotYours | ConsentMissing:
    """Where a stream begins: after the crossing that the reader has, or at this moment."""
    async with in_transaction():
        grants = await _grants(actor, child_id, clock=clock, ids=ids)
        if isinstance(grants, NotYours | ConsentMissing):
            return grants
        rows = await sql.fetch(
            "SELECT changed_at FROM commute.crossings WHERE id = $1 AND child_id = $2",
            seen,
            child_id,
        )
        if seen is None or not rows:
            return StreamPosition(clock.now())
        return StreamPosition(rows[0]["changed_at"], seen)


async def stream_news(
    actor: Actor, *, child_id: UUID, position: StreamPosition, clock: Clock, ids: Ids
) -> StreamNews | NotYours | ConsentMissing:
    """What changed since `position`, if the actor may still be shown it."""
    async with in_transaction():
        grants = await _grants(actor, child_id, clock=clock, ids=ids)
        if isinstance(grants, NotYours | ConsentMissing):
            return grants
        return await _changes(grants, child_id, position)


async def _grants(
    actor: Actor, child_id: UUID, *, clock: Clock, ids: Ids
) -> Mapping[Purpose, Grant] | NotYours | ConsentMissing:
    return await open_to(
        actor, child_id=child_id, purposes=PURPOSE_OF.values(), clock=clock, ids=ids
    )


async def _changes(
    grants: Mapping[Purpose, Grant], child_id: UUID, position: StreamPosition
) -> StreamNews:
    rows = await sql.fetch(
        f"""
        SELECT c.id, c.child_id, c.place_id, {NAME}, c.kind, c.at, c.recorded_at,
            c.confidence, c.evidence, c.retracted_at, c.changed_at
        FROM commute.crossings c JOIN commute.places p ON p.id = c.place_id
        WHERE c.child_id = $1 AND (c.changed_at, c.id) > ($2, $3) AND c.kind = ANY($4::text[])
        ORDER BY c.changed_at, c.id LIMIT 200
        """,  # noqa: S608 - a literal of ours
        child_id,
        position.changed_at,
        position.crossing_id,
        kinds_of(grants),
    )
    if not rows:
        return StreamNews((), position)
    last = StreamPosition(rows[-1]["changed_at"], rows[-1]["id"])
    return StreamNews(await views_of(rows), last)
