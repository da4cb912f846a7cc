"""A holiday is declared when the calendar is already printed: the desk enters it."""

from datetime import timedelta

import pytest

from domains.governance.models import Case
from domains.kernel.actor import Role
from domains.kernel.clock import seoul_date
from tests.stories.governance.documents import (
    DECLARE_HOLIDAY,
    HOLIDAYS,
    OPEN,
    TAKE_BACK_HOLIDAY,
)
from tests.stories.house import everything, node


async def last_day_of_a_request(desk, person):
    phone = await desk.phone(person)
    await phone.tell(OPEN, subjectId=node("Person", person), kind="ACCESS")
    return (await Case.all().order_by("-id").first()).last_day


@pytest.mark.parametrize("role", [Role.OFFICER, Role.DPO])
async def test_no_term_that_begins_later_ends_on_it(desk, citizen, role):
    told = await last_day_of_a_request(desk, citizen)
    _, officer = await desk.official("박담당", role)
    answer = await officer.tell(DECLARE_HOLIDAY, day=told.isoformat(), name="임시공휴일")
    assert answer["holiday"] == {"day": told.isoformat(), "name": "임시공휴일"}
    assert await last_day_of_a_request(desk, citizen) > told
    assert (await Case.all().order_by("id").first()).last_day == told, "a day once told stays"


async def test_it_is_listed_renamed_and_taken_back(desk):
    _, officer = await desk.official("박담당")
    day = (seoul_date(desk.clock.now()) + timedelta(days=9)).isoformat()
    await officer.tell(DECLARE_HOLIDAY, day=day, name="임시 공휴일")
    await officer.tell(DECLARE_HOLIDAY, day=day, name="대통령 선거일")
    assert await officer.ask(HOLIDAYS) == [{"day": day, "name": "대통령 선거일"}]
    assert (await officer.tell(TAKE_BACK_HOLIDAY, day=day))["day"] == day
    assert await officer.ask(HOLIDAYS) == []


async def test_what_cannot_be_a_holiday_is_refused_and_stays_out(desk):
    _, officer = await desk.official("박담당")
    today = seoul_date(desk.clock.now())
    before = await everything()
    for day, name in [(today - timedelta(days=1), "어제"), (today, " "), (today, "가" * 61)]:
        answer = await officer.tell(DECLARE_HOLIDAY, day=day.isoformat(), name=name)
        assert answer["__typename"] == "NotAHoliday"
    answer = await officer.tell(TAKE_BACK_HOLIDAY, day=today.isoformat())
    assert answer["__typename"] == "NotAHoliday"
    assert await everything() == before


async def test_nobody_but_the_desk_enters_one(desk, citizen):
    _, operator = await desk.official("한관제", Role.OPERATOR)
    citizens = await desk.phone(citizen)
    before = await everything()
    for phone in (citizens, operator):
        day = seoul_date(desk.clock.now()).isoformat()
        assert await phone.refused_telling(DECLARE_HOLIDAY, day=day, name="내 생일") == "FORBIDDEN"
        assert await phone.refused_telling(TAKE_BACK_HOLIDAY, day=day) == "FORBIDDEN"
        assert await phone.refused(HOLIDAYS) == "FORBIDDEN"
    assert await everything() == before
