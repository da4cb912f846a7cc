"""A case is walked by its timer: each step once, none after an acknowledgement, none lost."""

from datetime import timedelta

import pytest
from tortoise.transactions import in_transaction

from domains.care.cases.ladder import WAITS
from domains.care.cases.models import Case, CaseAct, CaseAsked, CaseStep, EmergencyCall
from domains.care.check_ins.models import CheckIn
from domains.care.check_ins.vocabulary import CheckInState
from domains.care.public import cases
from domains.kernel import timers
from domains.kernel.actor import Actor

KIND, LEVEL, RUNG, ACT = cases.ConcernKind, cases.Level, cases.Rung, cases.ActKind
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
HER_TURN = WAITS[RUNG.COMPANION]
"""How long she herself is waited for before anybody else is asked."""


async def test_nobody_answers_and_everybody_is_asked_in_turn(night, seniors):
    await night.worry.about(KIND.MISSED_CHECK_IN)
    await night.passes(HER_TURN + 49 * MINUTE)
    assert await night.steps() == [
        (RUNG.COMPANION, set()),
        (RUNG.GUARDIAN, {seniors.guardian}),
        (RUNG.WORKER, {seniors.worker}),
        (RUNG.STAND_IN, {seniors.stand_in}),
        (RUNG.CENTRE, {seniors.desk, seniors.manager}),
        (RUNG.CONFIRM, {seniors.desk, seniors.manager}),
    ]
    assert await EmergencyCall.all().count() == 0


async def test_whoever_takes_it_is_not_disturbed_and_nobody_else_is_asked(night, seniors):
    await night.worry.about()
    await night.passes(HER_TURN + MINUTE)
    taken = await night.acknowledge(seniors.as_guardian)
    assert taken.by_you
    await night.passes(29 * MINUTE)
    assert len(await night.steps()) == 2
    assert not (await night.acknowledge(seniors.as_worker)).by_you


async def test_who_takes_it_and_is_silent_is_not_waited_for(night, seniors):
    await night.worry.about()
    await night.passes(HER_TURN + MINUTE)
    await night.acknowledge(seniors.as_guardian)
    await night.passes(31 * MINUTE)
    assert (await night.steps())[-1] == (RUNG.WORKER, {seniors.worker})
    assert (await night.worry.case()).state is cases.CaseState.OPEN


async def test_who_tries_is_waited_for_but_a_try_closes_nothing(night, seniors):
    await night.worry.about()
    await night.passes(HER_TURN + MINUTE)
    await night.acknowledge(seniors.as_guardian)
    for _ in range(3):
        await night.passes(25 * MINUTE)
        await night.act(seniors.as_guardian, ACT.NO_ANSWER)
    assert len(await night.steps()) == 2
    assert isinstance(await night.close(seniors.as_guardian), cases.ActMissing)
    await night.act(seniors.as_guardian, ACT.SPOKE_WITH_HER, note="감기라 주무셨대요")
    assert isinstance(await night.close(seniors.as_guardian), cases.CaseClosed)
    await night.passes(2 * HOUR)
    assert len(await night.steps()) == 2
    kept = await CaseAct.get(kind=ACT.SPOKE_WITH_HER)
    assert "감기".encode() not in kept.note


async def test_an_act_from_before_the_last_signal_closes_nothing(night, seniors):
    await night.worry.about()
    await night.act(seniors.as_worker, ACT.VISITED, ago=20 * MINUTE)
    assert isinstance(await night.close(seniors.as_worker), cases.ActMissing)


async def test_a_false_alarm_says_why_and_is_over(night, seniors):
    await night.worry.about(KIND.INACTIVITY)
    ended = await night.false_alarm(seniors.as_guardian, cases.FalseAlarm.PHONE_ELSEWHERE)
    assert isinstance(ended, cases.CaseClosed)
    assert (await night.worry.case()).false_alarm is cases.FalseAlarm.PHONE_ELSEWHERE
    await night.passes(HOUR)
    assert await night.steps() == []


