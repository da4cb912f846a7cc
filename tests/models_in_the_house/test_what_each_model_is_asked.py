"""Each port speaks its model's language, and takes nothing for an answer that is none."""

from datetime import UTC, datetime, timedelta
from random import Random

import orjson
import pytest

from domains.care.ports import (
    Deaf,
    Quiet,
    Reason,
    Rhythm,
    RhythmUnreadable,
    Sign,
    SignKind,
    StillLearning,
)
from domains.civic.ports import Box, Kind, Seen, Sighting
from domains.commerce.ports import Band, Conditions, Demand, Sales, Sky, Step
from domains.kernel.provenance import NoAnswer, Predicted, Silence
from domains.learning.ports import (
    Answer,
    Knowledge,
    Mastery,
    Problem,
    Skill,
    Trace,
    TraceUnreadable,
)
from infra.model_client import open_models
from infra.model_client.demand import MOST_COUNTS, AskedDemand
from infra.model_client.eyes import AskedEyes
from infra.model_client.knowledge import AskedKnowledge
from infra.model_client.rhythm import AskedRhythm
from infra.settings import ModelsSettings
from tests.fakes.model_server import http, says

BY = Predicted("demand-forecast", "1.0.0", "osan-ai-0002", 1.5)
MIDNIGHT = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
"""In Seoul, of the 23rd."""

FORETOLD = {"quantiles": {"0.1": [1, 0], "0.5": [2, 2], "0.9": [4, 3]}, "unit": "cups"}
TRACED = {"state": "T0s=", "probabilities": [0.75, 0.5], "mastery": {"7": 0.9, "9": 0.25}}
DOUBT = {"mastery_deviation": {"7": 0.1, "9": 0.2}}
JUDGED = {
    "state": {"version": 1},
    "silence_s": 600.5,
    "alarm": False,
    "learning": False,
    "alarm_in_s": 7200.0,
}


class TestDemand:
    sales = Sales(Step.HOUR, MIDNIGHT, (3.0, None), (Conditions(sky=Sky.CLOUD),) * 4, "cafe")

    async def ask(self, server, call_of, word, sales=None):
        server.always = says(word)
        model = AskedDemand(call_of())
        return await model.foretell(sales or self.sales, steps=2, within_s=5.0)

    async def test_bands_come_back(self, server, call_of):
        demand = await self.ask(server, call_of, FORETOLD)
        assert demand == Demand((Band(1, 2, 4), Band(0, 2, 3)), BY)

    async def test_it_is_asked_in_seouls_time_with_what_is_known(self, server, call_of):
        await self.ask(server, call_of, FORETOLD)
        asked = orjson.loads(server.bodies[0])
        assert asked["start"] == "2026-11-23T00:00"
        assert (asked["frequency"], asked["history"], asked["horizon"]) == ("hour", [3.0, None], 2)
        assert asked["weather"]["condition"] == [2, 2, 2, 2]
        assert asked["weather"]["temperature_c"] == [None] * 4
        assert (asked["closed"], asked["category"]) == ([False] * 4, "cafe")

    async def test_what_is_too_old_stays_at_home(self, server, call_of):
        most = MOST_COUNTS[Step.DAY]
        old = Sales(Step.DAY, MIDNIGHT, tuple(map(float, range(most + 30))))
        await self.ask(server, call_of, FORETOLD, old)
        asked = orjson.loads(server.bodies[0])
        assert asked["history"][0] == 30.0
        assert len(asked["history"]) == most
        assert asked["start"] == "2026-12-23T00:00"
        assert "weather" not in asked

    @pytest.mark.parametrize(
        "word",
        [
            {},
            {"quantiles": {"0.1": [1], "0.5": [2], "0.9": [4]}},
            {"quantiles": {"0.1": [1, 5], "0.5": [2, 2], "0.9": [4, 3]}},
            {"quantiles": {"0.1": [-1, 0], "0.5": [2, 2], "0.9": [4, 3]}},
            {"quantiles": {"0.1": [None, 0], "0.5": [2, 2], "0.9": [4, 3]}},
        ],
    )
    async def test_what_is_no_forecast_is_none(self, server, call_of, word):
        assert await self.ask(server, call_of, word) == NoAnswer(Silence.GARBLED)


class TestKnowledge:
    adding, halves = Skill(7), Skill(9)

    async def ask(self, server, call_of, trace=None, **said):
        server.always = says(said.get("word", TRACED), uncertainty=said.get("doubt", DOUBT))
        answers = [Answer((self.adding, self.halves), True, Problem(3))]
        model = AskedKnowledge(call_of())
        return await model.trace(trace, answers, about=[self.adding, self.halves], within_s=5.0)

    async def test_what_is_believed_comes_back_with_its_doubt_and_a_trace(self, server, call_of):
        assert await self.ask(server, call_of) == Knowledge(
            {self.adding: Mastery(0.75, 0.9, 0.1), self.halves: Mastery(0.5, 0.25, 0.2)},
            Trace("T0s="),
            BY,
        )

    async def test_a_question_of_two_skills_counts_once(self, server, call_of):
        await self.ask(server, call_of, Trace("T0s="))
        assert orjson.loads(server.bodies[0]) == {
            "state": "T0s=",
            "answers": [{"skill": [7, 9], "problem": 3, "correct": 1}],
            "ask": [{"skill": 7, "problem": None}, {"skill": 9, "problem": None}],
        }

    @pytest.mark.parametrize(
        "said", [{"doubt": None}, {"word": {}}, {"word": {**TRACED, "mastery": {}}}]
    )
    async def test_half_an_answer_is_none(self, server, call_of, said):
        assert await self.ask(server, call_of, **said) == NoAnswer(Silence.GARBLED)

    async def test_a_refused_trace_can_not_be_read(self, server, call_of):
        server.replies = [http(400), http(400)]
        assert await self.ask(server, call_of, Trace("old")) == TraceUnreadable()
        assert await self.ask(server, call_of) == NoAnswer(Silence.REFUSED)


