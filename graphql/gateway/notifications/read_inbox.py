"""`inbox` and `unreadCount`."""

from typing import Annotated
from uuid import UUID

import strawberry

from domains.kernel.actor import Actor
from domains.kernel.errors import Unauthenticated
from gateway.connections import Connection, page_of, page_request
from gateway.context import Info
from gateway.declarations import SERVICE, Oneself
from gateway.fields import query
from gateway.notifications.types import InboxEntry, entry_type
from gateway.permissions import SignedIn
from notifications import public as notifications
from notifications.public import Category

Categories = Annotated[
    list[Category] | None, strawberry.argument(description="Only these; all unless given.")
]
OnlyUnread = Annotated[
    bool, strawberry.argument(description="Only what waits to be read and still holds.")
]


@strawberry.type
class InboxQuery:
    @query(
        allow=SignedIn(),
        about=Oneself(),
        under=SERVICE,
        description="What you were told, newest first. What rested on a relation or a consent "
        "that has ended is gone from it.",
    )
    async def inbox(
        self,
        info: Info,
        first: int = 20,
        after: str | None = None,
        categories: Categories = None,
        only_unread: OnlyUnread = False,
    ) -> Connection[InboxEntry]:
        page = page_request(first=first, after=after)
        rows = await notifications.inbox_of(
            reader(info.context.actor),
            clock=info.context.clock,
            first=page.fetch,
            after=page.after_id,
            categories=categories,
            only_unread=only_unread,
        )
        return page_of(rows, page, key=lambda item: str(item.id), node=entry_type)

    @query(
        allow=SignedIn(),
        about=Oneself(),
        under=SERVICE,
        description="How many entries wait to be read; what was retracted needs no reading.",
    )
    async def unread_count(self, info: Info, categories: Categories = None) -> int:
        world = info.context
        return await notifications.unread_count(
            reader(world.actor), clock=world.clock, categories=categories
        )


def reader(actor: Actor) -> UUID:
    """Whose inbox it is: always the actor's own."""
    if actor.person_id is None:
        raise Unauthenticated
    return actor.person_id
