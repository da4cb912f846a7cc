"""`temporaryHolidays`, `declareHoliday`, `takeBackHoliday`: the desk's working calendar."""

from datetime import date
from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.governance import public as governance
from gateway.context import Context, Info
from gateway.declarations import Nobody
from gateway.fields import mutation, query
from gateway.governance.outcomes import RightsCaseNotYours
from gateway.governance.read_rights import STAFF
from gateway.once import REQUEST_ID, once


@strawberry.type(description="A public holiday declared after the calendar's release (임시공휴일).")
class TemporaryHoliday:
    day: date = strawberry.field(description="In Seoul.")
    name: str = strawberry.field(description="As the government calls it.")


@strawberry.input(description="A holiday that the calendar does not know yet.")
class DeclareHolidayInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    day: date = strawberry.field(description="In Seoul; today or later.")
    name: str = strawberry.field(description="As the government calls it; at most 60 letters.")


@strawberry.input(description="A holiday entered by mistake.")
class TakeBackHolidayInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    day: date = strawberry.field(description="In Seoul; today or later.")


@strawberry.type(description="Terms that begin from now on know of it.")
class DeclareHolidaySuccess:
    holiday: TemporaryHoliday = strawberry.field(description="As it stands now.")


@strawberry.type(description="Terms that begin from now on know nothing of it.")
class TakeBackHolidaySuccess:
    day: date = strawberry.field(description="An ordinary day again.")


@strawberry.type(description="It is over, has no fit name, or nobody declared it; nothing changed.")
class NotAHoliday:
    day: date = strawberry.field(description="The day that was named.")


DeclareHolidayResult = Annotated[
    DeclareHolidaySuccess | NotAHoliday | RightsCaseNotYours,
    strawberry.union("DeclareHolidayResult"),
]
TakeBackHolidayResult = Annotated[
    TakeBackHolidaySuccess | NotAHoliday | RightsCaseNotYours,
    strawberry.union("TakeBackHolidayResult"),
]


@strawberry.type
class HolidayQuery:
    @query(
        allow=STAFF,
        about=Nobody(),
        description="Holidays that the desk entered, from today on. No term ends on one.",
    )
    async def temporary_holidays(self, info: Info) -> list[TemporaryHoliday]:
        outcome = await governance.show_holidays(info.context.actor, clock=info.context.clock)
        if isinstance(outcome, governance.NotStaff):
            return []
        return [TemporaryHoliday(day=one.day, name=one.name) for one in outcome]


@strawberry.type
class HolidayMutation:
    @mutation(
        allow=STAFF,
        about=Nobody(),
        description="Enter a holiday that was declared lately. Days that were told before stay.",
    )
    async def declare_holiday(self, info: Info, input: DeclareHolidayInput) -> DeclareHolidayResult:
        return await once(info, input, perform=lambda: _declare(info.context, input))

    @mutation(
        allow=STAFF,
        about=Nobody(),
        description="Take back one entered by mistake. Days that were told before stay.",
    )
    async def take_back_holiday(
        self, info: Info, input: TakeBackHolidayInput
    ) -> TakeBackHolidayResult:
        return await once(info, input, perform=lambda: _take_back(info.context, input))


async def _declare(world: Context, input: DeclareHolidayInput) -> DeclareHolidayResult:
    outcome = await governance.declare_holiday(
        world.actor, day=input.day, name=input.name, clock=world.clock, ids=world.ids
    )
    match outcome:
        case governance.Declared(day=day, name=name):
            return DeclareHolidaySuccess(holiday=TemporaryHoliday(day=day, name=name))
        case governance.NotAHoliday():
            return NotAHoliday(day=input.day)
        case governance.NotStaff():
            return RightsCaseNotYours()
        case unreachable:
            assert_never(unreachable)


async def _take_back(world: Context, input: TakeBackHolidayInput) -> TakeBackHolidayResult:
    outcome = await governance.take_back_holiday(
        world.actor, day=input.day, clock=world.clock, ids=world.ids
    )
    match outcome:
        case governance.TakenBack(day=day):
            return TakeBackHolidaySuccess(day=day)
        case governance.NotAHoliday():
            return NotAHoliday(day=input.day)
        case governance.NotStaff():
            return RightsCaseNotYours()
        case unreachable:
            assert_never(unreachable)
