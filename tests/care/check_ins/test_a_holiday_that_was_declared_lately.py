"""임시공휴일: the government declares a holiday that the library of holidays does not know yet."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from domains.care import public as care
from domains.governance import public as governance
from domains.identity.roles import UnitKind
from domains.kernel.actor import Actor, Role
from domains.kernel.clock import SEOUL
from tests.builders.care import official, unit
from tests.builders.families import REGISTRY
from tests.care.check_ins.morning import TEN

AT_WORK = replace(TEN, on_holidays=False)
THURSDAY = date(2026, 3, 5)


@pytest.fixture
def declared(clock, ids):
    async def declared(day: date) -> None:
        desk = Actor(person_id=ids.new(), roles=frozenset({Role.OFFICER}))
        said = await governance.declare_holiday(
            desk, day=day, name="임시공휴일", clock=clock, ids=ids
        )
        assert isinstance(said, governance.Declared)

    return declared


async def test_who_is_asked_on_workdays_is_not_asked_on_it(morning, declared):
    await declared(THURSDAY)
    await morning.plans(AT_WORK)
    await morning.until(23, day=4)
    asked = await morning.times_asked()
    await morning.until(23, day=5)
    assert await morning.times_asked() == asked
    await morning.until(10, day=6)
    assert await morning.times_asked() == asked + 1


async def test_nor_where_it_was_declared_after_her_question_was_set(morning, declared):
    await morning.plans(AT_WORK)
    await morning.until(23, day=4)
    asked = await morning.times_asked()
    await declared(THURSDAY)
    await morning.until(23, day=5)
    assert await morning.times_asked() == asked
    await morning.until(10, day=6)
    assert await morning.times_asked() == asked + 1


async def test_her_plan_names_the_day_after_it(morning, declared):
    morning.sleeps_until(11, day=4)
    await declared(THURSDAY)
    planned = await morning.plans(AT_WORK)
    assert planned.due_at == datetime(2026, 3, 6, 10, tzinfo=SEOUL)


async def test_a_plan_that_is_changed_on_it_asks_her_nothing_on_it(morning, declared):
    """The hour that she put her question to has passed already."""
    await morning.plans(AT_WORK)
    await morning.until(9, day=5)
    await declared(THURSDAY)
    planned = await morning.plans(replace(AT_WORK, times=(time(8),)))
    assert planned.due_at == datetime(2026, 3, 6, 8, tzinfo=SEOUL)


async def test_who_keeps_no_holidays_is_asked(morning, declared):
    await declared(THURSDAY)
    await morning.plans()
    await morning.until(10, day=5)
    assert (await morning.question()).due_at.astimezone(SEOUL).date() == THURSDAY


async def test_the_rota_of_holidays_counts(seniors, declared, clock, ids):
    dong = await unit(seniors.town, UnitKind.DONG, "세마동")
    await care.serve_dong(REGISTRY, dong_id=dong, centre_id=seniors.centre, clock=clock, ids=ids)
    han = await official(seniors.town, "한생활", Role.CARE_WORKER, dong)
    seo = await official(seniors.town, "서생활", Role.CARE_WORKER, dong)
    for day, worker in {care.DutyDay.THURSDAY: han, care.DutyDay.HOLIDAY: seo}.items():
        shift = care.people.NewShift(
            dong_id=dong,
            worker_id=worker,
            day=day,
            opens=time(0),
            closes=time(0),
            first_day=date(2026, 1, 1),
            stand_in_id=None,
        )
        kept = await care.people.enter_shift(seniors.as_desk, shift, clock=clock, ids=ids)
        assert isinstance(kept, care.people.ShiftKept)
    noon = datetime.combine(THURSDAY, time(12), tzinfo=SEOUL)
    assert await care.on_duty(dong, at=noon) == care.OnDuty(han)
    await declared(THURSDAY)
    assert await care.on_duty(dong, at=noon) == care.OnDuty(seo)
