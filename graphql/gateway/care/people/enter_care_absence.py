"""`enterCareAbsence`, `takeBackCareAbsence`: a care worker is away, and somebody stands in."""

from datetime import date
from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.care import public as care
from domains.kernel.actor import Role
from gateway.care.people.keep_care_rota import NoCareWorker, NotYourRota
from gateway.context import Context, Info
from gateway.declarations import DUTY, Oneself
from gateway.fields import mutation
from gateway.global_ids import global_id, uuid_of
from gateway.identity.granting_offices import any_role
from gateway.once import REQUEST_ID, once
from gateway.wording import FOR_DEVELOPERS

KNOWS_ABSENCES = any_role({Role.CARE_WORKER, Role.CENTRE_STAFF, Role.CENTRE_MANAGER})


@strawberry.input(description="Who is away, and who stands in; why is nobody's business here.")
class EnterCareAbsenceInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    worker_id: strawberry.ID = strawberry.field(
        description="Yourself, or a care worker of your centre's dongs; a Person."
    )
    first_day: date = strawberry.field(description="From this day on.")
    last_day: date = strawberry.field(description="Until and with this day.")
    stand_in_id: strawberry.ID | None = strawberry.field(
        default=None, description="Who takes the shifts: any care worker; a Person."
    )


@strawberry.input(description="They are there after all.")
class TakeBackCareAbsenceInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    absence_id: strawberry.ID = strawberry.field(description="From careRota.")


@strawberry.type(description="The rota knows it.")
class EnterCareAbsenceSuccess:
    absence_id: strawberry.ID = strawberry.field(description="For takeBackCareAbsence.")


@strawberry.type(description="The rota knows it no more.")
class TakeBackCareAbsenceSuccess:
    absence_id: strawberry.ID = strawberry.field(description="As in careRota.")


@strawberry.type(description="The last day lies before the first.")
class NoSuchDays:
    message: str = strawberry.field(
        default="The last day lies before the first.", description=FOR_DEVELOPERS
    )


EnterCareAbsenceResult = Annotated[
    EnterCareAbsenceSuccess | NoSuchDays | NotYourRota | NoCareWorker,
    strawberry.union("EnterCareAbsenceResult"),
]
TakeBackCareAbsenceResult = Annotated[
    TakeBackCareAbsenceSuccess | NotYourRota, strawberry.union("TakeBackCareAbsenceResult")
]


@strawberry.type
class CareAbsenceMutation:
    @mutation(
        allow=KNOWS_ABSENCES,
        about=Oneself(),
        under=DUTY,
        description="Say that you are away, or that a care worker of your centre's dongs is.",
    )
    async def enter_care_absence(
        self, info: Info, input: EnterCareAbsenceInput
    ) -> EnterCareAbsenceResult:
        return await once(info, input, perform=lambda: _enter(info.context, input))

    @mutation(
        allow=KNOWS_ABSENCES,
        about=Oneself(),
        under=DUTY,
        description="Take an absence back.",
    )
    async def take_back_care_absence(
        self, info: Info, input: TakeBackCareAbsenceInput
    ) -> TakeBackCareAbsenceResult:
        return await once(info, input, perform=lambda: _take_back(info.context, input))


async def _enter(world: Context, input: EnterCareAbsenceInput) -> EnterCareAbsenceResult:
    outcome = await care.people.enter_absence(
        world.actor,
        worker_id=uuid_of(input.worker_id, "Person"),
        first_day=input.first_day,
        last_day=input.last_day,
        stand_in_id=uuid_of(input.stand_in_id, "Person") if input.stand_in_id else None,
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case care.people.AbsenceEntered(absence_id=key):
            return EnterCareAbsenceSuccess(absence_id=global_id("CareAbsence", key))
        case care.people.NoSuchDays():
            return NoSuchDays()
        case care.people.NotYourRota():
            return NotYourRota()
        case care.people.NoCareWorker(person_id=person):
            return NoCareWorker(person_id=global_id("Person", person))
        case unreachable:
            assert_never(unreachable)


async def _take_back(world: Context, input: TakeBackCareAbsenceInput) -> TakeBackCareAbsenceResult:
    outcome = await care.people.take_back_absence(
        world.actor,
        uuid_of(input.absence_id, "CareAbsence"),
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case care.people.AbsenceEntered():
            return TakeBackCareAbsenceSuccess(absence_id=input.absence_id)
        case care.people.NotYourRota():
            return NotYourRota()
        case unreachable:
            assert_never(unreachable)
