"""Whatever she says, presses, or does not, and however long we are away: the laws of a check-in."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domains.care.cases.models import CaseConcern
from domains.care.check_ins.models import CheckIn, CheckInAnswer
from domains.care.public import cases, check_ins
from domains.kernel import sql, timers
from tests.care.check_ins.morning import FINE, OURS, TEN, Morning
from tests.examples import examples

STATE = check_ins.CheckInState
MINUTE = timedelta(minutes=1)

meanings = st.sampled_from(check_ins.Meaning)
STEPS = st.one_of(
    st.tuples(st.just("wait"), st.integers(1, 90)),
    st.tuples(st.just("wait"), st.integers(91, 1500)),
    st.tuples(st.just("away"), st.integers(1, 200)),
    st.tuples(st.just("answer"), meanings),
    st.tuples(st.just("answer_the_one_before"), meanings),
    st.tuples(st.just("press_again"), meanings),
    st.tuples(st.just("volunteer"), meanings),
    st.tuples(st.just("home"), st.integers(-5, 30)),
)


class Days:
    """Days of one senior, told step by step; the law is checked from the rows alone."""

    def __init__(self, morning: Morning) -> None:
        self.morning = morning
        self.request = morning.ids.new()

    async def wait(self, minutes: int) -> None:
        until = self.morning.clock.now() + minutes * MINUTE
        while (rings := await timers.next_ring(OURS)) is not None and rings <= until:
            self.morning.clock.set(max(rings, self.morning.clock.now()))
            await self.morning.fire()
        self.morning.clock.set(until)

    async def away(self, minutes: int) -> None:
        """Nothing of ours runs; then everything that is due fires at once."""
        self.morning.clock.advance(minutes * MINUTE)
        await self.morning.fire()

    async def answer(self, meaning: check_ins.Meaning) -> None:
        await self._answer(meaning, which=-1)

    async def answer_the_one_before(self, meaning: check_ins.Meaning) -> None:
        await self._answer(meaning, which=-2)

    async def press_again(self, meaning: check_ins.Meaning) -> None:
        await self._answer(meaning, which=-1, request=True)

    async def _answer(self, meaning, *, which: int, request: bool = False) -> None:
        asked = await self._questions()
        if len(asked) >= -which:
            known = self.request if request else None
            await self.morning.answers(meaning, to=asked[which].id, request=known)

    async def volunteer(self, meaning: check_ins.Meaning) -> None:
        await self.morning.volunteers(meaning)

    async def home(self, minutes_ago: int) -> None:
        await self.morning.home_shows_life(ago=minutes_ago * MINUTE)

    async def _questions(self) -> list[CheckIn]:
        mine = CheckIn.filter(senior_id=self.morning.seniors.senior)
        return await mine.order_by("asked_at", "id")

    async def check(self) -> None:
        told = await CaseConcern.filter(senior_id=self.morning.seniors.senior)
        missed = [each for each in told if each.kind is cases.ConcernKind.MISSED_CHECK_IN]
        silent = 0
        for question in await self._questions():
            answers = await CheckInAnswer.filter(question_id=question.id)
            _law(question, answers)
            silent += any(each.observed_at == question.asked_at for each in missed)
            if question.state in {STATE.MISSED, STATE.LATE}:
                assert any(each.observed_at == question.asked_at for each in missed)
            assert await _pending(question) == (question.state is STATE.OPEN)
        assert silent == len(missed), "each silence is told once, and of a question"
        graver = [each for each in told if each not in missed]
        said = await CheckInAnswer.filter(
            senior_id=self.morning.seniors.senior, meaning__not=FINE.value
        )
        assert len(graver) == len(said), "each answer that is no reassurance reaches people, once"


def _law(question: CheckIn, answers: list[CheckInAnswer]) -> None:
    alarming = [each for each in answers if each.meaning is not FINE]
    in_time = [
        each
        for each in answers
        if each.meaning is FINE and each.heard_at < question.answerable_until
    ]
    if alarming:
        assert question.state is STATE.RAISED, "nothing lowers what was raised"
    elif in_time:
        assert question.state in {STATE.ANSWERED, STATE.LATE}
    else:
        assert question.state in {STATE.OPEN, STATE.MISSED}
    if question.state is STATE.MISSED:
        assert question.settled_at - question.asked_at >= TEN.people_after


async def _pending(question: CheckIn) -> bool:
    rows = await sql.fetch(
        "SELECT FROM kernel.timers WHERE topic = $1 AND about = $2", check_ins.FOLLOW, question.id
    )
    return bool(rows)


@settings(
    max_examples=examples(8),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEPS, min_size=4, max_size=14))
async def test_the_laws_of_a_check_in(seniors, clock, ids, steps):
    somebody = await seniors.senior_of("김순덕")
    morning = Morning(replace(seniors, senior=somebody), clock, ids)
    await morning.plans()
    days = Days(morning)
    for verb, argument in steps:
        await getattr(days, verb)(argument)
    await days.check()
    await days.wait(2 * 24 * 60)
    await days.check()
    assert all(
        question.state is not STATE.OPEN or question.asked_at + TEN.people_after > clock.now()
        for question in await days._questions()
    )
    await _ends(morning)


async def _ends(morning: Morning) -> None:
    """The next example's senior is somebody else, and time is hers."""
    await timers.cancel_timer(check_ins.ASK, morning.seniors.senior)
    for question in await CheckIn.filter(senior_id=morning.seniors.senior):
        await timers.cancel_timer(check_ins.FOLLOW, question.id)
