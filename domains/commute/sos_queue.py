"""Open calls for help, as those see them who must answer."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.commute.access import is_operator
from domains.commute.vocabulary import SosState
from domains.consent.public import Act, Purpose, require_each
from domains.identity import public as identity
from domains.kernel import audit, sql
from domains.kernel.actor import Actor
from domains.kernel.audit import Why
from domains.kernel.clock import Clock
from domains.kernel.errors import Forbidden
from domains.kernel.geo import LatLon
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class SosView:
    """One call. `position` and its moment are there only where the consent to alerts stands."""

    id: UUID
    child_id: UUID
    child_name: str
    raised_at: datetime
    state: SosState
    position: LatLon | None = field(repr=False)
    position_at: datetime | None
    acknowledged_at: datetime | None
    acknowledged_by: UUID | None


async def sos_queue(actor: Actor, *, clock: Clock, ids: Ids) -> list[SosView]:
    """The operators' queue: open calls, the oldest first, with a trace for each child shown.

    Raises Forbidden for others.
    """
    async with in_transaction():
        if not await is_operator(actor, clock=clock):
            raise Forbidden
        rows = await sql.fetch(
            "SELECT * FROM commute.sos WHERE state = $1 ORDER BY raised_at LIMIT 100",
            SosState.OPEN,
        )
        await audit.record(actor, "commute.sos.read_queue", why=Why.EMERGENCY, clock=clock, ids=ids)
        touched = [(row["child_id"], row["id"]) for row in rows]
        await audit.record_each(
            actor, "commute.sos.read", touched=touched, why=Why.EMERGENCY, clock=clock, ids=ids
        )
        return await _views(actor, rows, clock=clock, ids=ids)


async def own_sos(actor: Actor, *, clock: Clock, ids: Ids) -> list[SosView]:
    """The latest calls of the actor's children, or of the acting child, newest first."""
    if actor.person_id is None:
        raise Forbidden
    async with in_transaction():
        children = await identity.children_of(actor.person_id, at=clock.now())
        rows = await sql.fetch(
            """
            SELECT * FROM commute.sos WHERE child_id = ANY($1::uuid[])
            ORDER BY raised_at DESC LIMIT 20
            """,
            [*children, actor.person_id],
        )
        return await _views(actor, rows, clock=clock, ids=ids)


async def sos_for_message(actor: Actor, sos_id: UUID, *, clock: Clock, ids: Ids) -> SosView | None:
    """One call with what may be told of it; within the caller's transaction."""
    rows = await sql.fetch("SELECT * FROM commute.sos WHERE id = $1", sos_id)
    views = await _views(actor, rows, clock=clock, ids=ids)
    return views[0] if views else None


async def _views(actor: Actor, rows: Collection[Any], *, clock: Clock, ids: Ids) -> list[SosView]:
    children = {row["child_id"] for row in rows}
    located = {row["child_id"] for row in rows if row["lat"] is not None}
    grants = await require_each(
        actor,
        subjects=located,
        purposes=[Purpose.COMMUTE_ALERTS],
        act=Act.PROVIDE,
        receiver_id=actor.person_id,
        clock=clock,
        ids=ids,
    )
    people = await identity.people(children, even_nameless=True)
    shown = {child for child, _ in grants}
    return [
        _view(row, people[row["child_id"]].display_name, located=row["child_id"] in shown)
        for row in rows
    ]


def _view(row: Any, name: str, *, located: bool) -> SosView:
    has_position = located and row["lat"] is not None
    return SosView(
        id=row["id"],
        child_id=row["child_id"],
        child_name=name,
        raised_at=row["raised_at"],
        state=SosState(row["state"]),
        position=LatLon(row["lat"], row["lon"]) if has_position else None,
        position_at=row["position_at"] if has_position else None,
        acknowledged_at=row["acknowledged_at"],
        acknowledged_by=row["acknowledged_by"],
    )