class TestRhythm:
    sign = Sign(MIDNIGHT, SignKind.POWER, "kettle")
    deaf = Deaf(MIDNIGHT - timedelta(hours=1), MIDNIGHT)

    async def ask(self, server, call_of, rhythm=None, **other):
        server.always = says({**JUDGED, **other})
        now = datetime(2027, 1, 1, 3, 0, tzinfo=UTC)
        model = AskedRhythm(call_of())
        return await model.judge(rhythm, [self.sign], deaf=[self.deaf], now=now, within_s=5.0)

    async def test_a_judgement_comes_back_with_the_rhythm(self, server, call_of):
        quiet = await self.ask(server, call_of)
        assert quiet == Quiet(600.5, 7200.0, Rhythm('{"version":1}'), BY)

    async def test_an_alarm_is_now(self, server, call_of):
        quiet = await self.ask(server, call_of, alarm=True, alarm_in_s=0.0)
        assert quiet.is_too_long

    async def test_no_alarm_within_a_day_is_none(self, server, call_of):
        assert (await self.ask(server, call_of, alarm_in_s=None)).too_long_in_s is None

    async def test_who_still_learns_says_so(self, server, call_of):
        said = await self.ask(server, call_of, learning=True, alarm_in_s=None)
        assert said == StillLearning(Rhythm('{"version":1}'))

    async def test_it_is_asked_with_the_days_off_around(self, server, call_of):
        await self.ask(server, call_of, Rhythm('{"version":1}'))
        assert orjson.loads(server.bodies[0]) == {
            "state": {"version": 1},
            "events": [{"at": "2026-11-22T15:00:00+00:00", "kind": "power", "sensor": "kettle"}],
            "outages": [{"from": "2026-11-22T14:00:00+00:00", "to": "2026-11-22T15:00:00+00:00"}],
            "now": "2027-01-01T03:00:00+00:00",
            "holidays": ["2026-12-25", "2027-01-01"],
            "budget_per_month": 1.0,
        }

    async def test_its_reasons_come_back_as_codes(self, server, call_of):
        told = [
            {"code": "silence_unusual_for_this_hour", "p_silence": 0.001},
            {"code": "clock_stopped_by_outage", "seconds": 600.0},
            {"code": "last_sign_was_a_door"},
        ]
        quiet = await self.ask(server, call_of, reasons=told)
        assert quiet.reasons == (
            Reason("silence_unusual_for_this_hour", 0.001),
            Reason("clock_stopped_by_outage", 600.0),
            Reason("last_sign_was_a_door"),
        )

    async def test_a_refused_rhythm_can_not_be_read(self, server, call_of):
        server.replies = [http(400)]
        assert await self.ask(server, call_of, Rhythm("{}")) == RhythmUnreadable()


class TestEyes:
    async def ask(self, server, call_of, detections, frame=b"\xff\xd8 a picture"):
        server.always = says({"width": 640, "height": 480, "detections": detections})
        return await AskedEyes(call_of()).look(frame, within_s=5.0)

    async def test_what_is_seen_comes_back_in_pixels(self, server, call_of):
        detection = {"label": "person", "score": 0.5, "box": [1, 2, 3, 4], "box_normalised": []}
        sighting = await self.ask(server, call_of, [detection])
        assert sighting == Sighting((Seen(Kind.PERSON, Box(1, 2, 3, 4), 0.5),), BY)

    async def test_nobody_seen_is_a_sighting(self, server, call_of):
        assert await self.ask(server, call_of, []) == Sighting((), BY)

    async def test_a_frame_goes_as_it_is(self, server, call_of):
        await self.ask(server, call_of, [], frame=b"\x89PNG and so on")
        assert b"Content-Type: image/png\r\n" in server.heads[0]
        assert server.bodies == [b"\x89PNG and so on"]

    async def test_what_the_house_has_no_word_for_is_no_answer(self, server, call_of):
        zebra = {"label": "zebra", "score": 0.5, "box": [1, 2, 3, 4]}
        assert await self.ask(server, call_of, [zebra]) == NoAnswer(Silence.GARBLED)


async def test_a_house_without_a_model_server_says_so_at_every_port():
    async with open_models(ModelsSettings(), dice=Random(1)) as models:
        said = [
            await models.eyes.look(b"", within_s=1.0),
            await models.demand.foretell(TestDemand.sales, steps=1, within_s=1.0),
            await models.knowledge.trace(None, [], about=[], within_s=1.0),
            await models.rhythm.judge(None, [], deaf=[], now=MIDNIGHT, within_s=1.0),
        ]
    assert set(said) == {NoAnswer(Silence.SWITCHED_OFF)}


async def test_a_house_with_one_asks_it_for_the_versions_that_are_set(server):
    server.always = says(FORETOLD, version="2.0.0")
    settings = ModelsSettings(base_url=server.base_url, versions={"demand-forecast": "2.0.0"})
    async with open_models(settings, dice=Random(1)) as models:
        demand = await models.demand.foretell(TestDemand.sales, steps=2, within_s=5.0)
    assert demand.by.version == "2.0.0"
    assert server.heads[0].startswith(b"POST /predictions/demand-forecast/2.0.0 ")
