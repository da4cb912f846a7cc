"""`markInboxUnread`: these entries wait to be read again."""

from typing import Annotated
from uuid import UUID

import strawberry

from gateway.context import Context, Info
from gateway.declarations import SERVICE, Holding, Tie
from gateway.fields import mutation
from gateway.notifications.mark_inbox_read import MOST_ENTRIES, entries_of
from gateway.notifications.read_inbox import reader
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn
from notifications import public as notifications


@strawberry.input(description="Entries of your inbox.")
class MarkInboxUnreadInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    entry_ids: list[strawberry.ID] = strawberry.field(
        description=f"At most {MOST_ENTRIES}. Ids that are none of yours are passed over."
    )


@strawberry.type(description="They wait to be read again. No phone rings for it.")
class MarkInboxUnreadSuccess:
    marked: int = strawberry.field(description="How many became unread now.")
    unread_count: int = strawberry.field(description="How many wait.")


MarkInboxUnreadResult = Annotated[MarkInboxUnreadSuccess, strawberry.union("MarkInboxUnreadResult")]


@strawberry.type
class MarkInboxUnreadMutation:
    @mutation(
        allow=SignedIn(),
        about=Holding("input.entryIds", "InboxEntry", open_to=frozenset({Tie.SELF})),
        under=SERVICE,
        description="Mark entries of your inbox as unread.",
    )
    async def mark_inbox_unread(
        self, info: Info, input: MarkInboxUnreadInput
    ) -> MarkInboxUnreadResult:
        return await once(info, input, perform=lambda: _mark(info.context, input))


async def _mark(world: Context, input: MarkInboxUnreadInput) -> MarkInboxUnreadSuccess:
    me = reader(world.actor)
    marked = await notifications.mark_unread(
        me, entry_ids=entries_of(input.entry_ids), clock=world.clock, ids=world.ids
    )
    waiting = await notifications.unread_count(me, clock=world.clock)
    return MarkInboxUnreadSuccess(marked=marked, unread_count=waiting)
