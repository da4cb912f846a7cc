"""A stranger may send anything, at any pace: the server answers in order, within bounds."""

import asyncio
import gc

import pytest

from ml_serving.http.connection import Connection
from ml_serving.http.limits import Limits
from tests.ml_serving.http.wire import GET, QUICK, Echo, connected, listening

POST = b"POST /here HTTP/1.1\r\nHost: test\r\n"


async def said(raw: bytes, *, limits: Limits = QUICK) -> int:
    """The status of the answer to these bytes."""
    async with listening(Echo(), limits) as listener, connected(listener) as client:
        await client.say(raw)
        return await client.status()


async def test_a_kept_connection_answers_one_request_after_the_other():
    async with listening(Echo()) as listener, connected(listener) as client:
        for _ in range(3):
            await client.say(GET)
            assert (await client.hear())[2] == b'{"path":"here","method":"GET","body":""}'


async def test_requests_sent_at_once_are_answered_in_their_order():
    echo = Echo()
    async with listening(echo) as listener, connected(listener) as client:
        await client.say(GET.replace(b"here", b"held") + GET.replace(b"here", b"second") + GET)
        await asyncio.wait_for(echo.begun.wait(), 5)
        echo.let_go.set()
        bodies = [(await client.hear())[2] for _ in range(3)]
    assert [body.split(b'"')[3] for body in bodies] == [b"held", b"second", b"here"]


async def test_a_client_that_hangs_up_cancels_its_request():
    echo = Echo()
    async with listening(echo) as listener:
        async with connected(listener) as client:
            await client.say(GET.replace(b"here", b"held"))
            await asyncio.wait_for(echo.begun.wait(), 5)
        await asyncio.wait_for(echo.cancelled.wait(), 5)
        assert listener.shared.held == 0


async def test_a_body_in_chunks_is_read_whole():
    chunks = b"Transfer-Encoding: chunked\r\n\r\n3\r\nab\n\r\n2\r\ncd\r\n0\r\nX-Trailer: 1\r\n\r\n"
    async with listening(Echo()) as listener, connected(listener) as client:
        await client.say(POST + chunks)
        assert (await client.hear())[2].endswith(b'"body":"ab\\ncd"}')


async def test_a_client_that_waits_for_leave_gets_it():
    async with listening(Echo()) as listener, connected(listener) as client:
        await client.say(POST + b"Expect: 100-continue\r\nContent-Length: 2\r\n\r\n")
        assert await client.status() == 100
        await client.say(b"ok")
        assert await client.status() == 200


async def test_an_offer_to_upgrade_is_passed_over_and_the_body_is_kept():
    offer = b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AA\r\n"
    async with listening(Echo()) as listener, connected(listener) as client:
        await client.say(POST + offer + b"Content-Length: 5\r\n\r\nhello" + GET)
        assert (await client.hear())[2].endswith(b'"body":"hello"}')
        assert await client.status() == 200


async def test_head_is_get_without_a_body():
    async with listening(Echo()) as listener, connected(listener) as client:
        await client.say(GET.replace(b"GET", b"HEAD") + GET)
        head = await client.reader.readuntil(b"\r\n\r\n")
        assert b"content-length: 41" in head
        assert await client.status() == 200


async def test_a_requests_id_is_given_back():
    async with listening(Echo()) as listener, connected(listener) as client:
        await client.say(GET.replace(b"\r\n\r\n", b"\r\nX-Request-Id: seven\r\n\r\n"))
        assert (await client.hear())[1]["x-request-id"] == "seven"


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),
        (b"GET /here HTTP/1.1\r\n\r\n", 400),
        (b"GET /here HTTP/9.9\r\nHost: t\r\n\r\n", 400),
        (b"CONNECT a:1 HTTP/1.1\r\nHost: t\r\n\r\n", 405),
        (POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        (POST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello", 400),
        (POST + b"Content-Length: -5\r\n\r\n", 400),
        (POST + b"Content-Length: 99999999999999999999999\r\n\r\n", 400),
        (POST + b"Content-Length: 1001\r\n\r\n", 413),
        (POST + b"Transfer-Encoding: chunked\r\n\r\n3e9\r\n" + b"x" * 1001, 413),
        (b"GET /" + b"a" * 3000 + b" HTTP/1.1\r\nHost: t\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\nHost: t\r\nX: " + b"a" * 3000, 431),
        (b"GET / HTTP/1.1\r\n" + b"".join(b"h%d: 1\r\n" % n for n in range(110)), 431),
        (b"GET http://test/here HTTP/1.1\r\nHost: t\r\n\r\n", 200),
        (b"OPTIONS * HTTP/1.1\r\nHost: t\r\n\r\n", 200),
        (b"GET /broken HTTP/1.1\r\nHost: t\r\n\r\n", 500),
    ],
)
async def test_what_is_malformed_or_too_much_is_refused(raw: bytes, status: int):
    assert await said(raw) == status


