"""`pinCareHome`, `myCareHomes`: where a home lies, for the care workers of its dong."""

from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.care import public as care
from domains.consent.public import Purpose
from domains.kernel import personal
from domains.kernel.actor import Role
from domains.kernel.geo import LatLon
from gateway.care.people.types import CareNotFound
from gateway.context import Context, Info
from gateway.declarations import DUTY, Consent, Oneself, Subject, Tie
from gateway.execution.faults import RequestRefused
from gateway.fields import mutation, query
from gateway.global_ids import global_id, uuid_of
from gateway.once import REQUEST_ID, once
from gateway.permissions import HasRole, SignedIn


@strawberry.input(description="A place on the map.")
class CarePlaceInput:
    lat: float = strawberry.field(description="WGS84 degrees.")
    lon: float = strawberry.field(description="WGS84 degrees.")


@strawberry.input(description="Whose home lies where.")
class PinCareHomeInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    senior_id: strawberry.ID = strawberry.field(description="Whose; a Person.")
    place: CarePlaceInput | None = strawberry.field(
        default=None, description="Where; none takes it back."
    )


@strawberry.type(description="It is written down, sealed.")
class PinCareHomeSuccess:
    is_shown: bool = strawberry.field(description="False: it was taken back.")


PinCareHomeResult = Annotated[
    PinCareHomeSuccess | CareNotFound, strawberry.union("PinCareHomeResult")
]


@strawberry.type(description="A home on the map, of somebody who wants that.")
class CareHome:
    senior_id: strawberry.ID = strawberry.field(description="Whose; a Person.")
    lat: float = strawberry.field(description="WGS84 degrees.")
    lon: float = strawberry.field(description="WGS84 degrees.")


@strawberry.type
class CareHomesQuery:
    @query(
        allow=HasRole(Role.CARE_WORKER),
        about=Oneself(),
        under=DUTY,
        description="Homes in your dongs, and where you stand in now, of those who want to be on "
        "your map. Each one shown is audited.",
    )
    async def my_care_homes(self, info: Info) -> list[CareHome]:
        world = info.context
        found = await care.people.homes_on_map(world.actor, clock=world.clock, ids=world.ids)
        return [
            CareHome(
                senior_id=global_id("Person", home.senior_id),
                lat=home.point.lat,
                lon=home.point.lon,
            )
            for home in found
        ]


@strawberry.type
class PinCareHomeMutation:
    @mutation(
        allow=SignedIn(),
        about=Subject("input.seniorId", open_to=frozenset({Tie.SELF, Tie.CARE_CENTRE})),
        under=Consent(Purpose.CARE_CHECK_INS),
        description="Let the care workers of the dong see on their map where she lives. Nobody "
        "else sees it, and a move forgets it.",
    )
    async def pin_care_home(self, info: Info, input: PinCareHomeInput) -> PinCareHomeResult:
        world = info.context
        senior = uuid_of(input.senior_id, "Person")
        place = await _sealed(senior, input.place)
        return await once(info, input, perform=lambda: _pin(world, senior, place))


async def _pin(world: Context, senior_id: UUID, place: bytes | None) -> PinCareHomeResult:
    outcome = await care.people.pin_home(
        world.actor, senior_id, place, clock=world.clock, ids=world.ids
    )
    match outcome:
        case care.people.HomePinned(is_shown=is_shown):
            return PinCareHomeSuccess(is_shown=is_shown)
        case care.people.NotYourSenior():
            return CareNotFound()
        case unreachable:
            assert_never(unreachable)


async def _sealed(owner: UUID, said: CarePlaceInput | None) -> bytes | None:
    """Sealed before the transaction begins."""
    if said is None:
        return None
    try:
        point = LatLon(said.lat, said.lon)
    except ValueError as error:
        raise RequestRefused("This is no point on Earth.", code="BAD_USER_INPUT") from error
    return await personal.seal(owner, care.people.written(point))
