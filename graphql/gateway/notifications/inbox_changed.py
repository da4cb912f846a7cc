"""`inboxChanged`: the bell rings."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated

import strawberry

from gateway.connections import foreign_cursor, read_cursor, write_cursor
from gateway.context import Context, Info
from gateway.declarations import SERVICE, Oneself
from gateway.fields import subscription
from gateway.notifications.read_inbox import reader
from gateway.notifications.types import InboxEntry, entry_type
from gateway.permissions import SignedIn
from notifications import public as notifications
from notifications.public import Changes, Place

NEWEST = 10

After = Annotated[
    str | None,
    strawberry.argument(description="The `cursor` of the last event that you had, to go on there."),
]


@strawberry.type(description="How your inbox stands now, and what changed.")
class InboxState:
    unread_count: int = strawberry.field(description="How many entries wait to be read.")
    newest: list[InboxEntry] = strawberry.field(
        description=f"The newest entries, at most {NEWEST}; the rest is behind `inbox`."
    )
    changed: list[InboxEntry] = strawberry.field(
        description="Entries that were added, read, marked unread or retracted since the event "
        "before this one, or since `after`; newest first. One may come twice: it has one state."
    )
    is_complete: bool = strawberry.field(
        description="False: more changed than `changed` can hold, or `after` is too old. "
        "Read `inbox` anew."
    )
    cursor: str = strawberry.field(
        description="Give it as `after` when the connection comes back, and nothing is lost."
    )


@strawberry.type
class Subscription:
    @subscription(
        allow=SignedIn(),
        about=Oneself(),
        under=SERVICE,
        description="Your inbox as it stands, at once and after every change: on whichever of "
        "your devices it was read. What may no longer be shown is gone from `inbox` without a "
        "word here: show nothing that `inbox` no longer lists.",
    )
    async def inbox_changed(self, info: Info, after: After = None) -> AsyncIterator[InboxState]:
        world = info.context
        place = _place(after)
        async with world.services.listen(f"inbox:{reader(world.actor)}") as heard:
            while True:
                state, place = await _state(world, since=place)
                yield state
                await _next_change(world, heard)
                heard.clear()


async def _state(world: Context, *, since: Place | None) -> tuple[InboxState, Place]:
    """Read anew each time, so that an ended relation or consent is gone from the next event."""
    me = reader(world.actor)
    changes = await notifications.inbox_changes(me, since=since, clock=world.clock)
    items = await notifications.inbox_of(me, clock=world.clock, first=NEWEST)
    unread = await notifications.unread_count(me, clock=world.clock)
    return _told(changes, newest=[entry_type(item) for item in items], unread=unread), changes.place


def _told(changes: Changes, *, newest: list[InboxEntry], unread: int) -> InboxState:
    return InboxState(
        unread_count=unread,
        newest=newest,
        changed=[entry_type(item) for item in changes.entries],
        is_complete=changes.is_complete,
        cursor=write_cursor(str(changes.place)),
    )


async def _next_change(world: Context, heard: asyncio.Event) -> None:
    """Until somebody says so, or until something that was held back appears by itself."""
    soonest = await notifications.next_to_appear(reader(world.actor), clock=world.clock)
    try:
        await asyncio.wait_for(heard.wait(), _seconds_until(soonest, now=world.clock.now()))
    except TimeoutError:
        return


def _seconds_until(soonest: datetime | None, *, now: datetime) -> float | None:
    return None if soonest is None else max((soonest - now).total_seconds(), 0.1)


def _place(after: str | None) -> Place | None:
    """Raises RequestRefused (BAD_CURSOR)."""
    if after is None:
        return None
    try:
        return Place.parse(read_cursor(after))
    except ValueError as error:
        raise foreign_cursor() from error
