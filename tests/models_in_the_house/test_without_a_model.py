"""What each domain does when its model is silent: the stated rule, and it says so."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domains.care.fixed_timer import LIMIT_S
from domains.care.ports import Quiet, Rhythm, Sign, SignKind
from domains.care.public import judge_quiet
from domains.civic.ports import Box, Kind, Seen, Sighting
from domains.civic.public import NoClaim, look_at_crossing
from domains.commerce.ports import Band, Demand, Sales, Step
from domains.commerce.public import NothingToGoBy, foresee_demand
from domains.commerce.seasonal_naive import SEASON, seasonal_naive
from domains.kernel.provenance import Fallback, NoAnswer, Predicted, Silence
from domains.learning.ports import Answer, Knowledge, Mastery, Skill, Trace
from domains.learning.public import Tally, assess_knowledge
from domains.learning.smoothed_share import smoothed_share

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
BY = Predicted("some-model", "1.0.0", "osan-ai-0000", 2.0)
SILENT = NoAnswer(Silence.RESTING)


@dataclass
class Stub:
    """Any of the four models: it says the one thing that it was told to say."""

    word: object

    async def foretell(self, *_, **__):
        return self.word

    trace = judge = look = foretell


class TestDemand:
    sales = Sales(Step.DAY, NOW, counts=(5.0, 5, 5, 5, 5, 9, 9, 5, 5, 5, 5, 5, 12, 9))

    async def foresee(self, word, sales=None):
        return await foresee_demand(
            model=Stub(word), sales=sales or self.sales, steps=8, within_s=1.0
        )

    async def test_the_models_word_is_passed_on(self):
        word = Demand((Band(1.0, 2.0, 3.0),), BY)
        assert await self.foresee(word) is word

    async def test_a_silent_model_is_last_weeks_sales_and_a_wide_band(self):
        demand = await self.foresee(SILENT)
        assert demand.by == Fallback("seasonal-naive", Silence.RESTING)
        assert [band.middle for band in demand.bands] == [5, 5, 5, 5, 5, 12, 9, 5]
        assert demand.bands[5] == Band(9.0, 12.0, 15.0)
        assert demand.bands[7].high - demand.bands[7].middle > 4

    async def test_of_a_new_shop_nothing_is_made_up(self):
        said = await self.foresee(SILENT, Sales(Step.DAY, NOW, counts=()))
        assert said == NothingToGoBy(Fallback("seasonal-naive", Silence.RESTING))


counts = st.lists(st.floats(0, 1e6), min_size=1, max_size=60)


@given(counts, st.integers(1, 30))
def test_bands_are_in_order_and_never_below_nothing(history, steps):
    bands = seasonal_naive(history, step=Step.DAY, steps=steps)
    assert len(bands) == steps
    assert all(0 <= band.low <= band.middle <= band.high for band in bands)


@given(counts, st.integers(1, 3))
def test_what_is_further_away_is_known_less(history, weeks):
    bands = seasonal_naive(history, step=Step.DAY, steps=7 * weeks + 1)
    halves = [band.high - band.middle for band in bands]
    assert halves[-1] >= halves[0]


@given(st.lists(st.floats(0, 1e6), min_size=7, max_size=7), st.integers(1, 4))
def test_a_week_that_repeats_goes_on(week, weeks):
    bands = seasonal_naive(week * weeks, step=Step.DAY, steps=7)
    assert [band.middle for band in bands] == week
    if weeks > 1:
        assert all(band.low == band.high for band in bands)


def test_an_hourly_season_is_a_week_too():
    assert SEASON[Step.HOUR] == 168


ADDING, HALVES = Skill("adding"), Skill("halves")
TALLIES = {ADDING: Tally(right=8, of=10), HALVES: Tally(right=0, of=1)}


class TestKnowledge:
    async def assess(self, word):
        return await assess_knowledge(
            model=Stub(word),
            trace=Trace("…"),
            new=[Answer((ADDING,), correct=True)],
            tallies=TALLIES,
            about=[ADDING, HALVES, Skill("never met")],
            within_s=1.0,
        )

    async def test_the_models_word_is_passed_on(self):
        word = Knowledge({ADDING: Mastery(0.9, 0.8, 0.1)}, Trace("next"), BY)
        assert await self.assess(word) is word

    async def test_a_silent_model_is_a_smoothed_share_and_no_new_trace(self):
        knowledge = await self.assess(SILENT)
        assert knowledge.by == Fallback("smoothed-share", Silence.RESTING)
        assert knowledge.trace is None
        prior = 9 / 13
        assert isclose(knowledge.skills[ADDING].next_correct, (8 + 4 * prior) / 14)
        assert isclose(knowledge.skills[Skill("never met")].next_correct, prior)
        assert knowledge.skills[HALVES].mastered == 0.0


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
def test_a_share_is_a_probability_and_doubt_shrinks(right, wrong, other_right, other_wrong):
    skill, other = Skill("a"), Skill("b")
    tallies = {
        skill: Tally(right, right + wrong),
        other: Tally(other_right, other_right + other_wrong),
    }
    believed = smoothed_share(tallies, skill)
    assert 0 < believed.next_correct < 1
    assert 0 < believed.doubt < 0.5
    twice = smoothed_share({**tallies, skill: Tally(2 * right, 2 * (right + wrong))}, skill)
    assert twice.doubt <= max(believed.doubt, 0.5 / (2 * (right + wrong) + 5) ** 0.5)


class TestQuiet:
    signs = (Sign(NOW - timedelta(hours=7), SignKind.DOOR),)

    async def judge(self, word, *, now=NOW):
        return await judge_quiet(
            model=Stub(word),
            rhythm=Rhythm("…"),
            new=self.signs,
            last_sign_at=self.signs[-1].at,
            now=now,
            within_s=1.0,
        )

    async def test_the_models_word_is_passed_on(self):
        word = Quiet(True, 3600.0, 1800.0, Rhythm("next"), BY)
        assert await self.judge(word) is word

    async def test_a_silent_model_is_a_timer_of_eight_hours(self):
        quiet = await self.judge(SILENT)
        assert quiet == Quiet(
            False, 7 * 3600.0, LIMIT_S, None, Fallback("fixed-timer", Silence.RESTING)
        )
        assert (await self.judge(SILENT, now=NOW + timedelta(hours=1))).is_too_long

    async def test_a_clock_that_runs_ahead_is_no_silence(self):
        assert (await self.judge(SILENT, now=NOW - timedelta(days=1))).quiet_s == 0.0


class TestCrossing:
    sighting = Sighting((Seen(Kind.PERSON, Box(1, 2, 3, 4), 0.9),), BY)

    async def look(self, word):
        return await look_at_crossing(eyes=Stub(word), frame=b"", within_s=0.1)

    async def test_the_models_word_is_passed_on(self):
        assert await self.look(self.sighting) is self.sighting

    @pytest.mark.parametrize("reason", Silence)
    async def test_a_silent_model_claims_nothing_and_least_of_all_that_nobody_is_there(
        self, reason
    ):
        claim = await self.look(NoAnswer(reason))
        assert claim == NoClaim(Fallback("no-claim", reason))
        assert not hasattr(claim, "seen")
