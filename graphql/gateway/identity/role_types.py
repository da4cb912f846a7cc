"""What clients see of offices."""

from datetime import datetime

import strawberry

from domains.identity.public import roles
from domains.kernel.actor import Role
from gateway.wording import FOR_DEVELOPERS


@strawberry.type(description="A school, class, shop, centre, dong or district.")
class Unit:
    id: strawberry.ID = strawberry.field(description="For grantRole, grantRelation, openStandIn.")
    kind: roles.UnitKind = strawberry.field(description="What it is.")
    name: str = strawberry.field(description="What it is called.")


@strawberry.type(description="An office that somebody holds.")
class Office:
    grant_id: strawberry.ID = strawberry.field(description="For endRole.")
    role: Role = strawberry.field(description="The office.")
    unit: Unit | None = strawberry.field(description="Where; null for the whole city.")
    since: datetime = strawberry.field(description="Its beginning.")
    ends_at: datetime | None = strawberry.field(description="Its agreed end, if any.")


@strawberry.type(description="An office that waits for the second pair of eyes.")
class RoleProposal:
    id: strawberry.ID = strawberry.field(description="For decideRole.")
    role: Role = strawberry.field(description="The office.")
    person_name: str | None = strawberry.field(description="Who would hold it.")
    proposed_by_name: str | None = strawberry.field(description="Who proposed it.")
    proposed_at: datetime = strawberry.field(description="Since when it waits.")
    ends_at: datetime | None = strawberry.field(description="Its agreed end, if any.")


@strawberry.type(
    description="You hold no office that gives this here, it would be your own, or nobody has "
    "this id."
)
class RoleNotYoursToGrant:
    message: str = strawberry.field(
        default="Not yours to give, not here, or to nobody.", description=FOR_DEVELOPERS
    )
