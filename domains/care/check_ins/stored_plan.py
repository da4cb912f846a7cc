"""A plan as it lies in its row."""

from datetime import date, time, timedelta
from typing import Any

from domains.care.check_ins.plan import CheckInPlan, Reminder, Span, Step
from domains.care.check_ins.vocabulary import AskBy


def to_row(plan: CheckInPlan) -> dict[str, Any]:
    return {
        "times": [each.strftime("%H:%M") for each in sorted(plan.times)],
        "weekdays": sorted(plan.weekdays),
        "on_holidays": plan.on_holidays,
        "days_off": [[off.first.isoformat(), off.last.isoformat()] for off in plan.days_off],
        "ask_by": plan.ask_by.value,
        "reminders": [_step(Step(each.after, each.by)) for each in plan.reminders],
        "people_after_s": plan.people_after.total_seconds(),
        "home_answers": plan.home_answers,
        "calling_in_answers": plan.calling_in_answers,
    }


def from_row(row: dict[str, Any]) -> CheckInPlan:
    return CheckInPlan(
        times=tuple(time.fromisoformat(each) for each in row["times"]),
        weekdays=frozenset(row["weekdays"]),
        on_holidays=row["on_holidays"],
        days_off=tuple(Span(*map(date.fromisoformat, off)) for off in row["days_off"]),
        ask_by=AskBy(row["ask_by"]),
        reminders=tuple(
            Reminder(timedelta(seconds=after_s), AskBy(by)) for after_s, by in row["reminders"]
        ),
        people_after=timedelta(seconds=row["people_after_s"]),
        home_answers=row["home_answers"],
        calling_in_answers=row["calling_in_answers"],
    )


def steps_to_row(planned: tuple[Step, ...]) -> list[list[Any]]:
    return [_step(each) for each in planned]


def steps_from_row(row: list[Any]) -> tuple[Step, ...]:
    return tuple(Step(timedelta(seconds=after_s), by and AskBy(by)) for after_s, by in row)


def _step(step: Step) -> list[Any]:
    return [step.after.total_seconds(), step.by and step.by.value]
