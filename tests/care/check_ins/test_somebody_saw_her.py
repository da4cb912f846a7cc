"""Who spoke with her, or met her, is not told an hour later that she did not answer."""

from datetime import timedelta

import pytest

from domains.care.public import cases, check_ins
from tests.care.cases.night import Night
from tests.care.cases.worry import Worry

STATE = check_ins.CheckInState


@pytest.fixture
def night(seniors, clock, ids) -> Night:
    return Night(Worry(seniors, clock, ids), seniors, clock, ids)


@pytest.fixture
async def asked(morning, night):
    """The day's question of ten is open, and then her home was too quiet."""
    await morning.plans()
    await morning.until(10, 5)
    of_the_day = await morning.question()
    await night.worry.about(cases.ConcernKind.INACTIVITY)
    await night.fire()
    return of_the_day


@pytest.mark.parametrize(
    "act", [cases.ActKind.SPOKE_WITH_HER, cases.ActKind.VISITED, cases.ActKind.IN_HOSPITAL]
)
async def test_what_was_asked_before_is_asked_no_more(morning, night, seniors, asked, act):
    night.clock.advance(timedelta(minutes=20))
    await night.act(seniors.as_guardian, act)
    await night.close(seniors.as_guardian)
    await morning.until(23)
    await asked.refresh_from_db()
    assert asked.state is STATE.CALLED_OFF
    assert await morning.concerns() == [cases.ConcernKind.INACTIVITY]
    assert await morning.open_case() is None


async def test_who_only_tried_has_not_seen_her(morning, night, seniors, asked):
    await night.act(seniors.as_guardian, cases.ActKind.ON_THE_WAY)
    await morning.until(23)
    await asked.refresh_from_db()
    assert asked.state is STATE.MISSED


async def test_what_was_asked_since_waits_for_her(morning, night, seniors):
    """The form of a visit before ten comes when its phone has a network again."""
    await morning.plans()
    await morning.until(9, 30)
    await night.worry.about(cases.ConcernKind.INACTIVITY)
    await morning.until(10, 5)
    await night.act(seniors.as_guardian, cases.ActKind.VISITED, ago=timedelta(minutes=20))
    assert (await morning.question()).state is STATE.OPEN


async def test_she_may_ask_for_help_all_the_same(morning, night, seniors, asked):
    night.clock.advance(timedelta(minutes=20))
    await night.act(seniors.as_guardian, cases.ActKind.SPOKE_WITH_HER)
    await morning.answers(check_ins.Meaning.HELP, to=asked.id)
    await asked.refresh_from_db()
    assert asked.state is STATE.RAISED
