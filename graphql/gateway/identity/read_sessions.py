"""`mySessions`: where one is signed in."""

from datetime import datetime

import strawberry

from domains.identity import public as identity
from domains.identity.public import SessionView
from domains.kernel.errors import Unauthenticated
from gateway.connections import Connection, page_of, page_request
from gateway.context import Info
from gateway.declarations import SERVICE, Oneself
from gateway.fields import query
from gateway.global_ids import global_id
from gateway.nameless import named
from gateway.permissions import SignedIn


@strawberry.type(description="One signed-in installation, of yours or of a child of yours.")
class Session:
    id: strawberry.ID = strawberry.field(description="For endSession.")
    owner_id: strawberry.ID = strawberry.field(description="The owner's id as a Person.")
    device_name: str = named("device", description="What the app or browser called itself.")
    provider: str | None = strawberry.field(description="Who vouched for the sign-in, if known.")
    signed_in_at: datetime | None = strawberry.field(
        description="When the owner last proved who they are; null where their provider does not "
        "say when it asked."
    )
    last_seen_at: datetime = strawberry.field(
        description="When it was last heard of, to within ten minutes."
    )
    expires_at: datetime = strawberry.field(description="When it ends by itself.")
    is_this_one: bool = strawberry.field(description="Whether it is the one that asks.")


@strawberry.type
class SessionsQuery:
    @query(
        allow=SignedIn(),
        about=Oneself(),
        under=SERVICE,
        description="Where you are signed in, and your children under 14, newest first. Sessions "
        "that have ended are gone from it.",
    )
    async def my_sessions(
        self, info: Info, first: int = 20, after: str | None = None
    ) -> Connection[Session]:
        world, page = info.context, page_request(first=first, after=after)
        if world.actor.person_id is None:
            raise Unauthenticated
        rows = await identity.sessions_in_care_of(
            world.actor.person_id, limit=page.fetch, before=page.after_id, clock=world.clock
        )
        return page_of(
            rows, page, key=lambda row: str(row.session_id), node=lambda row: _session(info, row)
        )


def _session(info: Info, view: SessionView) -> Session:
    return Session(
        id=global_id("Session", view.session_id),
        owner_id=global_id("Person", view.owner_id),
        device_name=view.device_name,
        provider=view.provider,
        signed_in_at=view.signed_in_at,
        last_seen_at=view.last_seen_at,
        expires_at=view.expires_at,
        is_this_one=view.session_id == info.context.actor.session_id,
    )
