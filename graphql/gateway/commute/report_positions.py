"""`reportPositions`: a phone's fixes, one by one or as offline catch-up."""

from datetime import datetime
from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.commute import public as commute
from domains.commute.public import Report, ReportedFix
from domains.consent.public import Purpose
from domains.kernel.errors import Unauthenticated
from gateway.commute.types import ConsentNotStanding, consent_type
from gateway.context import Info
from gateway.declarations import Consent, Oneself
from gateway.execution.faults import RequestRefused
from gateway.fields import mutation
from gateway.lean_inputs import lean_input
from gateway.permissions import SignedIn

MOST_POSITIONS = 500


@lean_input
@strawberry.input(description="Where the phone was.")
class PositionInput:
    at: datetime = strawberry.field(description="The phone's clock at the moment of the fix.")
    lat: float = strawberry.field(description="WGS84 degrees.")
    lon: float = strawberry.field(description="WGS84 degrees.")
    accuracy_metres: float | None = strawberry.field(
        default=None, description="Radius of the circle the phone states; leave out when unknown."
    )
    speed_metres_per_second: float | None = strawberry.field(
        default=None, description="As the phone states it."
    )


@strawberry.input(
    description=f"Up to {MOST_POSITIONS} positions of the calling child, in any order."
)
class ReportPositionsInput:
    request_id: UUID = strawberry.field(
        description="For your logs: positions are known by their times, so a retry is harmless."
    )
    positions: list[PositionInput] = strawberry.field(description="In any order.")


@strawberry.type(description="One position that was not taken.")
class RefusedPosition:
    index: int = strawberry.field(description="Its place in the request, from 0.")
    reason: commute.Refusal = strawberry.field(description="Why.")


@strawberry.type(description="Taken and judged. Sending it again gives the same answer.")
class ReportPositionsSuccess:
    accepted: int = strawberry.field(description="Taken now or before.")
    refused: list[RefusedPosition] = strawberry.field(description="Not taken, and why.")


ReportPositionsResult = Annotated[
    ReportPositionsSuccess | ConsentNotStanding, strawberry.union("ReportPositionsResult")
]


@strawberry.type
class ReportPositionsMutation:
    @mutation(
        allow=SignedIn(),
        about=Oneself(),
        under=Consent(*commute.LOCATION),
        description="Report where the calling child's phone was. Bad positions never cost the "
        "good ones; a position is known by its time, so repeating a request changes nothing.",
    )
    async def report_positions(
        self, info: Info, input: ReportPositionsInput
    ) -> ReportPositionsResult:
        child = info.context.actor.person_id
        if child is None:
            raise Unauthenticated
        most = info.context.services.most_positions
        if len(input.positions) > most:
            raise RequestRefused(
                f"At most {most} positions at once.", code="TOO_MANY_POSITIONS", limit=most
            )
        report = Report(child, [_fix(i, said) for i, said in enumerate(input.positions)])
        return _answer(await info.context.services.report_positions(report))


def _fix(order: int, said: PositionInput) -> ReportedFix:
    return ReportedFix(
        order, said.at, said.lat, said.lon, said.accuracy_metres, said.speed_metres_per_second
    )


def _answer(outcome: commute.ReportOutcome) -> ReportPositionsSuccess | ConsentNotStanding:
    match outcome:
        case commute.Taken(taken=taken, refused=refused):
            return ReportPositionsSuccess(
                accepted=taken,
                refused=[RefusedPosition(index=one.order, reason=one.reason) for one in refused],
            )
        case commute.CollectionRefused():
            return consent_type(Purpose.COMMUTE_ARRIVAL)
        case commute.UnknownDevice():
            raise Unauthenticated
        case unreachable:
            assert_never(unreachable)
