"""What a community centre's desk sees of the accounts that it runs."""

from datetime import datetime

import strawberry

from domains.identity.public import stand_ins
from domains.kernel.actor import Role
from gateway.global_ids import global_id
from gateway.identity.granting_offices import any_role
from gateway.wording import FOR_DEVELOPERS

AT_THE_DESK = any_role({Role.CENTRE_STAFF, Role.CENTRE_MANAGER})


@strawberry.type(description="An account that your centre runs for somebody without a phone.")
class StandIn:
    id: strawberry.ID = strawberry.field(description="For beginSitting and the other acts.")
    person_id: strawberry.ID = strawberry.field(description="For the header X-On-Behalf-Of.")
    display_name: str = strawberry.field(description="Who it is for.")
    stands: bool = strawberry.field(
        description="False until a second member of staff has seen the proof."
    )
    opened_at: datetime = strawberry.field(description="Since when it is known.")


@strawberry.type(description="No such account is run by your centre, or not like this.")
class StandInNotFound:
    message: str = strawberry.field(
        default="No such account is run by your centre, or nothing is to be done there.",
        description=FOR_DEVELOPERS,
    )


def stand_in_type(view: stand_ins.StandInView) -> StandIn:
    return StandIn(
        id=global_id("StandIn", view.stand_in_id),
        person_id=global_id("Person", view.person_id),
        display_name=view.display_name,
        stands=view.stands,
        opened_at=view.opened_at,
    )
