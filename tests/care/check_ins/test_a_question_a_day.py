"""She is asked at her own times; who answers is left in peace, and silence reaches people."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from tortoise.transactions import in_transaction

from domains.care.check_ins.models import CheckIn, StoredPlan
from domains.care.public import PauseReason, cases, check_ins, pause_care, people
from domains.kernel.actor import Actor
from domains.kernel.clock import SEOUL
from domains.kernel.timers import backlog
from tests.care.check_ins.morning import CALL_ME, FINE, HELP, TEN, UNCLEAR
from tests.stories.house import everything

STATE, KIND = check_ins.CheckInState, cases.ConcernKind
EFFECT = check_ins.Effect
MINUTE = timedelta(minutes=1)


async def test_asked_at_ten_reminded_twice_and_at_eleven_people_know(morning):
    await morning.plans()
    await morning.until(9, 59)
    assert await morning.times_asked() == 0
    await morning.until(10)
    assert await morning.times_asked() == 1
    await morning.until(10, 20)
    assert await morning.times_asked() == 2
    await morning.until(10, 59)
    assert (await morning.times_asked(), await morning.concerns()) == (3, [])
    await morning.until(11)
    assert (await morning.question()).state is STATE.MISSED
    assert await morning.concerns() == [KIND.MISSED_CHECK_IN]


async def test_who_answers_is_asked_no_more_until_tomorrow(morning):
    await morning.plans()
    await morning.until(10, 21)
    heard = await morning.answers()
    assert (heard.effect, heard.state) == (EFFECT.SETTLES, STATE.ANSWERED)
    await morning.until(23)
    assert (await morning.times_asked(), await morning.concerns()) == (2, [])
    await morning.until(10, day=4)
    assert await morning.times_asked() == 3


async def test_an_answer_after_the_miss_still_counts_and_ends_what_it_may(morning):
    await morning.plans()
    await morning.until(11, 5)
    assert await morning.open_case() is not None
    heard = await morning.answers()
    assert heard.state is STATE.LATE
    assert await morning.open_case() is None


async def test_a_press_from_before_the_miss_that_came_late_counts_from_when_it_was_pressed(morning):
    await morning.plans()
    await morning.until(12)
    pressed = datetime(2026, 3, 3, 10, 5, tzinfo=SEOUL)
    heard = await morning.answers(said_at=pressed)
    assert heard.state is STATE.LATE
    assert await morning.open_case() is None


@pytest.mark.parametrize(
    ("meaning", "kind"),
    [(UNCLEAR, KIND.UNCLEAR_ANSWER), (CALL_ME, KIND.CALL_ME), (HELP, KIND.ASKED_FOR_HELP)],
)
async def test_anything_but_fine_raises_at_once(morning, meaning, kind):
    await morning.plans()
    await morning.until(10)
    assert (await morning.answers(meaning)).state is STATE.RAISED
    assert await morning.concerns() == [kind]
    await morning.until(12)
    assert await morning.concerns() == [kind], "and silence is not added to it"


async def test_two_phones_say_fine_and_it_is_one_answer(morning):
    await morning.plans()
    await morning.until(10)
    first, second = await morning.answers(), await morning.answers()
    assert (first.effect, second.effect) == (EFFECT.SETTLES, EFFECT.ADDS)
    assert (await morning.question()).state is STATE.ANSWERED


async def test_one_phone_says_fine_and_the_other_help(morning):
    """Whichever comes first: help is help, and fine takes nothing back."""
    await morning.plans()
    await morning.until(10)
    await morning.answers(FINE)
    assert (await morning.answers(HELP)).state is STATE.RAISED
    assert (await morning.answers(FINE)).state is STATE.RAISED
    case = await morning.open_case()
    assert case is not None
    assert case.level is cases.Level.CARE_WORKER


async def test_the_same_press_twice_is_one_answer(morning, ids):
    await morning.plans()
    await morning.until(10)
    request = ids.new()
    await morning.answers(HELP, request=request)
    before = await everything()
    assert (await morning.answers(HELP, request=request)).repeated
    assert await everything() == before


async def test_yesterdays_question_reassures_nobody_today(morning):
    await morning.plans()
    await morning.until(10)
    yesterdays = (await morning.question()).id
    await morning.until(10, 1, day=4)
    heard = await morning.answers(to=yesterdays)
    assert heard.effect is EFFECT.TOO_LATE
    assert (await morning.question()).state is STATE.OPEN
    await morning.until(11, day=4)
    assert (await morning.question()).state is STATE.MISSED


async def test_yesterdays_call_for_help_is_heard_today(morning):
    await morning.plans()
    await morning.until(10)
    yesterdays = (await morning.question()).id
    await morning.until(10, 1, day=4)
    await morning.answers(HELP, to=yesterdays)
    assert KIND.ASKED_FOR_HELP in await morning.concerns()


async def test_nobody_answers_on_her_behalf(morning, seniors):
    await morning.plans()
    await morning.until(10)
    before = await everything()
    for other in (seniors.as_guardian, seniors.as_worker, seniors.as_desk, Actor()):
        assert isinstance(await morning.answers(by=other), check_ins.NotYourQuestion)
    assert await everything() == before


class TestSaidUnasked:
    async def test_fine_shortly_before_spares_her_the_question(self, morning):
        await morning.plans()
        await morning.until(9)
        await morning.volunteers()
        await morning.until(23)
        assert await morning.times_asked() == 0
        await morning.until(10, day=4)
        assert await morning.times_asked() == 1

    async def test_fine_in_the_night_does_not(self, morning, clock):
        await morning.plans(replace(TEN, times=(time(14),)))
        await morning.volunteers()
        await morning.until(14)
        assert await morning.times_asked() == 1

    async def test_it_answers_what_is_open(self, morning):
        await morning.plans()
        await morning.until(10, 5)
        await morning.volunteers()
        assert (await morning.question()).state is STATE.ANSWERED

    async def test_call_me_without_a_question_is_a_case(self, morning):
        await morning.volunteers(CALL_ME)
        assert await morning.concerns() == [KIND.CALL_ME]


class TestLifeAtHome:
    async def test_a_door_after_the_question_answers_it(self, morning):
        await morning.plans()
        await morning.until(10, 5)
        assert await morning.home_shows_life() == 1
        assert (await morning.question()).way is check_ins.Way.HOME

    async def test_a_door_before_the_question_or_from_the_future_does_not(self, morning):
        await morning.plans()
        await morning.until(10, 5)
        assert await morning.home_shows_life(ago=6 * MINUTE) == 0
        assert await morning.home_shows_life(ago=-6 * MINUTE) == 0
        assert (await morning.question()).state is STATE.OPEN

    async def test_it_answers_for_nobody_who_did_not_want_it(self, morning):
        await morning.plans(replace(TEN, home_answers=False))
        await morning.until(10, 5)
        assert await morning.home_shows_life() == 0

    async def test_it_does_not_gainsay_her(self, morning):
        await morning.plans()
        await morning.until(10, 5)
        await morning.answers(UNCLEAR)
        assert await morning.home_shows_life() == 0
        assert (await morning.question()).state is STATE.RAISED


class TestOurOwnOutage:
    async def test_a_question_held_up_for_an_hour_is_asked_and_waited_for_in_full(self, morning):
        await morning.plans()
        morning.sleeps_until(11)
        await morning.fire()
        assert await morning.times_asked() == 1
        await morning.until(11, 59)
        assert await morning.concerns() == []
        await morning.until(12)
        assert await morning.concerns() == [KIND.MISSED_CHECK_IN]

    async def test_reminders_that_we_missed_are_one(self, morning):
        """Nobody's telephone rings once for each time at which we were away."""
        await morning.plans()
        await morning.until(10)
        morning.sleeps_until(10, 45)
        await morning.fire()
        assert await morning.times_asked() == 2
        await morning.until(11)
        assert await morning.times_asked() == 2
        assert await morning.concerns() == [KIND.MISSED_CHECK_IN]

    async def test_one_held_up_until_night_is_not_asked_then(self, morning):
        await morning.plans()
        morning.sleeps_until(23, 30)
        await morning.fire()
        assert await CheckIn.all().count() == 0
        await morning.until(10, day=4)
        assert await morning.times_asked() == 1

    async def test_nobody_is_woken_by_a_restart(self, morning):
        """She may have answered in vain while we were away: she is asked once more first."""
        await morning.plans()
        await morning.until(10, 41)
        morning.sleeps_until(13)
        await morning.fire()
        assert (await morning.concerns(), await morning.times_asked()) == ([], 4)
        await morning.until(13, 9)
        assert await morning.concerns() == []
        await morning.until(13, 10)
        assert await morning.concerns() == [KIND.MISSED_CHECK_IN]


