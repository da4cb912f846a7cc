"""While 119's own system is away one call asks after it; what hangs leaves room for the others."""

import asyncio
from datetime import timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.emergency_calls import CALLS_AT_ONCE, Callers
from domains.care.cases.link_119 import FAULTS_IN_A_ROW, Link
from domains.care.cases.models import EmergencyCall
from domains.care.ports import NotTaken, TakenBy119
from domains.care.public import cases
from tests.examples import examples

KIND = cases.ConcernKind
TAKEN = TakenBy119("119-1")
ANSWERS = st.sampled_from([TAKEN, None, *NotTaken])


@settings(max_examples=examples(60), deadline=None, derandomize=True, database=None)
@given(st.lists(ANSWERS, max_size=20))
def test_it_is_down_after_some_faults_in_a_row_and_up_at_the_first_word(answers):
    link, in_a_row = Link(), 0
    for answer in answers:
        was_down, is_up_again = link.is_down, link.heard(answer)
        if answer in (NotTaken.UNREACHABLE, NotTaken.TOO_LATE):
            in_a_row += 1
        elif answer is not None:
            in_a_row = 0
        assert link.is_down == (in_a_row >= FAULTS_IN_A_ROW)
        assert link.most(CALLS_AT_ONCE) == (1 if link.is_down else CALLS_AT_ONCE)
        assert is_up_again == (was_down and not link.is_down)


class Line:
    """Hangs for some kinds until it is let go; away for all where it is told so."""

    def __init__(self) -> None:
        self.hangs: set[KIND] = set()
        self.is_away = False
        self.go = asyncio.Event()
        self.asked: list[KIND] = []

    async def tell(self, event, /):
        self.asked.append(event.kind)
        if event.kind in self.hangs:
            await self.go.wait()
        return NotTaken.UNREACHABLE if self.is_away else TAKEN

    async def end(self, ending, /):
        return TAKEN


@pytest.fixture
def line() -> Line:
    return Line()


@pytest.fixture
async def callers(line, clock, ids):
    callers = Callers(line, SimpleNamespace(clock=clock, ids=ids))
    yield callers
    await callers.stop()


async def homes_that(night, seniors, kind, count) -> None:
    for number in range(count):
        await night.worry.about(kind, senior=await seniors.senior_of(f"이웃 {kind} {number}"))
    await night.fire()


async def through(callers, *, but: int = 0) -> None:
    async with asyncio.timeout(20):
        while await callers.look() > but:  # noqa: ASYNC110 - as the loop looks, twice a second
            await asyncio.sleep(0.01)


async def test_what_hangs_holds_up_nothing_that_comes_after_it(night, seniors, line, callers):
    line.hangs = {KIND.GAS}
    await homes_that(night, seniors, KIND.GAS, 2)
    assert await callers.look() == 2
    await homes_that(night, seniors, KIND.SMOKE, 4)
    await through(callers, but=2)
    assert await EmergencyCall.filter(kind=KIND.SMOKE, taken_at=None).count() == 0
    assert await EmergencyCall.filter(kind=KIND.GAS, taken_at=None).count() == 2
    line.go.set()
    await through(callers)
    assert await EmergencyCall.filter(taken_at=None).count() == 0


async def test_who_is_away_is_asked_by_one_and_told_by_all_once_back(
    night, seniors, line, callers, clock
):
    line.is_away = True
    await homes_that(night, seniors, KIND.SOS, 4)
    await through(callers)
    assert len(line.asked) == 4
    clock.advance(timedelta(seconds=5))
    line.hangs = {KIND.SOS}
    assert await callers.look() == 1
    assert await callers.look() == 1, "the others wait, and are not put off"
    line.is_away = False
    line.go.set()
    await through(callers)
    assert len(line.asked) == 8
    assert await EmergencyCall.filter(taken_at=None).count() == 0
