"""One model is asked over a real socket; whatever the server does, an answer comes in time."""

import asyncio
import re
from random import Random

import pytest
from prometheus_client import REGISTRY

from domains.kernel.provenance import NoAnswer, Predicted, Silence
from infra.embedded import free_port
from infra.model_client.breaker import FAULTS_IN_A_ROW
from infra.model_client.caller import Caller, Terms
from infra.model_client.line import open_line
from infra.model_client.reply import Reply
from tests.fakes.model_server import breaks_off, busy, hangs, hangs_up, http, says, when

GENEROUS_S = 10.0


async def ask(caller, *, within_s=GENEROUS_S):
    return await caller.ask(b"{}", read=lambda reply: reply, within_s=within_s)


async def test_a_prediction_says_who_made_it(server, call_of):
    server.always = says({"bands": []}, version="1.2.0")
    reply = await ask(call_of())
    assert isinstance(reply, Reply)
    assert reply.by == Predicted("demand-forecast", "1.2.0", "osan-ai-0002", 1.5)
    assert reply.prediction == {"bands": []}


async def test_the_server_is_told_how_long_somebody_waits(server, call_of):
    await ask(call_of(), within_s=1.5)
    head = server.heads[0].decode()
    assert head.startswith("POST /predictions/demand-forecast HTTP/1.1\r\n")
    told = re.search(r"X-Request-Timeout-Ms: (\d+)\r\n", head)
    assert told is not None
    assert 0 < int(told[1]) <= 1500


async def test_an_answer_may_be_long(server, call_of):
    server.always = says("x" * 200_000)
    assert isinstance(await ask(call_of()), Reply)


async def test_calls_share_a_connection(server, call_of):
    caller = call_of()
    for _ in range(3):
        await ask(caller)
    assert server.connections == 1


async def test_a_silent_server_is_left_at_the_deadline_and_told(server, call_of):
    server.always = hangs
    loop = asyncio.get_running_loop()
    began = loop.time()
    assert await ask(call_of(), within_s=0.05) == NoAnswer(Silence.TOO_LATE)
    assert loop.time() - began < 1.0
    async with asyncio.timeout(GENEROUS_S):
        await server.gone.wait()
    assert server.requests == 1


@pytest.mark.parametrize("broken", [hangs_up, breaks_off])
async def test_a_broken_connection_is_made_good_by_another(server, call_of, broken):
    server.replies = [broken]
    assert isinstance(await ask(call_of()), Reply)
    assert server.requests == 2


async def test_a_model_that_loads_is_waited_for_inside_the_deadline(server, call_of):
    server.replies = [busy(503, "0"), busy(503, "0")]
    assert isinstance(await ask(call_of()), Reply)
    assert server.requests == 3


async def test_a_model_that_loads_for_longer_than_the_deadline_is_not(server, call_of):
    server.always = busy(503, "5")
    assert await ask(call_of(), within_s=1.0) == NoAnswer(Silence.NOT_READY)
    assert server.requests == 1


@pytest.mark.parametrize(
    ("reply", "silence"),
    [
        (http(400), Silence.REFUSED),
        (http(404), Silence.NOT_READY),
        (http(413), Silence.REFUSED),
        (http(500), Silence.FAILED),
        (http(504), Silence.TOO_LATE),
        (busy(429, "100"), Silence.OVERLOADED),
        (http(200, b"<html>"), Silence.GARBLED),
        (http(200, b"[1]"), Silence.GARBLED),
        (says({}, model="knowledge-tracing"), Silence.GARBLED),
        (says({}, register_id=""), Silence.GARBLED),
        (says({}, latency_ms=None), Silence.GARBLED),
    ],
)
async def test_what_is_no_answer_is_asked_once_and_named(server, call_of, reply, silence):
    server.always = reply
    assert await ask(call_of()) == NoAnswer(silence)
    assert server.requests == 1


async def test_another_version_than_the_one_asked_for_is_no_answer(server, call_of):
    caller = call_of(version="2.0.0")
    assert await ask(caller) == NoAnswer(Silence.GARBLED)
    server.always = says({}, version="2.0.0")
    assert isinstance(await ask(caller), Reply)
    assert b"/predictions/demand-forecast/2.0.0 " in server.heads[0]


async def test_nobody_there_is_an_answer_too():
    async with open_line(f"http://127.0.0.1:{free_port()}") as line:
        caller = Caller(line, Terms("demand-forecast"), dice=Random(7))
        assert await ask(caller) == NoAnswer(Silence.UNREACHABLE)


async def test_a_model_that_is_down_is_not_hammered(server, call_of):
    server.always = http(500)
    caller = call_of()
    for _ in range(FAULTS_IN_A_ROW):
        assert await ask(caller) == NoAnswer(Silence.FAILED)
    assert await ask(caller) == NoAnswer(Silence.RESTING)
    assert caller.rests
    assert server.requests == FAULTS_IN_A_ROW


async def test_it_is_asked_again_after_a_rest_and_trusted_again(server, call_of):
    server.replies = [http(500)] * FAULTS_IN_A_ROW
    caller = call_of()
    while not caller.rests:
        await ask(caller)
    assert await rested(caller)
    assert not caller.rests


async def test_bad_input_speaks_against_nobody(server, call_of):
    server.always = http(400)
    caller = call_of()
    for _ in range(3 * FAULTS_IN_A_ROW):
        assert await ask(caller) == NoAnswer(Silence.REFUSED)
    assert not caller.rests


async def test_who_is_in_a_hurry_speaks_against_nobody(server, call_of):
    server.always = hangs
    caller = call_of(patience_s=5.0)
    for _ in range(2 * FAULTS_IN_A_ROW):
        assert await ask(caller, within_s=0.005) == NoAnswer(Silence.TOO_LATE)
    assert not caller.rests


async def test_one_models_trouble_is_not_anothers(server, call_of):
    slow, enough = call_of(concurrency=1), asyncio.Event()
    other = call_of()
    server.replies = [when(enough, says({}))]
    waiting = asyncio.create_task(ask(slow))
    await server.asked.wait()
    assert isinstance(await ask(other), Reply)
    assert await ask(slow, within_s=0.02) == NoAnswer(Silence.OVERLOADED)
    enough.set()
    assert isinstance(await waiting, Reply)


async def test_a_caller_who_leaves_gives_its_seat_back(server, call_of):
    server.replies = [hangs]
    caller = call_of(concurrency=1)
    leaving = asyncio.create_task(ask(caller))
    await server.asked.wait()
    leaving.cancel()
    await asyncio.gather(leaving, return_exceptions=True)
    assert isinstance(await ask(caller), Reply)


async def test_retries_of_a_failing_server_are_few(server, call_of):
    server.always = busy(429, "0")
    caller = call_of()
    for _ in range(30):
        assert await ask(caller) == NoAnswer(Silence.OVERLOADED)
    assert server.requests <= 30 + 10 + 3


async def test_every_call_is_counted_by_what_became_of_it(server, call_of):
    def counted(outcome):
        labels = {"model": "demand-forecast", "outcome": outcome}
        return REGISTRY.get_sample_value("osan_model_calls_total", labels) or 0

    before = counted("answered"), counted("refused")
    caller = call_of()
    await ask(caller)
    server.always = http(422)
    await ask(caller)
    assert (counted("answered"), counted("refused")) == (before[0] + 1, before[1] + 1)


async def rested(caller):
    """Ask until somebody answers; the breaker's first rest is half a second at most."""
    for _ in range(200):
        if isinstance(await ask(caller), Reply):
            return True
        await asyncio.sleep(0.02)
    return False
