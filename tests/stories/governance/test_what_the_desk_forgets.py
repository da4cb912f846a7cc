"""An answered case is closed after the days in which one may object, and forgotten after years."""

from datetime import timedelta

from domains.governance import public as governance
from domains.governance.models import Case, CaseStep, Export, Timer
from domains.governance.vocabulary import CaseState, ExportState
from tests.stories.governance.documents import EXPORT, MINE, OPEN
from tests.stories.house import node

THREE_YEARS = timedelta(days=3 * 366)


async def an_answered_case(desk, citizen):
    phone = await desk.phone(citizen)
    case = await phone.tell(OPEN, subjectId=node("Person", citizen), kind="ACCESS")
    await phone.tell(EXPORT, caseId=case["caseId"])
    await desk.build()
    return phone, case


async def keep_house(desk) -> int:
    return await governance.keep_house(limit=50, clock=desk.clock, ids=desk.ids)


async def test_ninety_days_to_object_and_then_it_is_closed(desk, citizen):
    await an_answered_case(desk, citizen)
    desk.clock.advance(timedelta(days=90))
    assert await keep_house(desk) == 0
    assert (await Case.get()).state is CaseState.ANSWERED
    desk.clock.advance(timedelta(seconds=1))
    assert await keep_house(desk) == 1
    assert (await Case.get()).state is CaseState.CLOSED
    assert await keep_house(desk) == 0


async def test_what_waits_for_an_answer_is_never_closed_by_time(desk, citizen):
    phone = await desk.phone(citizen)
    await phone.tell(OPEN, subjectId=node("Person", citizen), kind="CORRECTION")
    desk.clock.advance(timedelta(days=4_000))
    assert await keep_house(desk) == 0
    assert await Case.all().count() == 1


async def test_three_years_after_its_end_a_case_is_gone_with_its_steps_and_never_sooner(
    desk, citizen
):
    await an_answered_case(desk, citizen)
    desk.clock.advance(timedelta(days=91))
    await desk.sweep()
    await keep_house(desk)
    closed_at = desk.clock.now()
    desk.clock.set(closed_at + THREE_YEARS)
    await keep_house(desk)
    assert await Case.all().count() == 1
    desk.clock.advance(timedelta(seconds=1))
    await keep_house(desk)
    assert await Case.all().count() == await CaseStep.all().count() == 0
    assert await Timer.all().count() == 0
    again = await desk.phone(citizen)
    assert (await again.ask(MINE))["edges"] == []


async def test_the_log_of_transfers_stays_three_years_and_not_a_day_less(desk, citizen):
    await an_answered_case(desk, citizen)
    asked_at = (await Export.get()).asked_at
    desk.clock.set(asked_at + THREE_YEARS)
    await desk.sweep()
    await keep_house(desk)
    assert (await Export.get()).state is ExportState.DESTROYED
    desk.clock.advance(timedelta(seconds=1))
    await keep_house(desk)
    assert await Export.all().count() == 0
