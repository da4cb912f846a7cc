"""Each alarm once, on its day, to the desk; answers and extensions are told to the citizen."""

from datetime import UTC, datetime, timedelta

from tests.stories.governance.documents import ANSWER, EXTEND, OPEN
from tests.stories.house import node

HOUR = timedelta(hours=1)


async def pass_days(desk, days):
    for _ in range(days * 24):
        desk.clock.advance(HOUR)
        await desk.sweep()


async def test_the_desk_hears_three_days_one_day_and_overdue_each_once(desk, citizen):
    phone = await desk.phone(citizen)
    await phone.tell(OPEN, subjectId=node("Person", citizen), kind="SUSPENSION")
    await pass_days(desk, 12)
    assert await desk.told("governance.case_opened") == 1
    assert await desk.told("governance.case_due_soon") == 2
    assert await desk.told("governance.case_overdue") == 1


async def test_over_seollal_the_desk_is_warned_before_the_feast_and_late_only_after_it(
    desk, citizen
):
    desk.clock.set(datetime(2027, 1, 28, 1, tzinfo=UTC))
    phone = await desk.phone(citizen)
    case = await phone.tell(OPEN, subjectId=node("Person", citizen), kind="ACCESS")
    assert case["dueAt"] == "2027-02-10T15:00:00Z", "7 February is 설날, 9 its substitute"
    desk.clock.set(datetime(2027, 2, 5, 1, tzinfo=UTC))
    await desk.sweep()
    assert await desk.told("governance.case_due_soon") == 2, "both warnings, before it begins"
    desk.clock.set(datetime(2027, 2, 10, 14, 59, tzinfo=UTC))
    await desk.sweep()
    assert await desk.told("governance.case_overdue") == 0
    desk.clock.advance(timedelta(minutes=1))
    await desk.sweep()
    assert await desk.told("governance.case_overdue") == 1


async def test_an_answered_case_rings_no_more(desk, citizen):
    _, officer = await desk.official("박담당")
    phone = await desk.phone(citizen)
    case = await phone.tell(OPEN, subjectId=node("Person", citizen), kind="OBJECTION")
    answered = await officer.tell(ANSWER, caseId=case["caseId"], words="사람이 다시 보았습니다")
    assert answered["state"] == "ANSWERED"
    desk.clock.advance(timedelta(days=60))
    await desk.sweep()
    assert await desk.told("governance.case_answered") == 1
    assert await desk.told("governance.case_overdue") == 0


async def test_an_objection_is_put_off_twice_and_a_correction_never(desk, citizen):
    _, officer = await desk.official("박담당")
    phone = await desk.phone(citizen)
    subject = node("Person", citizen)
    case = await phone.tell(OPEN, subjectId=subject, kind="OBJECTION")
    last = case["dueAt"]
    for _ in range(2):
        put_off = await officer.tell(EXTEND, caseId=case["caseId"], words="검토가 길어집니다")
        assert put_off["dueAt"] > last
        last = put_off["dueAt"]
    third = await officer.tell(EXTEND, caseId=case["caseId"], words="또")
    assert third == {"__typename": "RightsStepNotPossible", "state": "IN_PROGRESS"}
    assert await desk.told("governance.case_extended") == 2
    other = await phone.tell(OPEN, subjectId=subject, kind="CORRECTION")
    never = await officer.tell(EXTEND, caseId=other["caseId"], words="바쁩니다")
    assert never["__typename"] == "RightsStepNotPossible"
