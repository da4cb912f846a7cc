"""What clients see of a child's commute."""

from datetime import date, datetime
from uuid import UUID

import orjson
import strawberry

from domains.commute import public as commute
from domains.consent.public import Purpose
from domains.kernel.geo import LatLon
from gateway.global_ids import Node, global_id
from gateway.nameless import named
from gateway.wording import FOR_DEVELOPERS

strawberry.enum(commute.CrossingKind, description="Which way a geofence was crossed.")
strawberry.enum(commute.PlaceKind, description="What stands at a place.")
strawberry.enum(commute.SosState, description="An SOS stays open until a person takes it.")
strawberry.enum(
    commute.WatchState,
    name="ArrivalState",
    description="Where a child's arrival at school stands on one day.",
)
strawberry.enum(
    commute.Refusal, name="PositionRefusal", description="Why a reported position was not taken."
)


@strawberry.type(description="WGS84 degrees.")
class Point:
    lat: float = strawberry.field(description="Degrees north.")
    lon: float = strawberry.field(description="Degrees east.")


@strawberry.type(description="A geofence: a school, a child protection zone, a family's own place.")
class Place(Node):
    kind: commute.PlaceKind = strawberry.field(description="What stands there.")
    name: str = named("place", description="As the city or the family calls it.")
    address: str | None = strawberry.field(description="Where one was published.")
    centre: Point = strawberry.field(description="The middle of the geofence.")
    radius_metres: float = strawberry.field(description="On the ground.")
    dwell_seconds: int = strawberry.field(description="Time inside before an arrival is believed.")
    is_school: bool = strawberry.field(description="Whether the child is expected here.")


@strawberry.type(description="Why a crossing is believed. It gives no position away.")
class CrossingEvidence:
    fixes: int = strawberry.field(description="Positions on the new side.")
    median_accuracy_metres: float = strawberry.field(description="As believed, not as claimed.")
    observed_seconds: float = strawberry.field(description="From the crossing to the last of them.")
    closest_metres: float = strawberry.field(description="How near to the centre any came.")
    interpolated: bool = strawberry.field(
        description="The moment was reckoned between two positions."
    )


@strawberry.type(description="A child entered or left a place.")
class CommuteEvent(Node):
    child_id: strawberry.ID = strawberry.field(description="Who; a Person.")
    place_id: strawberry.ID = strawberry.field(description="Where; a Place.")
    place_name: str = named("place", description="The place's name.")
    kind: commute.CrossingKind = strawberry.field(description="Arrived or left.")
    at: datetime = strawberry.field(description="When the boundary was crossed.")
    recorded_at: datetime = strawberry.field(description="When we learned of it.")
    confidence: float = strawberry.field(description="From 0 to 1.")
    evidence: CrossingEvidence = strawberry.field(description="Why it is believed.")
    retracted_at: datetime | None = strawberry.field(
        description="Set when a late position showed that it did not happen."
    )


@strawberry.type(description="Whether the child was expected at school, and how it went.")
class Expectation:
    place_id: strawberry.ID = strawberry.field(description="The school; a Place.")
    place_name: str = named("place", description="The school's name.")
    due_at: datetime = strawberry.field(description="When the bell rings.")
    state: commute.WatchState = strawberry.field(description="How it went.")


@strawberry.type(description="A child's day in Osan, as far as consents stand.")
class CommuteTimeline:
    child_id: strawberry.ID = strawberry.field(description="Who; a Person.")
    day: date = strawberry.field(description="The day in Seoul.")
    events: list[CommuteEvent] = strawberry.field(description="In order of time.")
    expectation: Expectation | None = strawberry.field(
        description="Null on days without school, and without the consent to alerts."
    )
    standing_purposes: list[Purpose] = strawberry.field(
        description="The purposes under which this is shown; what is missing is left out."
    )


@strawberry.type(description="One position of a route.")
class RoutePoint:
    at: datetime = strawberry.field(description="The phone's clock.")
    point: Point = strawberry.field(description="Where.")
    accuracy_metres: float | None = strawberry.field(description="Null where the phone said none.")


