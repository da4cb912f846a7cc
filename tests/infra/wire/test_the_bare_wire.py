"""One request at a time over kept-alive connections, against a server that does as told."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from infra.wire import Answer, ConnectionBroken, Wire, open_wire

FOREVER = float("inf")
GOOD = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nRetry-After: 7\r\n\r\nok"

Reply = Callable[[asyncio.StreamWriter], Awaitable[None]]


def says(raw: bytes) -> Reply:
    async def reply(writer: asyncio.StreamWriter) -> None:
        writer.write(raw)

    return reply


async def hangs(_: asyncio.StreamWriter) -> None:
    """It never answers."""


async def hangs_up(writer: asyncio.StreamWriter) -> None:
    writer.close()


@dataclass
class Server:
    """Answers each request with the next of `replies`, then with GOOD."""

    replies: list[Reply] = field(default_factory=list)
    requests: list[bytes] = field(default_factory=list)
    connections: int = 0
    origin: str = ""
    asked: asyncio.Event = field(default_factory=asyncio.Event)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
                self.requests.append(head + await reader.readexactly(length))
                self.asked.set()
                await (self.replies.pop(0) if self.replies else says(GOOD))(writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()


@asynccontextmanager
async def running(tls: ssl.SSLContext | None = None) -> AsyncIterator[Server]:
    server = Server()
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0, ssl=tls)
    port = listening.sockets[0].getsockname()[1]
    server.origin = f"{'https' if tls else 'http'}://127.0.0.1:{port}"
    yield server
    listening.close()


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with running() as server:
        yield server


@pytest.fixture
async def wire(server: Server) -> AsyncIterator[Wire]:
    async with open_wire(server.origin, answer_s=5) as wire:
        yield wire


async def post(wire: Wire, body: bytes = b"{}") -> Answer:
    head = wire.head("/send", Content_Type="application/json")
    connection = await wire.connect(until=FOREVER)
    try:
        return await wire.post(connection, head, body, until=FOREVER)
    finally:
        wire.release(connection)


async def test_a_request_and_its_answer(wire: Wire, server: Server) -> None:
    answer = await post(wire, "안녕".encode())

    assert (answer.status, answer.body, answer.header("retry-after")) == (200, b"ok", "7")
    assert answer.header("Location") is None
    head, _, body = server.requests[0].partition(b"\r\n\r\n")
    assert body.decode() == "안녕"
    assert head.startswith(b"POST /send HTTP/1.1\r\nHost: 127.0.0.1:")
    assert b"Content-Length: 6" in head


async def test_a_connection_is_kept(wire: Wire, server: Server) -> None:
    for _ in range(5):
        await post(wire)

    assert server.connections == 1


async def test_as_many_connections_as_requests_at_a_time(wire: Wire, server: Server) -> None:
    await asyncio.gather(*(post(wire) for _ in range(7)))

    assert server.connections == wire.open_connections == 7


ANSWERS = [
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\no\r\n1\r\nk\r\n0\r\n\r\n",
    b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + GOOD,
]


@pytest.mark.parametrize("raw", ANSWERS)
async def test_answers_are_framed_as_they_say(wire: Wire, server: Server, raw: bytes) -> None:
    server.replies = [says(raw)]

    assert (await post(wire)).body == b"ok"
    assert (await post(wire)).body == b"ok"
    assert server.connections == 1


async def test_an_answer_may_come_byte_by_byte(wire: Wire, server: Server) -> None:
    async def dribbles(writer: asyncio.StreamWriter) -> None:
        for byte in GOOD:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(0)

    server.replies = [dribbles]

    assert (await post(wire)).body == b"ok"


async def test_who_says_close_is_not_asked_again(wire: Wire, server: Server) -> None:
    server.replies = [says(GOOD.replace(b"Retry-After: 7", b"Connection: close"))]
    await post(wire)
    await post(wire)

    assert server.connections == 2


BROKEN: list[Reply] = [
    hangs_up,
    says(b"SSH-2.0-OpenSSH_9.6\r\n"),
    says(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n"),
    says(b"HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n" + b"x" * 200_000),
]


@pytest.mark.parametrize("reply", BROKEN)
async def test_what_is_no_answer_breaks_its_connection_alone(
    wire: Wire, server: Server, reply: Reply
) -> None:
    server.replies = [reply]

    with pytest.raises(ConnectionBroken):
        await post(wire)
    assert (await post(wire)).status == 200
    assert wire.open_connections == 1


async def test_an_answer_cut_short_is_none(wire: Wire, server: Server) -> None:
    async def cut(writer: asyncio.StreamWriter) -> None:
        writer.write(GOOD[:-1])
        writer.close()

    server.replies = [cut]

    with pytest.raises(ConnectionBroken):
        await post(wire)


async def test_what_follows_an_answer_unasked_is_not_taken_for_the_next(
    wire: Wire, server: Server
) -> None:
    server.replies = [says(GOOD + GOOD.replace(b"ok", b"no"))]

    with pytest.raises(ConnectionBroken):
        await post(wire)
    assert (await post(wire)).body == b"ok"


async def test_silence_is_given_up_at_the_deadline(wire: Wire, server: Server) -> None:
    server.replies = [hangs]
    posting = asyncio.create_task(post(wire))
    await server.asked.wait()

    wire.look(asyncio.get_running_loop().time() + 4.9)
    assert not posting.done()
    wire.look(asyncio.get_running_loop().time() + 5.1)

    with pytest.raises(TimeoutError):
        await posting
    assert wire.open_connections == 0


async def test_who_is_cancelled_loses_the_connection(wire: Wire, server: Server) -> None:
    server.replies = [hangs]
    posting = asyncio.create_task(post(wire))
    await server.asked.wait()
    posting.cancel()
    await asyncio.gather(posting, return_exceptions=True)

    assert (await post(wire)).body == b"ok"
    assert server.connections == 2


async def test_idle_connections_are_closed_in_time(wire: Wire, server: Server) -> None:
    await post(wire)
    wire.look(asyncio.get_running_loop().time() + 60)

    assert wire.open_connections == 0


async def test_nobody_there_is_an_os_error() -> None:
    async with open_wire("http://127.0.0.1:9", answer_s=1) as wire:
        with pytest.raises(OSError):
            await wire.connect(until=FOREVER)


def test_a_header_cannot_be_broken_out_of(wire: Wire) -> None:
    with pytest.raises(ValueError):
        wire.head("/send", Authorization="Bearer a\r\nX-Evil: 1")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of 127.0.0.1, signed by itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return file


async def test_over_tls_only_to_whom_the_certificate_says(certificate: Path) -> None:
    offered = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    offered.load_cert_chain(certificate)
    trusting = ssl.create_default_context(cafile=certificate)
    async with running(offered) as server:
        async with open_wire(server.origin, answer_s=5, tls=trusting) as wire:
            assert (await post(wire)).body == b"ok"
        async with open_wire(server.origin, answer_s=5) as wire:
            with pytest.raises(ssl.SSLCertVerificationError):
                await post(wire)
        elsewhere = server.origin.replace("127.0.0.1", "localhost")
        async with open_wire(elsewhere, answer_s=5, tls=trusting) as wire:
            with pytest.raises(ssl.SSLCertVerificationError):
                await post(wire)
