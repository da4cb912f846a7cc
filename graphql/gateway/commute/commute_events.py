"""`commuteEvents`: a child's crossings as they are recorded."""

from collections.abc import AsyncIterator
from uuid import UUID

import strawberry

from domains.commute import public as commute
from domains.consent.public import Purpose
from domains.kernel.errors import Forbidden
from gateway.commute.types import CommuteEvent, event_type
from gateway.context import Context, Info
from gateway.declarations import FAMILY, Consent, Subject
from gateway.fields import subscription
from gateway.global_ids import uuid_of
from gateway.permissions import SignedIn


@strawberry.type
class Subscription:
    @subscription(
        allow=SignedIn(),
        about=Subject("childId", open_to=FAMILY),
        under=Consent(Purpose.COMMUTE_ARRIVAL, Purpose.COMMUTE_DEPARTURE),
        description="Arrivals, departures and retractions of a child, as they are recorded. "
        "`after` is the id of the last event you have: what you missed comes first.",
    )
    async def commute_events(
        self, info: Info, child_id: strawberry.ID, after: strawberry.ID | None = None
    ) -> AsyncIterator[CommuteEvent]:
        world, child = info.context, uuid_of(child_id, "Person")
        seen = uuid_of(after, "CommuteEvent") if after else None
        async with world.services.listen(f"commute:{child}") as heard:
            position = await _start(world, child, seen)
            while True:
                news = await _news(world, child, position)
                for view in news.views:
                    yield event_type(view)
                position = news.position
                await heard.wait()
                heard.clear()


async def _start(world: Context, child: UUID, seen: UUID | None) -> commute.StreamPosition:
    """Where the stream begins: after what was seen, or now. Asking is allowed only to family."""
    outcome = await commute.stream_from(
        world.actor, child_id=child, seen=seen, clock=world.clock, ids=world.ids
    )
    if not isinstance(outcome, commute.StreamPosition):
        raise Forbidden
    return outcome


async def _news(
    world: Context, child: UUID, position: commute.StreamPosition
) -> commute.StreamNews:
    """What was recorded since, if the actor still may see it: else the stream ends here."""
    outcome = await commute.stream_news(
        world.actor, child_id=child, position=position, clock=world.clock, ids=world.ids
    )
    if not isinstance(outcome, commute.StreamNews):
        raise Forbidden
    return outcome
