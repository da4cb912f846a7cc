"""The fast way answers as the whole server does, however the bytes arrive."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
import uvicorn
from hypothesis import given
from hypothesis import strategies as st

from notifications.emulator import front
from notifications.emulator.app import build_app, exchange_of
from notifications.emulator.exchange import Exchange, Options
from notifications.emulator.fcm_v1 import read_sending
from notifications.emulator.misbehaviour import Rule, read_rule
from notifications.emulator.server import listen, make_server
from notifications.emulator.status import Violation
from notifications.emulator.templates import Templates
from notifications.emulator.wire import Wire
from tests.notifications.emulator.conftest import arrival


class Line:
    """One connection, spoken to in bytes."""

    def __init__(self, port: int) -> None:
        self._port = port

    async def open(self) -> "Line":
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        return self

    def say(self, raw: bytes) -> None:
        self._writer.write(raw)

    async def hear(self) -> tuple[int, bytes]:
        head = await asyncio.wait_for(self._reader.readuntil(b"\r\n\r\n"), 10)
        length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        return int(head.split(b" ")[1]), await self._reader.readexactly(length)

    async def hear_the_end(self) -> bytes:
        return await asyncio.wait_for(self._reader.read(), 10)


class Running:
    def __init__(self, exchange: Exchange, port: int) -> None:
        self.exchange, self.port = exchange, port

    async def line(self) -> Line:
        return await Line(self.port).open()


@pytest.fixture
async def options() -> Options:
    return Options()


@pytest.fixture
async def emulator(options: Options) -> AsyncIterator[Running]:
    app = build_app(options=options)
    bound = listen("127.0.0.1", 0)
    server: uvicorn.Server = make_server(app)
    serving = asyncio.create_task(server.serve(sockets=[bound]))
    yield Running(exchange_of(app), bound.getsockname()[1])
    server.should_exit = True
    await serving


def request(token: str, *, event: str = "e1", bearer: str = "emulator", more: str = "") -> bytes:
    body = json.dumps({"message": arrival(token, event=event)}, separators=(",", ":")).encode()
    head = (
        "POST /v1/projects/osan/messages:send HTTP/1.1\r\nHost: fcm\r\n"
        f"Authorization: Bearer {bearer}\r\nContent-Length: {len(body)}\r\n{more}\r\n"
    )
    return head.encode() + body


COUNTERS = b"GET /control/counters HTTP/1.1\r\nHost: fcm\r\n\r\n"


async def test_pipelined_sends_are_answered_in_order(emulator: Running) -> None:
    line = await emulator.line()
    line.say(b"".join(request(f"phone-{number}") for number in range(40)))

    names = [json.loads((await line.hear())[1])["name"] for _ in range(40)]
    assert names == sorted(names, key=lambda name: int(name.rsplit("%", 1)[1], 16))
    assert [entry.token for entry in emulator.exchange.journal.entries] == [
        f"phone-{number}" for number in range(40)
    ]


@pytest.mark.parametrize("size", [1, 7, 100])
async def test_a_request_may_arrive_in_pieces(emulator: Running, size: int) -> None:
    line = await emulator.line()
    raw = request("a") + request("b")
    for at in range(0, len(raw), size):
        line.say(raw[at : at + size])
        await asyncio.sleep(0)

    assert [(await line.hear())[0] for _ in range(2)] == [200, 200]


async def test_other_requests_share_the_connection_in_their_turn(emulator: Running) -> None:
    line = await emulator.line()
    line.say(request("a") + COUNTERS + request("b") + COUNTERS + request("c"))

    answers = [await line.hear() for _ in range(5)]
    assert [code for code, _ in answers] == [200] * 5
    assert [json.loads(answers[n][1])["counts"]["requests"] for n in (1, 3)] == [1, 2]
    line.say(request("d"))
    assert (await line.hear())[0] == 200


async def test_a_connection_that_shall_close_is_closed_by_the_whole_server(
    emulator: Running,
) -> None:
    line = await emulator.line()
    line.say(request("a", more="Connection: close\r\n"))

    assert (await line.hear_the_end()).startswith(b"HTTP/1.1 200 ")


async def test_a_length_beside_an_encoding_is_refused(emulator: Running) -> None:
    """RFC 9112, section 6.3: that may be an attempt to smuggle a request."""
    line = await emulator.line()
    line.say(request("a", more="Transfer-Encoding: chunked\r\n"))

    assert (await line.hear_the_end()).startswith(b"HTTP/1.1 400 ")
    assert emulator.exchange.devices == {}


async def test_a_body_too_large_is_refused_by_name(emulator: Running) -> None:
    line = await emulator.line()
    line.say(request("a" * 70_000))

    assert (await line.hear())[0] == 400
    assert emulator.exchange.devices == {}


async def test_a_sender_without_a_token_is_told_so(emulator: Running) -> None:
    line = await emulator.line()
    line.say(request("a", bearer="made-up") + request("b"))

    assert [(await line.hear())[0] for _ in range(2)] == [401, 200]


async def test_who_never_finishes_is_dropped(
    emulator: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(front, "PATIENCE_S", 0.05)
    line = await emulator.line()
    line.say(request("a")[:-5])

    assert await line.hear_the_end() == b""


async def test_a_lost_answer_cuts_the_connection(emulator: Running) -> None:
    emulator.exchange.plan.rules.append(_rule("lost_response"))
    line = await emulator.line()
    line.say(request("a"))

    with pytest.raises((ConnectionResetError, asyncio.IncompleteReadError)):
        await line.hear()
    assert len(emulator.exchange.devices["a"].phone.history) == 1


async def test_a_hanging_send_reaches_nobody_and_says_nothing(emulator: Running) -> None:
    emulator.exchange.plan.rules.append(_rule("hang"))
    line, other = await emulator.line(), await emulator.line()
    line.say(request("a"))
    other.say(request("b"))

    assert (await other.hear())[0] == 200
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(line.hear_the_end(), 0.05)
    assert emulator.exchange.devices["a"].phone.history == []


async def test_an_app_that_was_removed_stays_removed(emulator: Running) -> None:
    emulator.exchange.plan.rules.append(_rule("uninstalled"))
    line = await emulator.line()
    line.say(request("a", event="e1") + request("a", event="e2") + request("b", event="e2"))

    assert [(await line.hear())[0] for _ in range(3)] == [404, 404, 200]
    assert emulator.exchange.dead == {"a"}


class TestFarAway:
    @pytest.fixture
    async def options(self) -> Options:
        return Options(wire=Wire(latency_s=0.05, max_connections_per_client=2))

    async def test_each_answer_takes_its_time_and_keeps_its_order(self, emulator: Running) -> None:
        line = await emulator.line()
        began = asyncio.get_running_loop().time()
        line.say(request("a") + request("b"))

        await line.hear()
        await line.hear()
        assert asyncio.get_running_loop().time() - began >= 0.1

    async def test_a_client_gets_its_connections_and_no_more(self, emulator: Running) -> None:
        lines = [await emulator.line() for _ in range(3)]
        for line in lines[:2]:
            line.say(request("a"))
            assert (await line.hear())[0] == 200
        lines[2].say(request("a"))
        with pytest.raises((ConnectionResetError, asyncio.IncompleteReadError)):
            await lines[2].hear()

        wire = emulator.exchange.wire
        assert (wire.most_open, wire.refused) == (2, 1)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
TARGETS = st.sampled_from(["a", "b:c-d_e.f", "", " a", 'q"', "가", "\\"])


@given(
    target=TARGETS,
    field=st.sampled_from(["fid", "token", "topic"]),
    data=st.dictionaries(st.sampled_from(["fid", "token", "event_id", "title"]), TARGETS | JSON),
    others=st.lists(TARGETS, max_size=3),
)
def test_a_template_reads_as_the_whole_reading_does(
    target: str, field: str, data: dict[str, object], others: list[str]
) -> None:
    templates = Templates()
    for each in (target, *others, target, *others, "the-last"):
        raw = json.dumps({"message": {"data": data, field: each}}, separators=(",", ":")).encode()
        read, whole = templates.read(raw), read_sending(raw)
        if isinstance(read, Violation) or isinstance(whole, Violation):
            assert read == whole
        else:
            assert (read.target, read.body, read.event_id, read.validate_only) == (
                whole.target,
                whole.body,
                whole.event_id,
                whole.validate_only,
            )


def _rule(behaviour: str) -> Rule:
    return read_rule({"behaviour": behaviour, "next": 1})
