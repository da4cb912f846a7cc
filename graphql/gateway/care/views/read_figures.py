"""`careFigures`, `careRiskMap`: what a centre measures itself by; small cells hidden."""

from datetime import date

import strawberry

from domains.care import public as care
from domains.kernel.actor import Role
from domains.kernel.errors import Forbidden
from gateway.care.views.read_board import OF_THE_CENTRE
from gateway.context import Info
from gateway.declarations import DUTY, Everybody
from gateway.fields import query
from gateway.global_ids import global_id, uuid_of
from gateway.identity.granting_offices import any_role
from gateway.identity.stand_in_types import AT_THE_DESK

CENTRE_OR_CONTROL_ROOM = any_role({Role.CENTRE_STAFF, Role.CENTRE_MANAGER, Role.OPERATOR})


@strawberry.type(description="A span of time over at least five cases, in seconds.")
class CareTimes:
    of: int = strawberry.field(description="How many.")
    median_s: float = strawberry.field(description="Half were faster.")
    p95_s: float = strawberry.field(description="One in twenty was slower.")


@strawberry.type(
    description="A month of a centre in figures; null: fewer than five stand behind, or not all of "
    "it is kept any more."
)
class CareFigures:
    month: date = strawberry.field(description="Its first day.")
    detection: CareTimes | None = strawberry.field(
        description="From what happened to its case; without silences, and without what came from "
        "a backlog."
    )
    silence_detection: CareTimes | None = strawberry.field(
        description="From when somebody was last heard to the case, less the time in which nobody "
        "could be heard; without what came from a backlog."
    )
    response: CareTimes | None = strawberry.field(
        description="From the case to somebody who took it."
    )
    false_alarms_per_100_homes: float | None = strawberry.field(description="In the month.")
    availability: float | None = strawberry.field(
        description="The share of their time in which devices were heard, 0 to 1: of the month's "
        "last days, as far back as signals are kept."
    )


@strawberry.type(description="A dong; numbers are in steps of five, null below five.")
class DongRisk:
    dong_id: strawberry.ID = strawberry.field(description="A Unit.")
    name: str = strawberry.field(description="What it is called.")
    seniors: int | None = strawberry.field(description="At least so many are cared for.")
    affected: int | None = strawberry.field(
        description="At least so many had a case that was no false alarm."
    )


@strawberry.type
class CareFiguresQuery:
    @query(
        allow=AT_THE_DESK,
        about=OF_THE_CENTRE,
        under=DUTY,
        description="Your centre in figures, over the month in which `month` lies.",
    )
    async def care_figures(self, info: Info, centre_id: strawberry.ID, month: date) -> CareFigures:
        world = info.context
        view = await care.views.show_figures(
            world.actor,
            uuid_of(centre_id, "Unit"),
            month,
            signals_kept=world.services.home_events_kept,
            clock=world.clock,
        )
        if isinstance(view, care.views.NotYourBoard):
            raise Forbidden
        return CareFigures(
            month=view.month,
            detection=_times(view.detection),
            silence_detection=_times(view.silence_detection),
            response=_times(view.response),
            false_alarms_per_100_homes=view.false_alarms_per_100_homes,
            availability=view.availability,
        )

    @query(
        allow=CENTRE_OR_CONTROL_ROOM,
        about=Everybody(),
        under=DUTY,
        description="Risk by dong over a month that is over; null for one that is not, or not "
        "kept whole any more. Small cells are hidden, and no sums are given.",
    )
    async def care_risk_map(self, info: Info, month: date) -> list[DongRisk] | None:
        world = info.context
        found = await care.views.show_risk_map(world.actor, month, clock=world.clock)
        if found is None:
            raise Forbidden
        if isinstance(found, care.views.NotOver | care.views.NoSuchMonth):
            return None
        return [
            DongRisk(
                dong_id=global_id("Unit", row.dong_id),
                name=row.name,
                seniors=row.seniors,
                affected=row.affected,
            )
            for row in found
        ]


def _times(view: care.views.Times | None) -> CareTimes | None:
    if view is None:
        return None
    return CareTimes(of=view.of, median_s=view.median_s, p95_s=view.p95_s)
