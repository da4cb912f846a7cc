"""She is asked first; the neighbour walks for whom nobody answers."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from domains.care.cases.vocabulary import Level
from domains.care.judgement.hours import is_day
from domains.care.judgement.memory import Asked
from domains.care.judgement.two_stages import BURST, PATIENCE, WEEK, Step, next_free, step_of
from tests.care.judgement.lived import Life, alarms, at, live, stirring
from tests.care.judgement.metronome import BY, Metronome

LIVELY = timedelta(minutes=30)


def silent_from(hour, day=0):
    return Life(stirring(at(0), at(day, hour), every=LIVELY))


async def test_a_suspicion_is_a_question_to_her_with_the_models_register_id():
    first, *_ = alarms(await live(silent_from(10), model=Metronome(), until=at(0, 13)))
    assert (first.level, first.by) == (Level.FAMILY, BY)
    assert first.by.register_id == "osan-ai-activity-anomaly"
    assert first.reasons[0].code == "quiet_h"
    assert at(0, 11.4) < first.observed_at <= at(0, 12)


async def test_before_an_hour_and_three_quarters_nobody_is_asked_however_sensitive():
    eager = Metronome(suspicious_h=0.5)
    first, *_ = alarms(await live(silent_from(10), model=eager, until=at(0, 13)))
    assert first.observed_at - at(0, 9.5) >= timedelta(hours=1.75)


async def test_no_answer_and_grave_goes_to_the_care_worker_once():
    found = alarms(await live(silent_from(10), model=Metronome(grave_h=4), until=at(1)))
    assert [alarm.level for alarm in found] == [Level.FAMILY, Level.CARE_WORKER]


async def test_her_answer_ends_the_silence_and_it_counts_anew_from_there():
    life = silent_from(10)
    life.answers = lambda alarm, now: now + timedelta(minutes=5) if now < at(0, 13) else None
    found = alarms(await live(life, model=Metronome(suspicious_h=2), until=at(0, 16)))
    asked = [alarm.observed_at for alarm in found]
    assert len(asked) == 2
    assert asked[1] - asked[0] >= timedelta(hours=2)


async def test_a_step_in_the_hall_answers_too_within_minutes():
    life = silent_from(10)
    life.signs += stirring(at(0, 12.5), at(0, 20), every=LIVELY)
    looks = await live(life, model=Metronome(grave_h=4), until=at(0, 20))
    assert len(alarms(looks)) == 1
    stirred = [look for look in looks if look.judged.stirred_at]
    assert at(0, 12.5) <= stirred[0].now <= at(0, 12.6)


async def test_at_night_a_suspicion_waits_and_a_grave_one_does_not():
    late = silent_from(22)
    found = alarms(await live(late, model=Metronome(suspicious_h=2, grave_h=12), until=at(1, 8)))
    assert [is_day(alarm.observed_at) for alarm in found] == [True]
    grave = alarms(await live(late, model=Metronome(suspicious_h=2, grave_h=5), until=at(1, 4)))
    assert not any(is_day(alarm.observed_at) for alarm in grave)
    assert [alarm.level for alarm in grave] == [Level.FAMILY, Level.CARE_WORKER]


moments = st.lists(st.floats(0, 24 * 60), max_size=60)


@given(moments, st.sampled_from([0.5, 1.0, 2.0, 4.0]))
def test_in_no_week_is_she_asked_more_often_than_was_allowed(hours, a_week):
    asked = []
    for hour in sorted(hours):
        now = at(0, hour)
        held = step_of(
            suspicious=True,
            grave=False,
            asked=None,
            questions=asked,
            a_week=a_week,
            may_ring=is_day(now),
            now=now,
        )
        if held.step is Step.ASK:
            assert is_day(now)
            asked.append(now)
        else:
            assert held.until > now or next_free(asked, a_week=a_week, now=now) <= now
    for first in asked:
        assert sum(first <= each < first + WEEK for each in asked) <= BURST * a_week + 1


@given(st.booleans(), st.booleans(), st.floats(0, 100))
def test_who_was_asked_is_not_asked_again_in_the_same_silence(grave, gravely, hours):
    now = at(0, 8) + timedelta(hours=hours)
    asked = Asked(at(0, 8), gravely)
    held = step_of(
        suspicious=True,
        grave=grave,
        asked=asked,
        questions=[asked.at],
        a_week=2.0,
        may_ring=True,
        now=now,
    )
    expected = grave and not gravely and now - asked.at >= PATIENCE
    assert held.step is (Step.TELL_CARE_WORKER if expected else Step.NONE)
