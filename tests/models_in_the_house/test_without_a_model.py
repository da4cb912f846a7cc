"""What each domain does when its model is silent: the stated rule, and it says so."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domains.care.judgement.fixed_timer import LIMIT_S
from domains.care.ports import Deaf, Quiet, Rhythm, RhythmUnreadable, Sign, SignKind, StillLearning
from domains.care.public import Home, Terms, judge_quiet
from domains.civic.ports import Box, Kind, Seen, Sighting
from domains.civic.public import NoClaim, look_at_crossing
from domains.commerce.ports import Band, Conditions, Demand, Sales, Step
from domains.commerce.public import NothingToGoBy, foresee_demand
from domains.commerce.seasonal_naive import SEASON, seasonal_naive
from domains.kernel.provenance import Fallback, NoAnswer, Predicted, Silence
from domains.learning.ports import Answer, Knowledge, Mastery, Skill, Trace, TraceUnreadable
from domains.learning.public import Tally, assess_knowledge
from domains.learning.smoothed_share import smoothed_share

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
BY = Predicted("some-model", "1.0.0", "osan-ai-0000", 2.0)
SILENT = NoAnswer(Silence.RESTING)


@dataclass
class Stub:
    """Any of the four models: it says what it was told to say, and the last of it for ever."""

    words: list[object]
    asked: list[tuple] = field(default_factory=list)

    async def foretell(self, *asked, **_):
        self.asked.append(asked)
        return self.words.pop(0) if len(self.words) > 1 else self.words[0]

    trace = judge = look = foretell


class TestDemand:
    sales = Sales(Step.DAY, NOW, counts=(5.0, 5, 5, 5, 5, 9, 9, 5, 5, 5, 5, 5, 12, 9))

    async def foresee(self, word, sales=None):
        return await foresee_demand(
            model=Stub([word]), sales=sales or self.sales, steps=8, within_s=1.0
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

    async def test_of_days_that_nobody_counted_nothing_is_made_up_either(self):
        said = await self.foresee(SILENT, Sales(Step.DAY, NOW, counts=(None, None)))
        assert isinstance(said, NothingToGoBy)

    async def test_a_closed_day_sells_nothing(self):
        around = (Conditions(),) * 15 + (Conditions(is_closed=True),) + (Conditions(),) * 6
        sales = Sales(Step.DAY, NOW, self.sales.counts, around)
        demand = await self.foresee(SILENT, sales)
        assert demand.bands[1] == Band(0.0, 0.0, 0.0)
        assert demand.bands[0].middle == 5


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


def test_a_gap_is_like_the_week_before():
    week = [1.0, 2, 3, 4, 5, 6, 7]
    bands = seasonal_naive([*week, None, *week[1:]], step=Step.DAY, steps=7)
    assert [band.middle for band in bands] == week


def test_an_hourly_season_is_a_week_too():
    assert SEASON[Step.HOUR] == 168


ADDING, HALVES, NEVER_MET = Skill(1), Skill(2), Skill(3)
TALLIES = {ADDING: Tally(right=8, of=10), HALVES: Tally(right=0, of=1)}
ALL_ANSWERS = [Answer((ADDING,), correct=True)] * 3


class TestKnowledge:
    async def assess(self, *words):
        self.model = Stub([*words])

        async def recall():
            return ALL_ANSWERS

        return await assess_knowledge(
            model=self.model,
            trace=Trace("…"),
            new=ALL_ANSWERS[-1:],
            recall=recall,
            tallies=TALLIES,
            about=[ADDING, HALVES, NEVER_MET],
            within_s=1.0,
        )

    word = Knowledge({ADDING: Mastery(0.9, 0.8, 0.1)}, Trace("next"), BY)

    async def test_the_models_word_is_passed_on(self):
        assert await self.assess(self.word) is self.word

    async def test_a_trace_of_another_version_begins_anew_from_all_answers(self):
        assert await self.assess(TraceUnreadable(), self.word) is self.word
        assert self.model.asked == [(Trace("…"), ALL_ANSWERS[-1:]), (None, ALL_ANSWERS)]

    async def test_a_silent_model_is_a_smoothed_share_and_no_new_trace(self):
        knowledge = await self.assess(SILENT)
        assert knowledge.by == Fallback("smoothed-share", Silence.RESTING)
        assert knowledge.trace is None
        prior = 9 / 13
        assert isclose(knowledge.skills[ADDING].next_correct, (8 + 4 * prior) / 14)
        assert isclose(knowledge.skills[NEVER_MET].next_correct, prior)

    async def test_a_model_that_reads_no_trace_at_all_is_silent_too(self):
        knowledge = await self.assess(TraceUnreadable())
        assert knowledge.by == Fallback("smoothed-share", Silence.GARBLED)


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
def test_a_share_is_a_probability_and_doubt_shrinks(right, wrong, other_right, other_wrong):
    skill, other = ADDING, HALVES
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
    signs = (Sign(NOW - timedelta(hours=7), SignKind.DOOR, "front"),)

    async def judge(self, *words, now=NOW, deaf=()):
        self.model = Stub([*words])

        async def recall():
            return self.signs * 3

        home = Home(Rhythm("…"), self.signs, self.signs[-1].at, deaf)
        return await judge_quiet(
            model=self.model, home=home, recall=recall, now=now, terms=Terms(1.0)
        )

    word = Quiet(3600.0, 0.0, Rhythm("next"), BY)

    async def test_the_models_word_is_passed_on(self):
        assert await self.judge(self.word) is self.word
        assert self.word.is_too_long

    async def test_a_silent_model_is_a_timer_of_eight_hours(self):
        quiet = await self.judge(SILENT)
        by = Fallback("fixed-timer", Silence.RESTING)
        assert quiet == Quiet(7 * 3600.0, LIMIT_S - 7 * 3600, None, by)
        assert not quiet.is_too_long
        assert (await self.judge(SILENT, now=NOW + timedelta(hours=1))).is_too_long

    async def test_nobody_is_called_silent_while_the_home_could_not_be_heard(self):
        deaf = Deaf(NOW - timedelta(hours=9), NOW - timedelta(hours=5))
        assert (await self.judge(SILENT, deaf=[deaf])).quiet_s == 5 * 3600.0

    async def test_while_it_learns_the_timer_stands_and_the_rhythm_goes_on(self):
        quiet = await self.judge(StillLearning(Rhythm("a little")))
        assert quiet.by == Fallback("fixed-timer", Silence.LEARNING)
        assert quiet.rhythm == Rhythm("a little")

    async def test_a_rhythm_of_another_version_begins_anew_from_all_signs(self):
        assert await self.judge(RhythmUnreadable(), self.word) is self.word
        assert [asked[0] for asked in self.model.asked] == [Rhythm("…"), None]
        assert self.model.asked[1][1] == self.signs * 3

    async def test_a_clock_that_runs_ahead_is_no_silence(self):
        assert (await self.judge(SILENT, now=NOW - timedelta(days=1))).quiet_s == 0.0


class TestCrossing:
    sighting = Sighting((Seen(Kind.PERSON, Box(1, 2, 3, 4), 0.9),), BY)

    async def look(self, word):
        return await look_at_crossing(eyes=Stub([word]), frame=b"", within_s=0.1)

    async def test_the_models_word_is_passed_on(self):
        assert await self.look(self.sighting) is self.sighting

    @pytest.mark.parametrize("reason", Silence)
    async def test_a_silent_model_claims_nothing_and_least_of_all_that_nobody_is_there(
        self, reason
    ):
        claim = await self.look(NoAnswer(reason))
        assert claim == NoClaim(Fallback("no-claim", reason))
        assert not hasattr(claim, "seen")
