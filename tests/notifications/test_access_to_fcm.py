"""A service account's token is fetched once for all who wait, and before it expires."""

import asyncio
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
from notifications.ports import Sent, Transient
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