@strawberry.type(description="Where a child has been in the last hours, oldest first.")
class CommuteRoute:
    child_id: strawberry.ID = strawberry.field(description="Who; a Person.")
    points: list[RoutePoint] = strawberry.field(description="Oldest first.")


@strawberry.type(description="A child's call for help.")
class SosAlarm(Node):
    child_id: strawberry.ID = strawberry.field(description="Who calls; a Person.")
    child_name: str = named("person", description="As the family calls the child.")
    raised_at: datetime = strawberry.field(description="When the call began.")
    state: commute.SosState = strawberry.field(description="Open until a person takes it.")
    position: Point | None = strawberry.field(
        description="The last position, where the consent to alerts stands."
    )
    position_at: datetime | None = strawberry.field(description="How old the position is.")
    acknowledged_at: datetime | None = strawberry.field(description="When somebody took it.")


@strawberry.type(description="You have nothing to do with this child, or there is no such child.")
class NotYourChild:
    message: str = strawberry.field(
        default="You have nothing to do with this child, or there is no such child.",
        description=FOR_DEVELOPERS,
    )


@strawberry.type(description="No consent stands under which this may be shown or collected.")
class ConsentNotStanding:
    purpose: Purpose = strawberry.field(description="Which consent is missing.")
    message: str = strawberry.field(
        default="No consent stands for this purpose. grantConsent can give it.",
        description=FOR_DEVELOPERS,
    )


def place_type(view: commute.PlaceView) -> Place:
    return Place(
        id=global_id("Place", view.id),
        kind=view.kind,
        name=view.name,
        address=view.address or None,
        centre=Point(lat=view.point.lat, lon=view.point.lon),
        radius_metres=view.radius_m,
        dwell_seconds=view.dwell_s,
        is_school=view.is_school,
    )


def event_type(view: commute.CrossingView) -> CommuteEvent:
    return CommuteEvent(
        id=global_id("CommuteEvent", view.id),
        child_id=person_id(view.child_id),
        place_id=global_id("Place", view.place_id),
        place_name=view.place_name,
        kind=view.kind,
        at=view.at,
        recorded_at=view.recorded_at,
        confidence=view.confidence,
        evidence=_evidence(view.evidence),
        retracted_at=view.retracted_at,
    )


def timeline_type(view: commute.Timeline) -> CommuteTimeline:
    return CommuteTimeline(
        child_id=person_id(view.child_id),
        day=view.day,
        events=[event_type(crossing) for crossing in view.crossings],
        expectation=_expectation(view.expectation),
        standing_purposes=sorted(view.standing),
    )


def sos_type(view: commute.SosView) -> SosAlarm:
    return SosAlarm(
        id=global_id("SosAlarm", view.id),
        child_id=person_id(view.child_id),
        child_name=view.child_name,
        raised_at=view.raised_at,
        state=view.state,
        position=_point(view.position),
        position_at=view.position_at,
        acknowledged_at=view.acknowledged_at,
    )


def consent_type(purpose: Purpose) -> ConsentNotStanding:
    return ConsentNotStanding(purpose=purpose)


def person_id(key: UUID) -> strawberry.ID:
    """Children are people: their ids are those of Person."""
    return global_id("Person", key)


def _point(position: LatLon | None) -> Point | None:
    return Point(lat=position.lat, lon=position.lon) if position else None


def _expectation(view: commute.ExpectationView | None) -> Expectation | None:
    if view is None:
        return None
    return Expectation(
        place_id=global_id("Place", view.place_id),
        place_name=view.place_name,
        due_at=view.due_at,
        state=view.state,
    )


def _evidence(text: str) -> CrossingEvidence:
    said = orjson.loads(text)
    return CrossingEvidence(
        fixes=said["fixes"],
        median_accuracy_metres=said["median_accuracy_m"],
        observed_seconds=said["observed_s"],
        closest_metres=said["closest_m"],
        interpolated=said["interpolated"],
    )
