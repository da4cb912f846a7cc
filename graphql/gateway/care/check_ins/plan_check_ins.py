"""`planCheckIns`, `myCheckInPlan`: when and how somebody wants to be asked."""

from datetime import date, datetime, timedelta
from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.care.public import check_ins
from domains.kernel.errors import Unauthenticated
from gateway.care.people.types import CareNotFound, clock_time
from gateway.context import Context, Info
from gateway.declarations import OWN_RIGHTS, SERVICE, Oneself
from gateway.fields import mutation, query
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn
from gateway.wording import FOR_DEVELOPERS

EVERY_DAY = [0, 1, 2, 3, 4, 5, 6]


@strawberry.input(description="Asked again.")
class CheckInReminderInput:
    after_minutes: int = strawberry.field(description="After the question.")
    by: check_ins.AskBy = strawberry.field(description="How.")


@strawberry.input(description="Days off, both included.")
class CheckInDaysOffInput:
    first: date = strawberry.field(description="The first.")
    last: date = strawberry.field(description="The last.")


@strawberry.input(description="Your own plan. A question that is open goes on as it was planned.")
class PlanCheckInsInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    times: list[str] = strawberry.field(description="HH:MM in Osan, one to three a day.")
    weekdays: list[int] = strawberry.field(
        default_factory=lambda: [*EVERY_DAY], description="0 is Monday, 6 is Sunday."
    )
    on_holidays: bool = strawberry.field(default=True, description="Asked on holidays, too.")
    days_off: list[CheckInDaysOffInput] = strawberry.field(
        default_factory=list, description="Not asked on these."
    )
    ask_by: check_ins.AskBy = strawberry.field(
        default=check_ins.AskBy.PUSH, description="How you are asked first."
    )
    reminders: list[CheckInReminderInput] | None = strawberry.field(
        default=None, description="At most four; null takes the house's: 20 min, and a call at 40."
    )
    people_after_minutes: int = strawberry.field(
        default=60, description="10 to 360: so long is waited before people are told."
    )
    home_answers: bool = strawberry.field(default=True, description="Life at home answers for you.")
    calling_in_answers: bool = strawberry.field(
        default=False, description="A call from your telephone answers, though nobody takes it."
    )


@strawberry.type(description="You are asked by it from now on.")
class PlanCheckInsSuccess:
    next_at: datetime | None = strawberry.field(description="When next; null: no day is left.")


@strawberry.type(description="It cannot be kept so.")
class CheckInPlanRefused:
    because: str = strawberry.field(
        description="times, weekdays, days_off, reminders or people_after."
    )
    message: str = strawberry.field(
        default="The plan cannot be kept so.", description=FOR_DEVELOPERS
    )


@strawberry.type(description="Asked again.")
class CheckInReminder:
    after_minutes: int = strawberry.field(description="After the question.")
    by: check_ins.AskBy = strawberry.field(description="How.")


@strawberry.type(description="Days off, both included.")
class CheckInDaysOff:
    first: date = strawberry.field(description="The first.")
    last: date = strawberry.field(description="The last.")


@strawberry.type(description="When and how you are asked.")
class MyCheckInPlan:
    times: list[str] = strawberry.field(description="HH:MM in Osan.")
    weekdays: list[int] = strawberry.field(description="0 is Monday, 6 is Sunday.")
    on_holidays: bool = strawberry.field(description="Asked on holidays, too.")
    days_off: list[CheckInDaysOff] = strawberry.field(description="Not asked on these.")
    ask_by: check_ins.AskBy = strawberry.field(description="How you are asked first.")
    reminders: list[CheckInReminder] = strawberry.field(description="In order.")
    people_after_minutes: int = strawberry.field(description="So long is waited.")
    home_answers: bool = strawberry.field(description="Life at home answers for you.")
    calling_in_answers: bool = strawberry.field(
        description="A call from your telephone answers, though nobody takes it."
    )


PlanCheckInsResult = Annotated[
    PlanCheckInsSuccess | CheckInPlanRefused | CareNotFound, strawberry.union("PlanCheckInsResult")
]


@strawberry.type
class PlanCheckInsMutation:
    @mutation(
        allow=SignedIn(),
        about=Oneself(),
        under=OWN_RIGHTS,
        description="Say when and how you want to be asked how you are.",
    )
    async def plan_check_ins(self, info: Info, input: PlanCheckInsInput) -> PlanCheckInsResult:
        return await once(info, input, perform=lambda: _plan(info.context, input))


@strawberry.type
class CheckInPlanQuery:
    @query(
        allow=SignedIn(),
        about=Oneself(),
        under=SERVICE,
        description="Your own plan; null where there is none.",
    )
    async def my_check_in_plan(self, info: Info) -> MyCheckInPlan | None:
        plan = await check_ins.check_in_plan(_speaker(info.context))
        return None if plan is None else _shown(plan)


def _speaker(world: Context) -> UUID:
    if world.actor.speaks_for is None:
        raise Unauthenticated
    return world.actor.speaks_for


async def _plan(world: Context, input: PlanCheckInsInput) -> PlanCheckInsResult:
    outcome = await check_ins.plan_check_ins(
        world.actor, _speaker(world), _said(input), clock=world.clock, ids=world.ids
    )
    match outcome:
        case check_ins.Planned(due_at=due_at):
            return PlanCheckInsSuccess(next_at=due_at)
        case check_ins.PlanRefused(because=because):
            return CheckInPlanRefused(because=because)
        case check_ins.NotCaredFor():
            return CareNotFound()
        case unreachable:
            assert_never(unreachable)


def _said(input: PlanCheckInsInput) -> check_ins.CheckInPlan:
    times = tuple(clock_time(each) for each in input.times)
    usual = check_ins.CheckInPlan(times=times)
    reminders = (
        usual.reminders
        if input.reminders is None
        else tuple(
            check_ins.Reminder(timedelta(minutes=each.after_minutes), each.by)
            for each in input.reminders
        )
    )
    return check_ins.CheckInPlan(
        times=times,
        weekdays=frozenset(input.weekdays),
        on_holidays=input.on_holidays,
        days_off=tuple(check_ins.Span(off.first, off.last) for off in input.days_off),
        ask_by=input.ask_by,
        reminders=reminders,
        people_after=timedelta(minutes=input.people_after_minutes),
        home_answers=input.home_answers,
        calling_in_answers=input.calling_in_answers,
    )


def _shown(plan: check_ins.CheckInPlan) -> MyCheckInPlan:
    return MyCheckInPlan(
        times=[each.isoformat("minutes") for each in plan.times],
        weekdays=sorted(plan.weekdays),
        on_holidays=plan.on_holidays,
        days_off=[CheckInDaysOff(first=off.first, last=off.last) for off in plan.days_off],
        ask_by=plan.ask_by,
        reminders=[
            CheckInReminder(after_minutes=_minutes(each.after), by=each.by)
            for each in plan.reminders
        ],
        people_after_minutes=_minutes(plan.people_after),
        home_answers=plan.home_answers,
        calling_in_answers=plan.calling_in_answers,
    )


def _minutes(span: timedelta) -> int:
    return round(span.total_seconds() / 60)