async def test_smoke_goes_to_119_by_itself_and_she_is_watched_until_somebody_says_how_it_ended(
    night, seniors
):
    await night.worry.about(KIND.SMOKE)
    await night.passes(timedelta(0))
    everybody = {
        seniors.guardian,
        seniors.worker,
        seniors.stand_in,
        seniors.desk,
        seniors.manager,
    }
    assert await night.steps() == [(RUNG.HAND_OVER, everybody)]
    assert (await EmergencyCall.get()).confirmed_by is None
    await night.passes(HOUR)
    assert [rung for rung, _ in await night.steps()] == [RUNG.HAND_OVER, RUNG.WATCH, RUNG.WATCH]
    assert await EmergencyCall.all().count() == 1


async def test_only_a_humans_word_takes_silence_to_119(night, seniors):
    await night.worry.about(KIND.INACTIVITY)
    await night.passes(3 * HOUR)
    assert await EmergencyCall.all().count() == 0
    case = await night.worry.case()
    refused = await night.confirm(seniors.as_guardian)
    assert isinstance(refused, cases.NotYourCase)
    assert await EmergencyCall.all().count() == 0
    assert isinstance(await night.confirm(seniors.as_worker), cases.HandOverConfirmed)
    call = await EmergencyCall.get()
    assert (call.case_id, call.confirmed_by) == (case.id, seniors.worker)


async def test_a_fall_without_an_answer_is_119s_and_one_with_is_a_humans(night, lives, seniors):
    await night.worry.about(KIND.FALL)
    await night.passes(timedelta(0))
    await lives()
    assert (await night.worry.case()).ended_how is cases.CaseEnd.LIFE
    await night.worry.about(KIND.FALL)
    await night.passes(2 * MINUTE)
    assert await EmergencyCall.all().count() == 1


async def test_graver_news_opens_what_somebody_has_taken(night, seniors):
    await night.worry.about()
    await night.passes(timedelta(0))
    await night.acknowledge(seniors.as_guardian)
    await night.worry.about(KIND.GAS)
    await night.passes(timedelta(0))
    assert (await night.steps())[-1][0] is RUNG.HAND_OVER


async def test_she_spoke_so_nobody_waits_for_her_answer(night, seniors):
    await night.worry.about(KIND.MISSED_CHECK_IN)
    await night.passes(MINUTE)
    await night.worry.about(KIND.UNCLEAR_ANSWER)
    await night.passes(timedelta(0))
    assert (await night.steps())[-1] == (RUNG.GUARDIAN, {seniors.guardian})


async def test_who_is_not_reached_is_not_waited_for_and_the_control_room_knows(night, seniors):
    await night.worry.about()
    await night.passes(HER_TURN)
    step = await CaseStep.get(no=2)
    async with in_transaction():
        await cases.not_reached(step.id, seniors.guardian, clock=night.clock, ids=night.ids)
    await night.passes(timedelta(0))
    assert (await night.steps())[-1] == (RUNG.WORKER, {seniors.worker})
    assert "care.case_gap_found" in await night.topics()


@pytest.mark.parametrize(
    ("kind", "last"), [(KIND.MISSED_CHECK_IN, RUNG.CONFIRM), (KIND.SMOKE, RUNG.WATCH)]
)
async def test_where_nobody_at_all_is_reached_time_passes_between_two_steps(night, kind, last):
    """Every push of the city fails: the last ones are asked again, and not without a pause."""
    await night.worry.about(kind)
    for _ in range(20):
        await nobody_is_reached(night)
    steps = await night.steps()
    assert steps[-1][0] is last
    assert [rung for rung, _ in steps].count(last) == 1
    await night.passes(WAITS[last])
    assert [rung for rung, _ in await night.steps()].count(last) == 2


