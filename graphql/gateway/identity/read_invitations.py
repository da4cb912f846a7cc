"""`invitation` and `myInvitations`: who asks for what, before and after it is accepted."""

import strawberry

from domains.identity.public import invitations
from gateway.connections import Connection, page_of, page_request
from gateway.context import Info
from gateway.declarations import SERVICE, Oneself
from gateway.fields import query
from gateway.identity.invitation_types import Invitation, invitation_type
from gateway.identity.tries import begin_trying, tried_well
from gateway.permissions import SignedIn


@strawberry.type
class InvitationQuery:
    @query(
        allow=SignedIn(),
        about=Oneself(),
        under=SERVICE,
        description="What a code asks of you. Null for a code that is mistyped, expired, used, "
        "called off, or never was. Tries are counted.",
    )
    async def invitation(self, info: Info, code: str) -> Invitation | None:
        world = info.context
        await begin_trying(world)
        found = await invitations.see_invitation(world.actor, code, clock=world.clock)
        if isinstance(found, invitations.InvitationClosed):
            return None
        await tried_well(world)
        return invitation_type(found)

    @query(
        allow=SignedIn(),
        about=Oneself(),
        under=SERVICE,
        description="The invitations that you made or accepted, newest first.",
    )
    async def my_invitations(
        self, info: Info, first: int = 20, after: str | None = None
    ) -> Connection[Invitation]:
        page = page_request(first=first, after=after)
        rows = await invitations.my_invitations(
            info.context.actor, limit=page.fetch, before=page.after_id
        )
        return page_of(rows, page, key=lambda row: str(row.invitation_id), node=invitation_type)
