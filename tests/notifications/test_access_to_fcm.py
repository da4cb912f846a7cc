"""A service account's token is fetched once for all who wait, and before it expires."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import orjson
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from pydantic import SecretStr

from domains.identity.public import Platform
from domains.kernel.clock import SimulatedClock, SystemClock
from infra.settings import PushSettings
from notifications.channels.access import ServiceAccountAccess
from notifications.channels.fcm import open_fcm
from notifications.emulator.exchange import Exchange
from notifications.messages.keys import MessageKey
from notifications.ports import CredentialsRefused, NotBegun, Sent, Transient
from tests.contracts.push.examples import AT
from tests.notifications.test_fcm_messages import outgoing


def service_account(token_uri: str) -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    account = {
        "type": "service_account",
        "project_id": "osan",
        "private_key_id": "1",
        "private_key": pem.decode(),
        "client_email": "push@osan.iam.gserviceaccount.com",
        "token_uri": token_uri,
    }
    return orjson.dumps(account).decode()


async def test_many_who_wait_share_one_refresh(push_address: tuple[str, Exchange]) -> None:
    address, _ = push_address
    access = ServiceAccountAccess(service_account(f"{address}/token"), clock=SystemClock())

    tokens = await asyncio.gather(*(access.token() for _ in range(20)))

    assert len(set(tokens)) == 1


async def test_a_token_is_renewed_before_it_expires(push_address: tuple[str, Exchange]) -> None:
    address, _ = push_address
    clock = SimulatedClock(SystemClock().now())
    access = ServiceAccountAccess(service_account(f"{address}/token"), clock=clock)

    first = await access.token()
    clock.advance(timedelta(minutes=50))
    still_good = await access.token()
    clock.advance(timedelta(minutes=6))
    renewed = await access.token()

    assert first == still_good != renewed


async def test_without_a_token_the_messages_wait(
    push_address: tuple[str, Exchange], clock: SimulatedClock
) -> None:
    address, _ = push_address
    settings = PushSettings(
        base_url=address,
        project_id="osan",
        credentials_json=SecretStr(service_account("http://127.0.0.1:9/token")),
    )
    async with open_fcm(settings, clock=clock) as channel:
        (receipt,) = await channel.send([outgoing(MessageKey.SOS_RAISED, Platform.ANDROID)])

    assert isinstance(receipt, Transient)


async def test_a_service_account_sends(
    push_address: tuple[str, Exchange], clock: SimulatedClock
) -> None:
    address, _ = push_address
    clock.set(AT)
    settings = PushSettings(
        base_url=address,
        project_id="osan",
        credentials_json=SecretStr(service_account(f"{address}/token")),
    )
    async with open_fcm(settings, clock=clock) as channel:
        (receipt,) = await channel.send([outgoing(MessageKey.SOS_RAISED, Platform.ANDROID)])

    assert isinstance(receipt, Sent)


async def test_a_key_that_google_refuses_trips_the_channel_at_once(
    push_address: tuple[str, Exchange], clock: SimulatedClock
) -> None:
    async with revoking_google() as google:
        settings = PushSettings(
            base_url=push_address[0],
            project_id="osan",
            credentials_json=SecretStr(service_account(f"{google}/token")),
        )
        async with open_fcm(settings, clock=clock) as channel:
            news = outgoing(MessageKey.COMMUTE_ARRIVED, Platform.ANDROID)
            (refused,) = await channel.send([news])
            (waits,) = await channel.send([news])

    assert refused == CredentialsRefused("access_token_refused")
    assert isinstance(waits, NotBegun)


async def test_a_token_that_fcm_refused_is_replaced_but_not_hurriedly(
    push_address: tuple[str, Exchange],
) -> None:
    address, _ = push_address
    clock = SimulatedClock(SystemClock().now())
    access = ServiceAccountAccess(service_account(f"{address}/token"), clock=clock)
    first = await access.token()

    access.refused(first)
    assert await access.token() == first
    clock.advance(timedelta(seconds=11))
    access.refused("another")
    assert await access.token() == first
    access.refused(first)
    assert await access.token() != first


@asynccontextmanager
async def revoking_google() -> AsyncIterator[str]:
    """A token endpoint that knows our key no more."""
    body = b'{"error": "invalid_grant", "error_description": "Invalid JWT Signature."}'
    answer = (
        b"HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nConnection: close\r\n"
        b"Content-Length: %d\r\n\r\n%b" % (len(body), body)
    )

    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(65_536)
        writer.write(answer)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(refuse, "127.0.0.1", 0)
    yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    server.close()
