"""`myOffices` and `roleProposals`: what one holds, and what waits for one's word."""

import strawberry

from domains.identity import public as identity
from domains.identity.public import roles
from domains.kernel.errors import Unauthenticated
from gateway.connections import Connection, page_of, page_request
from gateway.context import Info
from gateway.declarations import DUTY, SERVICE, Oneself
from gateway.fields import query
from gateway.global_ids import global_id
from gateway.identity.decide_role import DECIDES
from gateway.identity.role_types import Office, RoleProposal, Unit
from gateway.permissions import SignedIn


@strawberry.type
class OfficeQuery:
    @query(
        allow=SignedIn(),
        about=Oneself(),
        under=SERVICE,
        description="The offices that you hold now, and where.",
    )
    async def my_offices(self, info: Info) -> list[Office]:
        world = info.context
        if world.actor.person_id is None:
            raise Unauthenticated
        held = await roles.offices_held(world.actor.person_id, at=world.clock.now())
        places = await roles.units([office.unit_id for office in held if office.unit_id])
        return [
            Office(
                grant_id=global_id("RoleGrant", office.grant_id),
                role=office.role,
                unit=unit_type(places[office.unit_id]) if office.unit_id in places else None,
                since=office.since,
                ends_at=office.ends_at,
            )
            for office in held
        ]

    @query(
        allow=DECIDES,
        about=Oneself(),
        under=DUTY,
        description="Offices that colleagues proposed and that wait for you, oldest first.",
    )
    async def role_proposals(
        self, info: Info, first: int = 20, after: str | None = None
    ) -> Connection[RoleProposal]:
        world, page = info.context, page_request(first=first, after=after)
        rows = await roles.role_proposals(
            world.actor, limit=page.fetch, after=page.after_id, clock=world.clock
        )
        cards = await identity.people(
            {who for row in rows for who in (row.person_id, row.proposed_by)}
        )

        def shown(row: roles.ProposalView) -> RoleProposal:
            person, proposer = cards.get(row.person_id), cards.get(row.proposed_by)
            return RoleProposal(
                id=global_id("RoleProposal", row.proposal_id),
                role=row.role,
                person_name=person.display_name if person else None,
                proposed_by_name=proposer.display_name if proposer else None,
                proposed_at=row.proposed_at,
                ends_at=row.ends_at,
            )

        return page_of(rows, page, key=lambda row: str(row.proposal_id), node=shown)


def unit_type(card: roles.UnitCard) -> Unit:
    return Unit(id=global_id("Unit", card.unit_id), kind=card.kind, name=card.name)
