"""`careDongs`, `careCentres`, `careWorkers`: what forms about care choose from."""

import strawberry

from domains.care import public as care
from domains.kernel.actor import Role
from domains.kernel.errors import Forbidden
from gateway.care.people.enter_care_absence import KNOWS_ABSENCES
from gateway.context import Info
from gateway.declarations import DUTY, Holding, Nobody, Tie
from gateway.fields import query
from gateway.global_ids import global_id, uuid_of
from gateway.permissions import HasRole, SignedIn


@strawberry.type(description="A community centre.")
class CareCentre:
    id: strawberry.ID = strawberry.field(description="A Unit.")
    name: str = strawberry.field(description="What it is called.")


@strawberry.type(description="A dong of the city.")
class CareDong:
    id: strawberry.ID = strawberry.field(description="A Unit: for enrolInCare and moveSenior.")
    name: str = strawberry.field(description="What it is called.")
    centre: CareCentre | None = strawberry.field(
        description="Which centre cares for who lives there; null: none does yet."
    )


@strawberry.type(description="A care worker, as far as a rota names them.")
class CareWorker:
    id: strawberry.ID = strawberry.field(description="A Person.")
    name: str = strawberry.field(description="What they are called.")
    is_of_dong: bool = strawberry.field(
        description="May have a shift there; everybody else here may only stand in."
    )


@strawberry.type
class CareAreasQuery:
    @query(allow=SignedIn(), about=Nobody(), description="The city's dongs, by name.")
    async def care_dongs(self) -> list[CareDong]:
        return [_dong(one) for one in await care.people.list_dongs()]

    @query(
        allow=HasRole(Role.OFFICER),
        about=Nobody(),
        description="The city's community centres, by name: for serveDong.",
    )
    async def care_centres(self) -> list[CareCentre]:
        return [_centre(one) for one in await care.people.list_centres()]

    @query(
        allow=KNOWS_ABSENCES,
        about=Holding("dongId", "Unit", open_to=frozenset({Tie.CARE_CENTRE, Tie.CARE_WORKER})),
        under=DUTY,
        description="Whom the rota of a dong can name: its care workers, and who may stand in.",
    )
    async def care_workers(self, info: Info, dong_id: strawberry.ID) -> list[CareWorker]:
        world = info.context
        dong = uuid_of(dong_id, "Unit")
        found = await care.people.list_workers(world.actor, dong, clock=world.clock)
        if found is None:
            raise Forbidden
        return [
            CareWorker(
                id=global_id("Person", one.worker_id), name=one.name, is_of_dong=one.is_of_dong
            )
            for one in found
        ]


def _dong(one: care.people.Dong) -> CareDong:
    centre = None if one.centre is None else _centre(one.centre)
    return CareDong(id=global_id("Unit", one.dong_id), name=one.name, centre=centre)


def _centre(one: care.people.Centre) -> CareCentre:
    return CareCentre(id=global_id("Unit", one.centre_id), name=one.name)
