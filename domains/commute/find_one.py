"""One thing of commute by its id, for whoever may see it; None tells nothing else."""

from uuid import UUID

from tortoise.transactions import in_transaction

from domains.commute.access import NotYours, is_close_to, is_operator, may_see_places, open_to
from domains.commute.find_places import PlaceView, place_by_id
from domains.commute.place_names import NAME
from domains.commute.sos_queue import SosView, sos_for_message
from domains.commute.timeline import PURPOSE_OF, CrossingView, views_of
from domains.commute.vocabulary import CrossingKind
from domains.consent.public import ConsentMissing
from domains.kernel import audit, sql
from domains.kernel.actor import Actor
from domains.kernel.audit import Why
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


async def find_place(actor: Actor, place_id: UUID, *, clock: Clock) -> PlaceView | None:
    """A public place, one of the actor's own, or of their child under 14."""
    found = await place_by_id(place_id)
    if found is None:
        return None
    place, owner_id = found
    may_see = owner_id is None or await may_see_places(actor, owner_id, clock=clock)
    return place if may_see else None


async def find_crossing(
    actor: Actor, crossing_id: UUID, *, clock: Clock, ids: Ids
) -> CrossingView | None:
    """A crossing, if the consent for its side of the visit stands."""
    async with in_transaction():
        rows = await sql.fetch(
            f"""
            SELECT c.*, {NAME} FROM commute.crossings c
            JOIN commute.places p ON p.id = c.place_id WHERE c.id = $1
            """,  # noqa: S608 - a literal of ours
            crossing_id,
        )
        if not rows:
            return None
        grants = await open_to(
            actor,
            child_id=rows[0]["child_id"],
            purposes=[PURPOSE_OF[CrossingKind(rows[0]["kind"])]],
            clock=clock,
            ids=ids,
        )
        if isinstance(grants, NotYours | ConsentMissing):
            return None
        return (await views_of(rows))[0]


async def find_sos(actor: Actor, sos_id: UUID, *, clock: Clock, ids: Ids) -> SosView | None:
    """A call for help, for the family, and with a trace for the operators."""
    async with in_transaction():
        rows = await sql.fetch("SELECT child_id FROM commute.sos WHERE id = $1", sos_id)
        if not rows:
            return None
        child_id = rows[0]["child_id"]
        if not await is_close_to(actor, child_id, clock=clock):
            if not await is_operator(actor, clock=clock):
                return None
            await audit.record(
                actor,
                "commute.sos.read",
                subject_id=child_id,
                reference=sos_id,
                why=Why.EMERGENCY,
                clock=clock,
                ids=ids,
            )
        return await sos_for_message(actor, sos_id, clock=clock, ids=ids)
