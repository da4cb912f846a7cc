"""An hour and a half without a sign is long at some hours of hers, and nothing at others."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domains.care.judgement.judge_silence import UNUSUAL
from domains.care.judgement.stillness import A_DAY, NOT_KNOWN, STILL, Between, lived
from domains.care.ports import Deaf, DeafCause, Sign, SignKind
from tests.care.judgement.lived import Life, alarms, at, live, stirring
from tests.care.judgement.metronome import Metronome

LIVELY = timedelta(minutes=20)
NEVER_H = 100.0
WEEKS = 21


def days_of_hers(days=WEEKS):
    """Up from seven to ten in the evening, and in bed from one to three."""
    signs = []
    for day in range(days):
        signs += stirring(at(day, 7), at(day, 13), every=LIVELY)
        signs += stirring(at(day, 15), at(day, 22), every=LIVELY)
    return signs


async def asked_on_the_last_day(signs, *, until_h=24.0):
    model = Metronome(suspicious_h=NEVER_H, grave_h=NEVER_H)
    found = alarms(await live(Life(signs), model=model, until=at(WEEKS, until_h)))
    return [alarm for alarm in found if alarm.observed_at >= at(WEEKS)]


@pytest.mark.slow
async def test_who_falls_at_ten_is_asked_by_noon_and_reads_why():
    signs = [*days_of_hers(), *stirring(at(WEEKS, 7), at(WEEKS, 10), every=LIVELY)]
    first, *_ = await asked_on_the_last_day(signs, until_h=12)
    assert STILL <= first.observed_at - signs[-1].at <= STILL + timedelta(minutes=31)
    assert UNUSUAL in {reason.code for reason in first.reasons}


@pytest.mark.slow
async def test_whoever_naps_each_day_is_let_sleep():
    signs = [*days_of_hers(), *stirring(at(WEEKS, 7), at(WEEKS, 13), every=LIVELY)]
    assert await asked_on_the_last_day(signs, until_h=14.9) == []


@pytest.mark.slow
async def test_who_has_gone_out_by_the_door_is_not_asked_by_her_hours():
    out = at(WEEKS, 10)
    signs = [
        *days_of_hers(),
        *stirring(at(WEEKS, 7), out, every=LIVELY),
        Sign(out, SignKind.DOOR, "front-door"),
    ]
    assert await asked_on_the_last_day(signs, until_h=20) == []


async def test_before_two_weeks_her_hours_are_not_known():
    signs = [*days_of_hers(5), *stirring(at(5, 7), at(5, 10), every=LIVELY)]
    model = Metronome(suspicious_h=NEVER_H, grave_h=NEVER_H)
    assert alarms(await live(Life(signs), model=model, until=at(5, 20))) == []


def silent(now, *, since_h):
    since = now - timedelta(hours=since_h)
    return Between(since, None, since, (False, False))


def test_what_nobody_could_hear_teaches_nothing_and_her_word_does():
    told = lived(NOT_KNOWN, silent(at(0, 9), since_h=0), deaf=(), now=at(0, 9))
    now = at(0, 11)
    for cause, learnt in ((DeafCause.HOME, 0), (DeafCause.OURS, 0), (DeafCause.ANSWERED, 4)):
        deaf = (Deaf(at(0, 6), now, cause),)
        after = lived(told, silent(now, since_h=5), deaf=deaf, now=now)
        assert round((after.days - told.days) * A_DAY) == learnt


steps = st.lists(st.tuples(st.floats(0.1, 1.5), st.floats(0, 12)), max_size=40)


@given(steps)
def test_however_she_lives_shares_are_shares(steps):
    known, now = NOT_KNOWN, at(0)
    for passed_h, since_h in steps:
        now += timedelta(hours=passed_h)
        after = lived(known, silent(now, since_h=since_h), deaf=(), now=now)
        assert len(after.shares) == A_DAY
        assert all(0 <= share <= 1 for share in after.shares)
        assert after.days >= known.days
        known = after