class TestPauses:
    async def pause(self, morning, *, until: int) -> None:
        paused = await pause_care(
            morning.hers,
            senior_id=morning.seniors.senior,
            reason=PauseReason.HOSPITAL,
            until=datetime(2026, 3, until, 12, tzinfo=SEOUL),
            clock=morning.clock,
            ids=morning.ids,
        )
        assert isinstance(paused, people.Paused), paused

    async def test_nobody_is_asked_until_it_ends(self, morning):
        await morning.plans()
        await self.pause(morning, until=5)
        await morning.until(13, day=5)
        assert await morning.times_asked() == 0
        await morning.until(10, day=6)
        assert await morning.times_asked() == 1

    async def test_one_that_begins_while_a_question_is_open_calls_it_off(self, morning):
        await morning.plans()
        await morning.until(10, 5)
        await self.pause(morning, until=5)
        await morning.until(11, 30)
        assert (await morning.question()).state is STATE.CALLED_OFF
        assert await morning.concerns() == []

    async def test_who_is_back_sooner_is_asked_from_then_on(self, morning, seniors, clock, ids):
        await morning.plans()
        await self.pause(morning, until=9)
        await morning.until(12, day=4)
        await people.resume_care(morning.hers, seniors.senior, clock=clock, ids=ids)
        await check_ins.go_on_asking(seniors.senior, clock=clock)
        await morning.until(10, day=5)
        assert await morning.times_asked() == 1