async def nobody_is_reached(night) -> None:
    """Of those who were asked until now; her own turn passes, since she is asked otherwise."""
    await night.passes(timedelta(0))
    if await CaseAsked.all().exists():
        for asked in await CaseAsked.filter(unreached_at=None):
            async with in_transaction():
                await cases.not_reached(
                    asked.step_id, asked.person_id, clock=night.clock, ids=night.ids
                )
        return
    await night.passes(HER_TURN)


async def test_what_is_told_late_is_marked_late(night):
    await night.worry.about(KIND.SMOKE, ago=timedelta(days=2), late=True)
    assert (await night.worry.case()).late


async def test_whoever_has_it_sends_it_on(night, seniors):
    await night.worry.about()
    await night.passes(HER_TURN + MINUTE)
    await night.acknowledge(seniors.as_guardian)
    raised = await night.raise_(seniors.as_guardian)
    assert raised.level is LEVEL.CARE_WORKER
    assert (await night.steps())[-1] == (RUNG.WORKER, {seniors.worker})
    await night.raise_(seniors.as_worker, LEVEL.EMERGENCY)
    assert (await night.steps())[-1][0] is RUNG.CONFIRM
    assert isinstance(await night.raise_(seniors.as_worker), cases.AtTheTop)


async def test_two_who_send_it_on_at_once_send_it_one_level_on(night, seniors):
    await night.worry.about()
    await night.passes(MINUTE)
    first, second, again = [
        await night.raise_(who)
        for who in (seniors.as_guardian, seniors.as_worker, seniors.as_guardian)
    ]
    assert (first.level, first.by_you) == (LEVEL.CARE_WORKER, True)
    assert [(each.level, each.by_you) for each in (second, again)] == [
        (LEVEL.CARE_WORKER, False)
    ] * 2
    assert [rung for rung, _ in await night.steps()].count(RUNG.WORKER) == 1
    await night.acknowledge(seniors.as_worker)
    await night.raise_(seniors.as_guardian)
    assert (await night.worry.case()).state is cases.CaseState.TAKEN, "who has it, keeps it"


async def test_who_acts_is_waited_for_from_the_act_on_and_nobody_else_is(night, seniors):
    await night.worry.about()
    await night.passes(MINUTE)
    first = await night.acknowledge(seniors.as_guardian)
    assert first.silent_at == night.clock.now() + 30 * MINUTE
    await night.passes(20 * MINUTE)
    await night.act(seniors.as_guardian, ACT.ON_THE_WAY)
    heard_at = night.clock.now()
    await night.passes(MINUTE)
    assert (await night.acknowledge(seniors.as_worker)).silent_at == heard_at + 30 * MINUTE
    await night.act(seniors.as_worker, ACT.NO_ANSWER)
    asked_again = await night.acknowledge(seniors.as_guardian)
    assert (asked_again.silent_at, asked_again.taken_at) == (heard_at + 30 * MINUTE, first.taken_at)
    await night.passes(31 * MINUTE)
    assert (await night.worry.case()).state is cases.CaseState.OPEN


async def test_the_first_to_take_it_is_remembered_as_the_first(night, seniors):
    await night.worry.about()
    first = await night.acknowledge(seniors.as_guardian)
    await night.passes(31 * MINUTE)
    second = await night.acknowledge(seniors.as_worker)
    case = await night.worry.case()
    assert (case.first_taken_at, case.taken_at) == (first.taken_at, second.taken_at)
    assert first.taken_at < second.taken_at


async def test_a_case_is_held_by_who_has_it_and_for_an_hour_at_most(night, seniors):
    await night.worry.about()
    assert isinstance(await night.hold(seniors.as_guardian, 3 * HOUR), cases.NotInYourHands)
    await night.acknowledge(seniors.as_guardian)
    held = await night.hold(seniors.as_guardian, 3 * HOUR)
    assert held.until == night.clock.now() + HOUR
    await night.passes(59 * MINUTE)
    assert await night.steps() == []
    await night.passes(2 * MINUTE)
    assert len(await night.steps()) == 1


