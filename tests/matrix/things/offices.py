"""An office held, and one proposed."""

from uuid import UUID

from domains.identity.models import RoleGrant, RoleProposal
from domains.kernel.actor import Role
from tests.matrix.things.plot import Plot, plants


@plants("RoleGrant")
async def _office(plot: Plot) -> UUID:
    grant = await RoleGrant.create(
        id=plot.ids.new(),
        person_id=plot.person,
        role=Role.DEVELOPER,
        starts_at=plot.clock.now(),
        granted_by="system:tests.matrix",
    )
    return grant.id


@plants("RoleProposal")
async def _proposal(plot: Plot) -> UUID:
    proposal = await RoleProposal.create(
        id=plot.ids.new(),
        person_id=plot.person,
        role=Role.DPO,
        proposed_by=plot.bystander,
        proposed_at=plot.clock.now(),
    )
    return proposal.id
