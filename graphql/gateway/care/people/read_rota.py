"""`careRota`: who is on duty for a dong, this week and now."""

from datetime import date

import strawberry

from domains.care import public as care
from domains.kernel.errors import Forbidden
from gateway.care.people.enter_care_absence import KNOWS_ABSENCES
from gateway.context import Info
from gateway.declarations import DUTY, Holding, Tie
from gateway.fields import query
from gateway.global_ids import global_id, uuid_of


@strawberry.type(description="A line of the rota, each week by the clock in Osan.")
class CareShift:
    id: strawberry.ID = strawberry.field(description="For endCareShift.")
    worker_id: strawberry.ID = strawberry.field(description="Who is on duty; a Person.")
    worker: str = strawberry.field(description="What they are called.")
    stand_in: str | None = strawberry.field(description="Who is asked after them.")
    day: care.DutyDay = strawberry.field(description="Which day.")
    opens: str = strawberry.field(description="HH:MM.")
    closes: str = strawberry.field(description="HH:MM.")
    first_day: date = strawberry.field(description="From this day on.")
    last_day: date | None = strawberry.field(description="Null: until further notice.")


@strawberry.type(description="Days on which a care worker is away.")
class CareAbsence:
    id: strawberry.ID = strawberry.field(description="For takeBackCareAbsence.")
    worker: str = strawberry.field(description="Who is away.")
    stand_in: str | None = strawberry.field(description="Who takes the shifts.")
    first_day: date = strawberry.field(description="From this day on.")
    last_day: date = strawberry.field(description="Until and with this day.")


@strawberry.type(description="The rota of a dong.")
class CareRota:
    on_duty: str | None = strawberry.field(
        description="Who would be asked now; null: nobody, and the centre is at once."
    )
    next: str | None = strawberry.field(description="Who would be asked after them.")
    shifts: list[CareShift] = strawberry.field(description="By day and hour.")
    absences: list[CareAbsence] = strawberry.field(description="Of the next two months.")


@strawberry.type
class CareRotaQuery:
    @query(
        allow=KNOWS_ABSENCES,
        about=Holding("dongId", "Unit", open_to=frozenset({Tie.CARE_CENTRE, Tie.CARE_WORKER})),
        under=DUTY,
        description="Who is on duty for a dong: for the centre that serves it, and its care "
        "workers.",
    )
    async def care_rota(self, info: Info, dong_id: strawberry.ID) -> CareRota:
        world = info.context
        view = await care.people.show_rota(world.actor, uuid_of(dong_id, "Unit"), clock=world.clock)
        if view is None:
            raise Forbidden
        return CareRota(
            on_duty=view.on_duty,
            next=view.next,
            shifts=[_shift(row) for row in view.shifts],
            absences=[_absence(row) for row in view.absences],
        )


def _shift(row: care.people.ShiftView) -> CareShift:
    return CareShift(
        id=global_id("CareShift", row.shift_id),
        worker_id=global_id("Person", row.worker_id),
        worker=row.worker,
        stand_in=row.stand_in,
        day=row.day,
        opens=row.opens.isoformat("minutes"),
        closes=row.closes.isoformat("minutes"),
        first_day=row.first_day,
        last_day=row.last_day,
    )


def _absence(row: care.people.AbsenceView) -> CareAbsence:
    return CareAbsence(
        id=global_id("CareAbsence", row.absence_id),
        worker=row.worker,
        stand_in=row.stand_in,
        first_day=row.first_day,
        last_day=row.last_day,
    )
