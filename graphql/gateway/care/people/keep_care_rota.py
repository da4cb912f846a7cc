"""`enterCareShift`, `endCareShift`: a centre keeps the rota of its dongs."""

from datetime import date
from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.care import public as care
from gateway.care.people.types import clock_time
from gateway.context import Context, Info
from gateway.declarations import DUTY, Oneself
from gateway.fields import mutation
from gateway.global_ids import global_id, uuid_of
from gateway.identity.stand_in_types import AT_THE_DESK
from gateway.once import REQUEST_ID, once
from gateway.wording import FOR_DEVELOPERS


@strawberry.input(description="Who is on duty for a dong, each week, by the clock in Osan.")
class EnterCareShiftInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    dong_id: strawberry.ID = strawberry.field(description="A dong of your centre; a Unit.")
    worker_id: strawberry.ID = strawberry.field(description="A care worker of it; a Person.")
    day: care.DutyDay = strawberry.field(description="Which day.")
    opens: str = strawberry.field(description="HH:MM.")
    closes: str = strawberry.field(description="HH:MM; at or before `opens` it is on the next day.")
    first_day: date = strawberry.field(description="From this day on.")
    last_day: date | None = strawberry.field(
        default=None, description="Until this day; left out, until further notice."
    )
    stand_in_id: strawberry.ID | None = strawberry.field(
        default=None, description="Who is asked after them: any care worker."
    )


@strawberry.input(description="A shift that ends today.")
class EndCareShiftInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    shift_id: strawberry.ID = strawberry.field(description="From careRota.")


@strawberry.type(description="So it stands in the rota.")
class EnterCareShiftSuccess:
    shift_id: strawberry.ID = strawberry.field(description="For endCareShift.")


@strawberry.type(description="Today was its last day.")
class EndCareShiftSuccess:
    shift_id: strawberry.ID = strawberry.field(description="As in careRota.")


@strawberry.type(description="Your centre does not keep this rota, or there is no such line.")
class NotYourRota:
    message: str = strawberry.field(
        default="Your centre does not keep this rota, or there is no such line.",
        description=FOR_DEVELOPERS,
    )


@strawberry.type(description="This person does not hold the office that the rota needs.")
class NoCareWorker:
    person_id: strawberry.ID = strawberry.field(description="Whom grantRole may appoint.")


EnterCareShiftResult = Annotated[
    EnterCareShiftSuccess | NotYourRota | NoCareWorker, strawberry.union("EnterCareShiftResult")
]
EndCareShiftResult = Annotated[
    EndCareShiftSuccess | NotYourRota, strawberry.union("EndCareShiftResult")
]


@strawberry.type
class CareRotaMutation:
    @mutation(
        allow=AT_THE_DESK,
        about=Oneself(),
        under=DUTY,
        description="Put a care worker on the rota of a dong that your centre serves.",
    )
    async def enter_care_shift(
        self, info: Info, input: EnterCareShiftInput
    ) -> EnterCareShiftResult:
        return await once(info, input, perform=lambda: _enter(info.context, input))

    @mutation(
        allow=AT_THE_DESK,
        about=Oneself(),
        under=DUTY,
        description="Take a line off the rota, from tomorrow on.",
    )
    async def end_care_shift(self, info: Info, input: EndCareShiftInput) -> EndCareShiftResult:
        return await once(info, input, perform=lambda: _end(info.context, input))


async def _enter(world: Context, input: EnterCareShiftInput) -> EnterCareShiftResult:
    outcome = await care.people.enter_shift(
        world.actor, _shift(input), clock=world.clock, ids=world.ids
    )
    match outcome:
        case care.people.ShiftKept(shift_id=key):
            return EnterCareShiftSuccess(shift_id=global_id("CareShift", key))
        case care.people.NotYourRota():
            return NotYourRota()
        case care.people.NoCareWorker(person_id=person):
            return NoCareWorker(person_id=global_id("Person", person))
        case unreachable:
            assert_never(unreachable)


async def _end(world: Context, input: EndCareShiftInput) -> EndCareShiftResult:
    outcome = await care.people.end_shift(
        world.actor, uuid_of(input.shift_id, "CareShift"), clock=world.clock, ids=world.ids
    )
    match outcome:
        case care.people.ShiftKept():
            return EndCareShiftSuccess(shift_id=input.shift_id)
        case care.people.NotYourRota():
            return NotYourRota()
        case unreachable:
            assert_never(unreachable)


def _shift(said: EnterCareShiftInput) -> care.people.NewShift:
    return care.people.NewShift(
        dong_id=uuid_of(said.dong_id, "Unit"),
        worker_id=uuid_of(said.worker_id, "Person"),
        day=said.day,
        opens=clock_time(said.opens),
        closes=clock_time(said.closes),
        first_day=said.first_day,
        last_day=said.last_day,
        stand_in_id=uuid_of(said.stand_in_id, "Person") if said.stand_in_id else None,
    )
