"""What views tell of a time is right, or not told: cases of more than a year ago are gone."""

from datetime import date, timedelta

import pytest

from domains.care.public import cases, views
from domains.kernel.clock import seoul_date
from infra.object_store import FileObjects
from tests.care.cases.worry import Worry
from tests.stories.house import node
from tests.stories.identity.documents import document

FIGURES, MAP = document("care_figures"), document("care_risk_map")
NAMES = ("김가", "김나", "김다", "김라", "김마")


@pytest.fixture
async def month(dong, clock, ids) -> date:
    """In which five homes had an alarm that was none."""
    worry = Worry(dong.people, clock, ids)
    for name in NAMES:
        case_id = await worry.about(senior=await dong.people.senior_of(name))
        await cases.mark_false_alarm(
            dong.people.as_worker,
            case_id=case_id,
            reason=cases.FalseAlarm.OTHER,
            clock=clock,
            ids=ids,
        )
    return seoul_date(clock.now()).replace(day=1)


@pytest.fixture
def until(settings, clock):
    """Time passes, and the house forgets."""

    async def until(days: timedelta) -> None:
        clock.advance(days)
        objects = FileObjects(settings.objects.folder)
        await cases.expire_cases(objects=objects, limit=50, clock=clock)

    return until


async def test_a_centre_compares_itself_with_eleven_months_ago_and_not_with_a_half_forgotten_one(
    dong, month, until, clock
):
    centre = node("Unit", dong.people.centre)

    async def alarms() -> float | None:
        seen = await (await dong.desk()).ask(FIGURES, centreId=centre, month=month.isoformat())
        return seen["falseAlarmsPer100Homes"]

    age = seoul_date(clock.now()) - month
    before = await alarms()
    assert before is not None
    await until(timedelta(days=364) - age)
    assert await alarms() == before
    await until(timedelta(days=1))
    assert await alarms() is None, "its first day is gone by now"


async def test_nor_is_a_map_drawn_of_it(dong, month, until, clock):
    age = seoul_date(clock.now()) - month
    await until(timedelta(days=364) - age)
    assert await (await dong.desk()).ask(MAP, month=month.isoformat())
    await until(timedelta(days=1))
    assert await (await dong.desk()).ask(MAP, month=month.isoformat()) is None


async def test_a_week_so_long_ago_has_only_the_days_that_are_kept(dong, clock, ids):
    today = seoul_date(clock.now())

    async def shown(last: date) -> list[date]:
        actor, senior = dong.people.as_senior, dong.people.senior
        week = await views.show_week(actor, senior, last=last, clock=clock, ids=ids)
        return [each.day for each in week or ()]

    assert await shown(today - timedelta(days=363)) == [
        today - timedelta(days=364),
        today - timedelta(days=363),
    ]
    assert await shown(today - timedelta(days=365)) == []