async def test_a_refusal_waits_for_the_answers_that_are_owed():
    echo = Echo()
    async with listening(echo) as listener, connected(listener) as client:
        await client.say(GET.replace(b"here", b"held"))
        await asyncio.wait_for(echo.begun.wait(), 5)
        await client.say(b"\x00 this is nothing\r\n\r\n")
        echo.let_go.set()
        assert [await client.status(), await client.status()] == [200, 400]


@pytest.mark.parametrize("piece", [b"GET / HT", POST + b"Content-Length: 50\r\n\r\nslow"])
async def test_who_takes_too_long_to_say_something_is_cut(piece: bytes):
    async with listening(Echo()) as listener, connected(listener) as client:
        await client.say(piece)
        assert await client.is_cut()


async def test_a_trickle_does_not_buy_time():
    async with listening(Echo()) as listener, connected(listener) as client:
        await client.say(b"GET /")
        cut = asyncio.ensure_future(client.is_cut())
        for _ in range(60):
            if cut.done():
                break
            client.writer.write(b"a")
            await asyncio.wait([cut], timeout=0.05)
        assert await cut


async def test_an_idle_connection_is_let_go():
    async with listening(Echo()) as listener, connected(listener) as client:
        await client.say(GET)
        assert await client.status() == 200
        assert await client.is_cut()


async def test_who_does_not_read_is_cut():
    limits = Limits(unread_s=0.5)
    async with listening(Echo(), limits) as listener, connected(listener) as client:
        client.writer.transport.pause_reading()
        await client.say(GET.replace(b"here", b"large"))
        await asyncio.wait_for(listener.shared.emptied(), 5)


ONE = Limits(connections=1)


async def test_a_connection_too_many_is_told_so():
    echo = Echo()
    async with listening(echo, ONE) as listener, connected(listener) as first:
        await first.say(GET.replace(b"here", b"held"))
        await asyncio.wait_for(echo.begun.wait(), 5)
        async with connected(listener) as second:
            assert await second.status() == 503
        echo.let_go.set()
        assert await first.status() == 200


@pytest.mark.parametrize("said_so_far", [b"", b"GET /he", GET])
async def test_whoever_dawdles_keeps_nobody_out(said_so_far: bytes):
    async with listening(Echo(), ONE) as listener, connected(listener) as slow:
        await slow.say(said_so_far)
        if said_so_far == GET:
            assert await slow.status() == 200
        async with connected(listener) as quick:
            await quick.say(GET)
            assert await quick.status() == 200
            assert await slow.is_cut()
            assert len(listener.shared.connections) == 1


async def test_bodies_of_all_together_are_bounded():
    limits = Limits(held_bytes=1500, body_bytes=1000)
    echo = Echo()
    held = b"POST /held HTTP/1.1\r\nHost: t\r\nContent-Length: 1000\r\n\r\n" + b"x" * 1000
    async with listening(echo, limits) as listener:
        async with connected(listener) as first, connected(listener) as second:
            await first.say(held)
            await asyncio.wait_for(echo.begun.wait(), 5)
            await second.say(held)
            assert await second.status() == 503
            echo.let_go.set()
            assert await first.status() == 200
        await asyncio.wait_for(listener.shared.emptied(), 5)
        assert listener.shared.held == 0


async def test_draining_answers_what_was_asked_and_takes_nothing_new():
    echo = Echo()
    async with listening(echo) as listener:
        port = listener.port
        async with connected(listener) as busy, connected(listener) as idle:
            await idle.say(GET)
            assert await idle.status() == 200
            await busy.say(GET.replace(b"here", b"held"))
            await asyncio.wait_for(echo.begun.wait(), 5)
            drained = asyncio.ensure_future(listener.drain())
            assert await idle.is_cut()
            with pytest.raises(OSError):
                await asyncio.open_connection("127.0.0.1", port)
            echo.let_go.set()
            status, headers, _ = await busy.hear()
            assert (status, headers["connection"]) == (200, "close")
            await asyncio.wait_for(drained, 5)


async def test_a_fault_of_ours_is_told_to_the_operator_and_not_to_the_stranger():
    told: list[object] = []
    async with listening(Echo(), failed=told.append) as listener, connected(listener) as client:
        await client.say(GET.replace(b"here", b"broken"))
        status, _, body = await client.hear()
    assert status == 500
    assert b"a fault of ours" not in body
    assert "a fault of ours" in str(told[0])


async def test_a_connection_that_is_over_leaves_nothing_for_the_collector():
    gc.collect()
    gc.disable()
    try:
        async with listening(Echo()) as listener:
            for raw in (GET, b"\x00\r\n\r\n", POST + b"Content-Length: 9\r\n\r\nhalf"):
                async with connected(listener) as client:
                    await client.say(raw)
            await asyncio.wait_for(listener.shared.emptied(), 5)
        left = [each for each in gc.get_objects() if isinstance(each, Connection)]
    finally:
        gc.enable()
    assert left == []
