"""`markInboxRead`: these entries were seen."""

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

MOST_ENTRIES = 100


@strawberry.input(description="Entries of your inbox.")
class MarkInboxReadInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    entry_ids: list[strawberry.ID] = strawberry.field(
        description=f"At most {MOST_ENTRIES}. Ids that are none of yours are passed over."
    )


@strawberry.type(description="They are read.")
class MarkInboxReadSuccess:
    marked: int = strawberry.field(description="How many became read now.")
    unread_count: int = strawberry.field(description="How many still wait.")


MarkInboxReadResult = Annotated[MarkInboxReadSuccess, strawberry.union("MarkInboxReadResult")]


@strawberry.type
class MarkInboxReadMutation:
    @mutation(
        allow=SignedIn(),
        about=Holding("input.entryIds", "InboxEntry", open_to=frozenset({Tie.SELF})),
        under=SERVICE,
        description="Mark entries of your inbox as read.",
    )
    async def mark_inbox_read(self, info: Info, input: MarkInboxReadInput) -> MarkInboxReadResult:
        return await once(info, input, perform=lambda: _mark(info.context, input))


async def _mark(world: Context, input: MarkInboxReadInput) -> MarkInboxReadSuccess:
    me = reader(world.actor)
    marked = await notifications.mark_read(
        me, entry_ids=entries_of(input.entry_ids), clock=world.clock, ids=world.ids
    )
    left = await notifications.unread_count(me, clock=world.clock)
    return MarkInboxReadSuccess(marked=marked, unread_count=left)


def entries_of(ids: list[strawberry.ID]) -> list[UUID]:
    """Raises RequestRefused (BAD_USER_INPUT) for too many, and for what is no entry's id."""
    if len(ids) > MOST_ENTRIES:
        raise RequestRefused(
            f"At most {MOST_ENTRIES} entries at once.", code="BAD_USER_INPUT", limit=MOST_ENTRIES
        )
    return [uuid_of(entry, "InboxEntry") for entry in ids]
