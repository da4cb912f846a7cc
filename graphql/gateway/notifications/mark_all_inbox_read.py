"""`markAllInboxRead`: all that lies there was seen."""

from typing import Annotated
from uuid import UUID

import strawberry

from gateway.context import Context, Info
from gateway.declarations import SERVICE, Holding, Tie
from gateway.fields import mutation
from gateway.global_ids import uuid_of
from gateway.notifications.read_inbox import reader
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn
from notifications import public as notifications


@strawberry.input(description="How far you have read.")
class MarkAllInboxReadInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    up_to: strawberry.ID = strawberry.field(
        description="The newest entry that you have seen listed: what came after it stays unread."
    )


@strawberry.type(description="All of them are read.")
class MarkAllInboxReadSuccess:
    marked: int = strawberry.field(description="How many became read now.")
    unread_count: int = strawberry.field(description="How many came since.")


MarkAllInboxReadResult = Annotated[
    MarkAllInboxReadSuccess, strawberry.union("MarkAllInboxReadResult")
]


@strawberry.type
class MarkAllInboxReadMutation:
    @mutation(
        allow=SignedIn(),
        about=Holding("input.upTo", "InboxEntry", open_to=frozenset({Tie.SELF})),
        under=SERVICE,
        description="Mark everything up to an entry of your inbox as read.",
    )
    async def mark_all_inbox_read(
        self, info: Info, input: MarkAllInboxReadInput
    ) -> MarkAllInboxReadResult:
        return await once(info, input, perform=lambda: _mark(info.context, input))


async def _mark(world: Context, input: MarkAllInboxReadInput) -> MarkAllInboxReadSuccess:
    me = reader(world.actor)
    newest = uuid_of(input.up_to, "InboxEntry")
    marked = await notifications.mark_all_read(me, up_to=newest, clock=world.clock, ids=world.ids)
    left = await notifications.unread_count(me, clock=world.clock)
    return MarkAllInboxReadSuccess(marked=marked, unread_count=left)
