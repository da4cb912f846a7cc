"""The questions that a guardian, a child and an operator ask."""

from datetime import date
from typing import Annotated, assert_never

import strawberry

from domains.commute import public as commute
from domains.consent.public import ConsentMissing, Purpose
from domains.kernel.actor import Role
from domains.kernel.clock import seoul_date
from gateway.commute.types import (
    CommuteRoute,
    CommuteTimeline,
    ConsentNotStanding,
    NotYourChild,
    Place,
    Point,
    RoutePoint,
    SosAlarm,
    consent_type,
    person_id,
    place_type,
    sos_type,
    timeline_type,
)
from gateway.connections import Connection, page_of, page_request
from gateway.context import Info
from gateway.declarations import (
    FAMILY,
    RESCUE,
    SEERS,
    SERVICE,
    Consent,
    Everybody,
    Nobody,
    Oneself,
    Subject,
)
from gateway.fields import query
from gateway.global_ids import uuid_of
from gateway.permissions import HasRole, SignedIn

CommuteTimelineResult = Annotated[
    CommuteTimeline | NotYourChild | ConsentNotStanding, strawberry.union("CommuteTimelineResult")
]
CommuteRouteResult = Annotated[
    CommuteRoute | NotYourChild | ConsentNotStanding, strawberry.union("CommuteRouteResult")
]


@strawberry.type(description="The places whose crossings are told of a child.")
class WatchedPlaces:
    places: list[Place]


WatchedPlacesResult = Annotated[
    WatchedPlaces | NotYourChild, strawberry.union("WatchedPlacesResult")
]


@strawberry.type
class Query:
    @query(
        allow=SignedIn(),
        about=Subject("childId", open_to=FAMILY),
        under=Consent(Purpose.COMMUTE_ARRIVAL, Purpose.COMMUTE_DEPARTURE, Purpose.COMMUTE_ALERTS),
        description="A child's day: arrivals, departures, and how the school bell went.",
    )
    async def commute_timeline(
        self, info: Info, child_id: strawberry.ID, day: date | None = None
    ) -> CommuteTimelineResult:
        world = info.context
        outcome = await commute.timeline(
            world.actor,
            child_id=uuid_of(child_id, "Person"),
            day=day or seoul_date(world.clock.now()),
            clock=world.clock,
            ids=world.ids,
        )
        match outcome:
            case commute.Timeline():
                return timeline_type(outcome)
            case commute.NotYours():
                return NotYourChild()
            case ConsentMissing(purpose=purpose):
                return consent_type(purpose)
            case unreachable:
                assert_never(unreachable)

    @query(
        allow=SignedIn(),
        about=Subject("childId", open_to=FAMILY),
        under=Consent(Purpose.COMMUTE_ROUTE_HISTORY),
        description="A child's route of the last hours, under the consent to route history.",
    )
    async def commute_route(self, info: Info, child_id: strawberry.ID) -> CommuteRouteResult:
        world = info.context
        outcome = await commute.route(
            world.actor,
            child_id=uuid_of(child_id, "Person"),
            retention=world.services.retention,
            clock=world.clock,
            ids=world.ids,
        )
        match outcome:
            case commute.Route():
                return _route(outcome)
            case commute.NotYours():
                return NotYourChild()
            case ConsentMissing(purpose=purpose):
                return consent_type(purpose)
            case unreachable:
                assert_never(unreachable)

    @query(
        allow=SignedIn(),
        about=Subject("childId", open_to=SEERS),
        under=SERVICE,
        description="The places whose crossings are told of a child; from 14 on the child's alone "
        "to see and to choose.",
    )
    async def watched_places(self, info: Info, child_id: strawberry.ID) -> WatchedPlacesResult:
        world = info.context
        outcome = await commute.watched_places(
            world.actor, child_id=uuid_of(child_id, "Person"), clock=world.clock
        )
        if isinstance(outcome, commute.NotYours):
            return NotYourChild()
        return WatchedPlaces(places=[place_type(place) for place in outcome])

    @query(
        allow=SignedIn(),
        about=Nobody(),
        description="Public places whose name contains these words.",
    )
    async def places(
        self, name: str = "", first: int = 20, after: str | None = None
    ) -> Connection[Place]:
        page = page_request(first=first, after=after)
        rows = await commute.find_places(name=name[:100], first=page.fetch, after=page.after_id)
        return page_of(rows, page, key=lambda row: str(row.id), node=place_type)

    @query(
        allow=HasRole(Role.OPERATOR),
        about=Everybody(),
        under=RESCUE,
        description="Open calls for help of the whole city, the oldest first.",
    )
    async def sos_queue(self, info: Info) -> list[SosAlarm]:
        world = info.context
        calls = await commute.sos_queue(world.actor, clock=world.clock, ids=world.ids)
        return [sos_type(call) for call in calls]

    @query(
        allow=SignedIn(),
        about=Oneself(),
        under=RESCUE,
        description="The latest calls of my children, and my own.",
    )
    async def my_sos_alarms(self, info: Info) -> list[SosAlarm]:
        world = info.context
        calls = await commute.own_sos(world.actor, clock=world.clock, ids=world.ids)
        return [sos_type(call) for call in calls]


def _route(route: commute.Route) -> CommuteRoute:
    return CommuteRoute(
        child_id=person_id(route.child_id),
        points=[
            RoutePoint(
                at=fix.at, point=Point(lat=fix.lat, lon=fix.lon), accuracy_metres=fix.accuracy_m
            )
            for fix in route.fixes
        ],
    )