async def test_a_plan_needs_somebody_who_is_cared_for(morning, ids):
    outcome = await morning.plans(senior=ids.new())
    assert outcome == check_ins.NotCaredFor()
    assert await StoredPlan.all().count() == 0


async def test_who_is_not_cared_for_is_not_told_that_somebody_listens(morning, seniors, clock, ids):
    somebody = Actor(person_id=seniors.guardian)
    before = await everything()
    said = await check_ins.volunteer(
        somebody, meaning=HELP, request_id=ids.new(), clock=clock, ids=ids
    )
    assert said == check_ins.NotCaredFor()
    assert await everything() == before


async def test_days_off_leave_no_timer_and_no_question(morning, clock):
    off = check_ins.Span(date(2026, 1, 1), date(2036, 1, 1))
    await morning.plans()
    await morning.plans(replace(TEN, days_off=(off,)))
    await morning.until(23)
    assert await morning.times_asked() == 0
    assert (await backlog(clock=clock)).pending == 0


async def test_a_change_of_plan_leaves_an_open_question_as_it_was(morning):
    await morning.plans()
    await morning.until(10, 30)
    await morning.plans(replace(TEN, people_after=timedelta(hours=3)))
    await morning.until(11)
    assert await morning.concerns() == [KIND.MISSED_CHECK_IN]


async def test_twice_a_day_the_second_question_is_another(morning):
    await morning.plans(replace(TEN, times=(time(10), time(20))))
    await morning.until(10, 5)
    first = (await morning.question()).id
    await morning.answers()
    await morning.until(20)
    assert (await morning.answers(to=first)).effect is EFFECT.TOO_LATE
    assert (await morning.question()).state is STATE.OPEN


async def test_who_left_before_the_news_of_her_came_round_is_planned_nothing(morning):
    """The outbox may tell of an enrolment after everything of it was destroyed."""
    gone = morning.ids.new()
    async with in_transaction():
        assert not await check_ins.propose_plan(gone, clock=morning.clock)
    assert await check_ins.check_in_plan(gone) is None
