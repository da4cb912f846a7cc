"""What clients see of a child's commute."""

from datetime import date, datetime
from uuid import UUID

import orjson
import strawberry

from domains.commute import public as commute
from domains.consent.public import Purpose
from domains.kernel.geo import LatLon
from gateway.global_ids import Node, global_id

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
    lat: float
    lon: float


@strawberry.type(description="A geofence: a school, a child protection zone, a family's own place.")
class Place(Node):
    kind: commute.PlaceKind
    name: str
    address: str | None
    centre: Point
    radius_metres: float
    dwell_seconds: int = strawberry.field(description="Time inside before an arrival is believed.")
    is_school: bool = strawberry.field(description="Whether the child is expected here.")


@strawberry.type(description="Why a crossing is believed. It gives no position away.")
class CrossingEvidence:
    fixes: int
    median_accuracy_metres: float
    observed_seconds: float
    closest_metres: float
    interpolated: bool = strawberry.field(
        description="The moment was reckoned between two positions."
    )


@strawberry.type(description="A child entered or left a place.")
class CommuteEvent(Node):
    child_id: strawberry.ID
    place_id: strawberry.ID
    place_name: str
    kind: commute.CrossingKind
    at: datetime = strawberry.field(description="When the boundary was crossed.")
    recorded_at: datetime = strawberry.field(description="When we learned of it.")
    confidence: float = strawberry.field(description="From 0 to 1.")
    evidence: CrossingEvidence
    retracted_at: datetime | None = strawberry.field(
        description="Set when a late position showed that it did not happen."
    )


@strawberry.type(description="Whether the child was expected at school, and how it went.")
class Expectation:
    place_id: strawberry.ID
    place_name: str
    due_at: datetime
    state: commute.WatchState


@strawberry.type(description="A child's day in Osan, as far as consents stand.")
class CommuteTimeline:
    child_id: strawberry.ID
    day: date
    events: list[CommuteEvent]
    expectation: Expectation | None
    standing_purposes: list[str] = strawberry.field(
        description="The purposes under which this is shown; what is missing is left out."
    )


@strawberry.type(description="One position of a route.")
class RoutePoint:
    at: datetime
    point: Point
    accuracy_metres: float | None


@strawberry.type(description="Where a child has been in the last hours, oldest first.")
class CommuteRoute:
    child_id: strawberry.ID
    points: list[RoutePoint]


@strawberry.type(description="A child's call for help.")
class SosAlarm(Node):
    child_id: strawberry.ID
    child_name: str
    raised_at: datetime
    state: commute.SosState
    position: Point | None = strawberry.field(
        description="The last position, where the consent to alerts stands."
    )
    position_at: datetime | None
    acknowledged_at: datetime | None


@strawberry.type(description="You have nothing to do with this child, or there is no such child.")
class NotYourChild:
    message: str = "You have nothing to do with this child, or there is no such child."


@strawberry.type(description="No consent stands under which this may be shown or collected.")
class ConsentNotStanding:
    purpose: str
    message: str = "No consent stands for this purpose. A guardian can grant it with grantConsent."


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
    return ConsentNotStanding(purpose=purpose.value)


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
