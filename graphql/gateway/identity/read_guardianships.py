"""`guardianshipQueue` and `myGuardianshipClaims`: what waits for a check, and one's own."""

from collections.abc import Sequence
from uuid import UUID

import strawberry

from domains.identity import public as identity
from domains.identity.public import PersonCard, guardianships
from domains.kernel.actor import Role
from domains.kernel.errors import Forbidden
from gateway.connections import Connection, page_of, page_request
from gateway.context import Info
from gateway.declarations import DUTY, SERVICE, Everybody, Oneself
from gateway.fields import query
from gateway.identity.guardianship_types import (
    GuardianshipClaim,
    GuardianshipQueueState,
    claim_type,
)
from gateway.permissions import HasRole, SignedIn


@strawberry.type
class GuardianshipQuery:
    @query(
        allow=HasRole(Role.OFFICER),
        about=Everybody(),
        under=DUTY,
        description="Claims that wait for your check, oldest first. What you brought, what is "
        "yours or your family's waits for a colleague. Each claim shown is audited.",
    )
    async def guardianship_queue(
        self, info: Info, first: int = 20, after: str | None = None
    ) -> Connection[GuardianshipClaim]:
        world, page = info.context, page_request(first=first, after=after)
        rows = await guardianships.guardianship_queue(
            world.actor, limit=page.fetch, after=page.after_id, clock=world.clock, ids=world.ids
        )
        if rows is None:
            raise Forbidden
        cards = await _cards(rows)
        return page_of(
            rows,
            page,
            key=lambda row: str(row.claim_id),
            node=lambda row: claim_type(row, cards, to_officer=True),
        )

    @query(
        allow=HasRole(Role.OFFICER),
        about=Everybody(),
        under=DUTY,
        description="How many claims wait for your check, and since when the oldest does.",
    )
    async def guardianship_queue_state(self, info: Info) -> GuardianshipQueueState:
        world = info.context
        state = await guardianships.queue_state(world.actor, clock=world.clock)
        if state is None:
            raise Forbidden
        return GuardianshipQueueState(waiting=state.waiting, oldest_since=state.oldest_since)

    @query(
        allow=SignedIn(),
        about=Oneself(),
        under=SERVICE,
        description="The claims of which you would be the holder, newest first.",
    )
    async def my_guardianship_claims(
        self, info: Info, first: int = 20, after: str | None = None
    ) -> Connection[GuardianshipClaim]:
        page = page_request(first=first, after=after)
        rows = await guardianships.my_claims(
            info.context.actor, limit=page.fetch, before=page.after_id
        )
        cards = await identity.people({row.holder_id for row in rows})
        return page_of(
            rows,
            page,
            key=lambda row: str(row.claim_id),
            node=lambda row: claim_type(row, cards, to_officer=False),
        )


async def _cards(rows: Sequence[guardianships.ClaimView]) -> dict[UUID, PersonCard]:
    named = {
        who
        for row in rows
        for who in (row.holder_id, row.subject_id, row.brought_by, row.endorsed_by)
        if who is not None
    }
    return await identity.people(named)