async def test_who_has_no_part_in_it_finds_no_case_and_changes_nothing(night, seniors):
    await night.worry.about()
    stranger = await seniors.town.person("아무개")
    case = await Case.get()
    for person in (stranger, seniors.senior):
        answer = await night.acknowledge(Actor(person_id=person))
        assert isinstance(answer, cases.NotYourCase)
    await case.refresh_from_db()
    assert case.state is cases.CaseState.OPEN


async def test_a_timer_of_a_case_that_is_over_does_nothing(night, seniors):
    await night.worry.about()
    case = await night.worry.case()
    await night.act(seniors.as_guardian, ACT.SPOKE_WITH_HER)
    await night.close(seniors.as_guardian)
    await timers.set_timer(cases.TOPIC, case.id, due_at=night.clock.now(), clock=night.clock)
    await night.passes(HOUR)
    assert await night.steps() == []


async def test_from_the_acknowledgement_on_nobody_is_asked(night, seniors):
    await night.worry.about()
    await night.passes(HER_TURN)
    step = await CaseStep.get(no=2)
    now = night.clock.now()
    assert await cases.asked_in_step(step.id, knows_why=False, at=now) == {seniors.guardian}
    await night.acknowledge(seniors.as_worker)
    assert await cases.asked_in_step(step.id, knows_why=False, at=now) == set()


async def test_who_takes_it_and_sends_for_119_lets_everybody_know_of_that(night, seniors):
    await night.worry.about(KIND.INACTIVITY)
    await night.passes(HER_TURN + MINUTE)
    asked_before = await CaseStep.get(no=2)
    night.clock.advance(MINUTE)
    await night.acknowledge(seniors.as_worker)
    night.clock.advance(MINUTE)
    await night.confirm(seniors.as_worker)
    now, step = night.clock.now(), await CaseStep.get(rung=RUNG.HAND_OVER)
    told = await cases.asked_in_step(step.id, knows_why=True, at=now)
    alone = await cases.asked_in_step(step.id, knows_why=False, at=now)
    assert {seniors.guardian, seniors.worker, seniors.desk} <= told | alone
    assert seniors.guardian in alone, "why, she sees no more than at any other step"
    assert await cases.asked_in_step(asked_before.id, knows_why=False, at=now) == set()


async def test_two_who_confirm_at_once_hand_over_once(night, seniors):
    await night.worry.about(KIND.INACTIVITY)
    await night.passes(3 * HOUR)
    for by in (seniors.as_worker, seniors.as_desk):
        assert isinstance(await night.confirm(by), cases.HandOverConfirmed)
    assert [rung for rung, _ in await night.steps()].count(RUNG.HAND_OVER) == 1


async def test_a_case_that_is_over_asks_her_no_more_either(night, seniors):
    await night.worry.about(KIND.INACTIVITY)
    await night.passes(MINUTE)
    assert (await CheckIn.get()).state is CheckInState.OPEN
    await night.false_alarm(seniors.as_guardian, cases.FalseAlarm.WAS_OUT)
    assert (await CheckIn.get()).state is CheckInState.CALLED_OFF
    assert "care.check_in_settled" in await night.topics()


@pytest.mark.parametrize(
    "act",
    [
        lambda now: cases.NewAct(ACT.VISITED, now + HOUR),
        lambda now: cases.NewAct(ACT.VISITED, now, "x" * (cases.LONGEST_NOTE + 1)),
    ],
)
async def test_what_nobody_can_have_done_closes_nothing(night, seniors, act):
    await night.worry.about()
    await night.act(seniors.as_guardian, ACT.SPOKE_WITH_HER)
    case_id, now = (await night.worry.case()).id, night.clock.now()
    refused = await cases.close_case(
        seniors.as_guardian, case_id=case_id, act=act(now), clock=night.clock, ids=night.ids
    )
    assert isinstance(refused, cases.ActMissing)
    assert await CaseAct.all().count() == 1
