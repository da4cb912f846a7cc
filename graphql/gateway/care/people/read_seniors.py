"""`careSeniors`, `myCareSeniors`: whom a centre cares for, and whom a care worker looks after."""

from datetime import datetime

import strawberry

from domains.care import public as care
from domains.kernel.actor import Role
from domains.kernel.errors import Forbidden
from gateway.connections import Connection, page_of, page_request
from gateway.context import Info
from gateway.declarations import DUTY, Holding, Oneself, Tie
from gateway.fields import query
from gateway.global_ids import global_id, uuid_of
from gateway.identity.stand_in_types import AT_THE_DESK
from gateway.permissions import HasRole


@strawberry.type(description="Somebody in your care.")
class CareSenior:
    enrolment_id: strawberry.ID = strawberry.field(
        description="For acceptIntoCare and declineCareApplication."
    )
    senior_id: strawberry.ID = strawberry.field(description="For seniorCare; a Person.")
    name: str = strawberry.field(description="What she is called.")
    dong_id: strawberry.ID = strawberry.field(description="Where she lives; a Unit.")
    stands: bool = strawberry.field(description="False: she asked, and waits for your yes.")
    asked_at: datetime = strawberry.field(description="Since when.")
    since: datetime | None = strawberry.field(
        description="When she came into the care of her dong; for two weeks she is a new face."
    )
    paused_until: datetime | None = strawberry.field(description="Set while everything is quiet.")


@strawberry.type
class CareSeniorsQuery:
    @query(
        allow=AT_THE_DESK,
        about=Holding("centreId", "Unit", open_to=frozenset({Tie.CARE_CENTRE})),
        under=DUTY,
        description="Whom your centre cares for, and who asked; in the order in which they came. "
        "Each one shown is audited.",
    )
    async def care_seniors(
        self, info: Info, centre_id: strawberry.ID, first: int = 20, after: str | None = None
    ) -> Connection[CareSenior]:
        world, page = info.context, page_request(first=first, after=after)
        rows = await care.people.seniors_of_centre(
            world.actor,
            uuid_of(centre_id, "Unit"),
            limit=page.fetch,
            after=page.after_id,
            clock=world.clock,
            ids=world.ids,
        )
        if rows is None:
            raise Forbidden
        return page_of(rows, page, key=lambda row: str(row.enrolment_id), node=_senior)

    @query(
        allow=HasRole(Role.CARE_WORKER),
        about=Oneself(),
        under=DUTY,
        description="Whom you look after: in your dongs, and where you stand in now. Each one "
        "shown is audited.",
    )
    async def my_care_seniors(
        self, info: Info, first: int = 20, after: str | None = None
    ) -> Connection[CareSenior]:
        world, page = info.context, page_request(first=first, after=after)
        rows = await care.people.seniors_of_worker(
            world.actor,
            limit=page.fetch,
            after=page.after_id,
            clock=world.clock,
            ids=world.ids,
        )
        return page_of(rows, page, key=lambda row: str(row.enrolment_id), node=_senior)


def _senior(row: care.people.SeniorRow) -> CareSenior:
    return CareSenior(
        enrolment_id=global_id("CareEnrolment", row.enrolment_id),
        senior_id=global_id("Person", row.senior_id),
        name=row.name,
        dong_id=global_id("Unit", row.dong_id),
        stands=row.stands,
        asked_at=row.asked_at,
        since=row.since,
        paused_until=row.paused_until,
    )
