"""`careVisits`: who is with her or will be, as it was told, for whoever may end it."""

from datetime import datetime

import strawberry

from domains.care import public as care
from domains.consent.public import Purpose
from gateway.care.people.pause_care import MAY_PAUSE
from gateway.context import Info
from gateway.declarations import Consent, Subject
from gateway.fields import query
from gateway.global_ids import global_id, uuid_of
from gateway.permissions import SignedIn


@strawberry.type(description="Somebody stays with her: no silence of her home counts meanwhile.")
class CareVisit:
    id: strawberry.ID = strawberry.field(description="For endCareVisit, whoever told it.")
    since: datetime = strawberry.field(description="From when on.")
    until: datetime = strawberry.field(description="Until when.")
    told_by: str | None = strawberry.field(description="Who said so; null where they are gone.")
    told_by_you: bool = strawberry.field(description="Whether that was you.")


@strawberry.type
class CareVisitsQuery:
    @query(
        allow=SignedIn(),
        about=Subject("seniorId", open_to=MAY_PAUSE),
        under=Consent(Purpose.CARE_CHECK_INS),
        description="Visits that last or are to come, for whoever may tell one; null where that is "
        "not you. Each look is traced.",
    )
    async def care_visits(self, info: Info, senior_id: strawberry.ID) -> list[CareVisit] | None:
        world = info.context
        shown = await care.judgement.show_visits(
            world.actor, uuid_of(senior_id, "Person"), clock=world.clock, ids=world.ids
        )
        return None if shown is None else [_visit(visit) for visit in shown]


def _visit(view: care.judgement.VisitView) -> CareVisit:
    return CareVisit(
        id=global_id("CareVisit", view.visit_id),
        since=view.since,
        until=view.until,
        told_by=view.told_by,
        told_by_you=view.told_by_reader,
    )
