"""Outage is not inactivity: whoever is deaf is not silent, and a restart wakes nobody."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domains.care.cases.vocabulary import ConcernKind, Level
from domains.care.judgement.heard import Emergency
from domains.care.ports import Deaf, DeafCause
from tests.care.judgement.lived import Life, Outage, alarms, at, live, motion, stirring
from tests.care.judgement.metronome import BY, Metronome

SPANS = (timedelta(minutes=10), timedelta(hours=3), timedelta(days=2))
EVERY = timedelta(minutes=40)


def a_life(outage, *, until=at(4)):
    return Life(stirring(at(0), until, every=EVERY), outages=[outage])


@pytest.mark.parametrize("lasts", SPANS, ids=["10 min", "3 h", "2 days"])
@pytest.mark.parametrize("backlog", [True, False], ids=["kept", "lost"])
@settings(max_examples=15, deadline=None)
@given(st.floats(9, 40), st.floats(0, 14))
async def test_no_outage_is_taken_for_a_silence(lasts, backlog, begins_h, drains_min):
    outage = Outage(at(0, begins_h), lasts, backlog, timedelta(minutes=drains_min))
    looks = await live(a_life(outage), model=Metronome(), until=at(4))
    assert alarms(looks) == []


async def test_the_clock_of_silence_says_that_it_stands_still_and_why():
    outage = Outage(at(0, 10), timedelta(hours=3))
    looks = await live(a_life(outage), model=Metronome(), until=at(1))
    stopped = [look for look in looks if look.judged.stopped]
    assert {look.judged.stopped.cause for look in stopped} == {DeafCause.HOME}
    assert at(0, 10) < stopped[0].now <= at(0, 11.2)
    assert at(0, 13) < stopped[-1].now <= at(0, 13.5), "a grace after the end, then it goes on"


async def test_while_nobody_can_be_heard_no_model_is_asked():
    model = Metronome()
    outage = Outage(at(0, 10), timedelta(hours=3))
    await live(a_life(outage), model=model, until=at(1))
    assert not [now for now in model.asked if at(0, 10.5) < now < at(0, 13)]


@pytest.mark.parametrize("lasts", SPANS, ids=["10 min", "3 h", "2 days"])
async def test_an_emergency_in_the_backlog_is_raised_late_and_says_so(lasts):
    outage = Outage(at(1), lasts)
    life = a_life(outage)
    life.emergencies = [Emergency(at(1, 0.1), ConcernKind.SMOKE, "kitchen", at(1, 0.1))]
    (alarm,) = alarms(await live(life, model=Metronome(), until=at(4)))
    assert (alarm.kind, alarm.level, alarm.late) == (ConcernKind.SMOKE, Level.EMERGENCY, True)
    assert alarm.observed_at == at(1, 0.1)


async def test_who_fell_silent_during_an_outage_is_found_after_it_and_marked_late():
    outage = Outage(at(1, 8), timedelta(hours=5))
    life = Life(stirring(at(0), at(1, 9), every=EVERY), outages=[outage])
    looks = await live(life, model=Metronome(), until=at(1, 15))
    first = alarms(looks)[0]
    assert (first.kind, first.level, first.late) == (ConcernKind.INACTIVITY, Level.FAMILY, True)
    assert first.by == BY
    assert at(1, 13) < first.observed_at <= at(1, 13.6), "at the end of the grace, not hours later"


async def test_where_the_backlog_is_lost_the_clock_goes_on_from_where_it_stood():
    outage = Outage(at(1, 8), timedelta(hours=5), backlog=False)
    life = Life(stirring(at(0), at(1, 9), every=EVERY), outages=[outage])
    looks = await live(life, model=Metronome(), until=at(1, 18))
    assert at(1, 14) < alarms(looks)[0].observed_at <= at(1, 15.5)


@pytest.mark.parametrize("cause", [DeafCause.HOME, DeafCause.OURS])
async def test_a_step_heard_after_an_outage_ends_the_question_that_was_open(cause):
    """Whoever walks about is not asked on because a cable was loose: a sign needs no settling."""
    quiet = Life(stirring(at(0), at(1, 9), every=EVERY))
    asked_at = alarms(await live(quiet, model=Metronome(), until=at(1, 15)))[0].observed_at
    outage = Outage(asked_at + timedelta(minutes=3), timedelta(minutes=14))
    step = asked_at + timedelta(minutes=5)
    life = Life([*quiet.signs, motion(step)], outages=[outage])
    life.told = [Deaf(outage.since, outage.until, cause)]
    looks = await live(life, model=Metronome(), until=at(1, 15))
    stirred = next(look for look in looks if look.judged.stirred_at)
    assert stirred.judged.stirred_at == step
    assert stirred.now < outage.until + timedelta(minutes=6)
    assert [alarm.observed_at for alarm in alarms(looks) if alarm.observed_at < at(1, 12)] == [
        asked_at
    ]


async def test_whoever_is_with_her_answers_nothing_for_her():
    quiet = Life(stirring(at(0), at(1, 9), every=EVERY))
    asked_at = alarms(await live(quiet, model=Metronome(), until=at(1, 15)))[0].observed_at
    life = Life([*quiet.signs, motion(asked_at + timedelta(minutes=5))])
    life.told = [Deaf(asked_at + timedelta(minutes=1), at(2), DeafCause.VISIT)]
    looks = await live(life, model=Metronome(), until=at(1, 20))
    assert [look.judged.stirred_at for look in looks if look.judged.stirred_at] == []


async def test_a_late_sign_does_not_cost_the_rhythm():
    life = Life(stirring(at(0), at(3), every=EVERY))
    life.outages = [Outage(at(1, 12), timedelta(minutes=9), drains=timedelta(hours=2))]
    life.signs += [motion(at(1, 12.1), "bath")]
    model = Metronome()
    looks = await live(life, model=model, until=at(3))
    assert alarms(looks) == []
    assert looks[-1].judged.home.rhythm is not None
