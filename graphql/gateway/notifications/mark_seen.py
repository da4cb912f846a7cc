"""`markSeen`: what this phone showed was seen."""

from typing import Annotated
from uuid import UUID

import strawberry

from gateway.context import Context, Info
from gateway.declarations import SERVICE, Holding, Tie
from gateway.execution.faults import RequestRefused
from gateway.fields import mutation
from gateway.global_ids import uuid_of
from gateway.notifications.read_inbox import reader
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn
from notifications import public as notifications


@strawberry.input(
    description="Send it when its owner opened or dismissed a notification, or had the app before "
    "their eyes when it came. One that only lies on a locked screen was seen by nobody."
)
class MarkSeenInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    device_id: strawberry.ID = strawberry.field(
        description="The installation that showed it, from registerPushDevice."
    )
    event_ids: list[UUID] = strawberry.field(
        description=f"The pushes' event_id, at most {notifications.SEEN_AT_MOST}. "
        "What was never sent to you there is passed over."
    )
    opened: bool = strawberry.field(
        default=False, description="They were opened: their inbox entries are read, too."
    )


@strawberry.type(description="Nobody looks for another way to tell you of them.")
class MarkSeenSuccess:
    seen: int = strawberry.field(description="How many became seen now.")
    unread_count: int = strawberry.field(description="How many inbox entries wait to be read.")


MarkSeenResult = Annotated[MarkSeenSuccess, strawberry.union("MarkSeenResult")]


@strawberry.type
class MarkSeenMutation:
    @mutation(
        allow=SignedIn(),
        about=Holding("input.deviceId", "Device", open_to=frozenset({Tie.SELF})),
        under=SERVICE,
        description="Say that you saw what this phone showed. Without it an alarm goes on to the "
        "next channel. An app without a session says it at `POST /push/seen`.",
    )
    async def mark_seen(self, info: Info, input: MarkSeenInput) -> MarkSeenResult:
        return await once(info, input, perform=lambda: _mark(info.context, input))


async def _mark(world: Context, input: MarkSeenInput) -> MarkSeenSuccess:
    most = notifications.SEEN_AT_MOST
    if len(input.event_ids) > most:
        raise RequestRefused(f"At most {most} events at once.", code="BAD_USER_INPUT", limit=most)
    me = reader(world.actor)
    marked = await notifications.mark_seen(
        me,
        device_id=uuid_of(input.device_id, "Device"),
        event_ids=input.event_ids,
        opened=input.opened,
        clock=world.clock,
        ids=world.ids,
    )
    waiting = await notifications.unread_count(me, clock=world.clock)
    return MarkSeenSuccess(seen=marked.seen, unread_count=waiting)
