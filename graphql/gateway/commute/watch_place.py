"""`watchPlace`, `addPlace`, `unwatchPlace`: which places are told of a child."""

from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.commute import public as commute
from domains.kernel.geo import LatLon
from gateway.commute.types import NotYourChild
from gateway.context import Context, Info
from gateway.declarations import DECIDERS, SERVICE, Subject
from gateway.execution.faults import RequestRefused
from gateway.fields import mutation
from gateway.global_ids import global_id, uuid_of
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn
from gateway.plain_text import plain_text
from gateway.wording import FOR_DEVELOPERS

LONGEST_NAME = 60
SMALLEST_RADIUS_M, LARGEST_RADIUS_M = 30.0, 1000.0


@strawberry.input(description="Tell of a public place.")
class WatchPlaceInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    child_id: strawberry.ID = strawberry.field(description="Whose; a Person.")
    place_id: strawberry.ID = strawberry.field(description="Which one; a Place.")
    is_school: bool = strawberry.field(
        default=False, description="The child is expected here by the bell."
    )


@strawberry.input(description="Put a place of your own on the child's map.")
class AddPlaceInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    child_id: strawberry.ID = strawberry.field(description="Whose; a Person.")
    name: str = strawberry.field(description="What the family calls it; 1 to 60 characters.")
    kind: commute.PlaceKind = strawberry.field(description="What stands there.")
    lat: float = strawberry.field(description="Of its centre, WGS84 degrees.")
    lon: float = strawberry.field(description="Of its centre, WGS84 degrees.")
    radius_metres: float = strawberry.field(default=60.0, description="From 30 to 1000.")
    dwell_seconds: int = strawberry.field(
        default=60, description="Time inside before an arrival is believed; at most 600."
    )


@strawberry.input(description="Tell no more of a place.")
class UnwatchPlaceInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    child_id: strawberry.ID = strawberry.field(description="Whose; a Person.")
    place_id: strawberry.ID = strawberry.field(description="Which one; a Place.")


@strawberry.type(description="Crossings of this place are told from now on.")
class WatchPlaceSuccess:
    place_id: strawberry.ID = strawberry.field(description="Which one; a Place.")


@strawberry.type(description="Crossings of this place are told no more.")
class UnwatchPlaceSuccess:
    place_id: strawberry.ID = strawberry.field(description="Which one; a Place.")


@strawberry.type(description="No public place, and none of this family's, has this id.")
class PlaceNotFound:
    message: str = strawberry.field(
        default="No public place, and none of this family's, has this id.",
        description=FOR_DEVELOPERS,
    )


@strawberry.type(description="The family watches as many places as it may; let one go first.")
class PlaceLimitReached:
    limit: int = strawberry.field(description="How many there may be.")


WatchPlaceResult = Annotated[
    WatchPlaceSuccess | PlaceNotFound | PlaceLimitReached | NotYourChild,
    strawberry.union("WatchPlaceResult"),
]
UnwatchPlaceResult = Annotated[
    UnwatchPlaceSuccess | PlaceNotFound | NotYourChild, strawberry.union("UnwatchPlaceResult")
]


@strawberry.type
class WatchPlaceMutation:
    @mutation(
        allow=SignedIn(),
        about=Subject("input.childId", open_to=DECIDERS),
        under=SERVICE,
        description="Tell of a public place whenever the child crosses it.",
    )
    async def watch_place(self, info: Info, input: WatchPlaceInput) -> WatchPlaceResult:
        return await once(info, input, perform=lambda: _watch(info.context, input))

    @mutation(
        allow=SignedIn(),
        about=Subject("input.childId", open_to=DECIDERS),
        under=SERVICE,
        description="Add a place of your own, such as home or an academy.",
    )
    async def add_place(self, info: Info, input: AddPlaceInput) -> WatchPlaceResult:
        return await once(info, input, perform=lambda: _add(info.context, input))

    @mutation(
        allow=SignedIn(),
        about=Subject("input.childId", open_to=DECIDERS),
        under=SERVICE,
        description="Tell no more of a place.",
    )
    async def unwatch_place(self, info: Info, input: UnwatchPlaceInput) -> UnwatchPlaceResult:
        return await once(info, input, perform=lambda: _unwatch(info.context, input))


async def _watch(world: Context, input: WatchPlaceInput) -> WatchPlaceResult:
    return _watching(
        await commute.watch_place(
            world.actor,
            child_id=uuid_of(input.child_id, "Person"),
            place_id=uuid_of(input.place_id, "Place"),
            is_school=input.is_school,
            clock=world.clock,
            ids=world.ids,
        )
    )


async def _add(world: Context, input: AddPlaceInput) -> WatchPlaceResult:
    return _watching(
        await commute.add_place(
            world.actor,
            child_id=uuid_of(input.child_id, "Person"),
            place=_new_place(input),
            clock=world.clock,
            ids=world.ids,
        )
    )


async def _unwatch(world: Context, input: UnwatchPlaceInput) -> UnwatchPlaceResult:
    outcome = await commute.unwatch_place(
        world.actor,
        child_id=uuid_of(input.child_id, "Person"),
        place_id=uuid_of(input.place_id, "Place"),
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case commute.Watching(place_id=place_id):
            return UnwatchPlaceSuccess(place_id=global_id("Place", place_id))
        case commute.NotYours():
            return NotYourChild()
        case commute.NoSuchPlace():
            return PlaceNotFound()
        case unreachable:
            assert_never(unreachable)


def _watching(
    outcome: commute.Watching | commute.NoSuchPlace | commute.TooManyPlaces | commute.NotYours,
) -> WatchPlaceResult:
    match outcome:
        case commute.Watching(place_id=place_id):
            return WatchPlaceSuccess(place_id=global_id("Place", place_id))
        case commute.NoSuchPlace():
            return PlaceNotFound()
        case commute.TooManyPlaces(limit=limit):
            return PlaceLimitReached(limit=limit)
        case commute.NotYours():
            return NotYourChild()
        case unreachable:
            assert_never(unreachable)


def _new_place(said: AddPlaceInput) -> commute.NewPlace:
    name = plain_text(said.name, what="A place's name", longest=LONGEST_NAME)
    if not SMALLEST_RADIUS_M <= said.radius_metres <= LARGEST_RADIUS_M:
        raise RequestRefused("A radius is from 30 to 1000 metres.", code="BAD_USER_INPUT")
    if not 0 <= said.dwell_seconds <= 600:
        raise RequestRefused("A dwell is from 0 to 600 seconds.", code="BAD_USER_INPUT")
    try:
        point = LatLon(said.lat, said.lon)
    except ValueError as error:
        raise RequestRefused("This is no point on Earth.", code="BAD_USER_INPUT") from error
    return commute.NewPlace(
        name=name,
        kind=said.kind,
        point=point,
        radius_m=said.radius_metres,
        dwell_s=said.dwell_seconds,
    )
