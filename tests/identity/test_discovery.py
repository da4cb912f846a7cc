"""Asking a provider about itself: rarely, and never in a crowd."""

import asyncio
from datetime import timedelta

import httpx
import pytest

from infra.emulated_idp.app import build_app
from infra.emulated_idp.misbehaviour import Wrong
from infra.oidc.discovery import Discovery, Metadata
from infra.oidc.refusal import Refusal, Refused

PROVIDER = "http://idp.test"


class Counted(httpx.ASGITransport):
    """The provider's door, with a tally of who knocked."""

    def __init__(self, app) -> None:
        super().__init__(app)
        self.asked: list[str] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request.url.path)
        return await super().handle_async_request(request)


@pytest.fixture
def provider():
    return build_app(issuer=PROVIDER)


@pytest.fixture
def door(provider):
    return Counted(provider)


@pytest.fixture
async def discovery(door, clock):
    async with httpx.AsyncClient(transport=door) as http:
        yield Discovery(issuer=PROVIDER, http=http, clock=clock)


def kid_of(provider) -> str:
    return provider.state.provider.keys.published()["keys"][0]["kid"]


async def test_a_crowd_that_signs_in_at_once_asks_once(discovery, door, provider):
    await asyncio.gather(*(discovery.metadata() for _ in range(20)))
    await asyncio.gather(*(discovery.key(kid_of(provider)) for _ in range(20)))
    assert door.asked == ["/.well-known/openid-configuration", "/jwks.json"]


async def test_a_rotated_key_is_fetched_once_by_a_crowd(discovery, door, provider, clock):
    await discovery.metadata()
    await discovery.key(kid_of(provider))
    provider.state.provider.keys.rotate()
    clock.advance(timedelta(seconds=5))
    keys = await asyncio.gather(*(discovery.key(kid_of(provider)) for _ in range(20)))
    assert not any(isinstance(key, Refused) for key in keys)
    assert door.asked.count("/jwks.json") == 2


async def test_tokens_of_strangers_do_not_make_us_ask_again_and_again(discovery, door, provider):
    await discovery.metadata()
    for number in range(20):
        assert await discovery.key(f"invented-{number}") == Refused(Refusal.UNKNOWN_KEY)
    assert door.asked.count("/jwks.json") == 1


async def test_metadata_of_another_issuer_is_refused(provider, door, clock):
    async with httpx.AsyncClient(transport=door) as http:
        discovery = Discovery(issuer="http://other.test", http=http, clock=clock)
        assert await discovery.metadata() == Refused(Refusal.WRONG_ISSUER)


async def test_an_outage_is_noticed_before_many_are_sent_into_it(discovery, provider, clock):
    await discovery.metadata()
    provider.state.provider.behaviour.wrong = Wrong.DOWN
    clock.advance(timedelta(minutes=1))
    assert await discovery.metadata() == Refused(Refusal.PROVIDER_DOWN)


async def test_a_crowd_at_a_provider_that_is_down_knocks_once(discovery, door, provider, clock):
    provider.state.provider.behaviour.wrong = Wrong.DOWN
    answers = await asyncio.gather(*(discovery.metadata() for _ in range(20)))
    assert set(answers) == {Refused(Refusal.PROVIDER_DOWN)}
    assert len(door.asked) == 1

    provider.state.provider.behaviour.reset()
    clock.advance(timedelta(seconds=5))
    assert isinstance(await discovery.metadata(), Metadata)


async def test_a_provider_where_nobody_listens_is_down(clock):
    from infra.embedded.free_port import free_port

    async with httpx.AsyncClient() as http:
        discovery = Discovery(issuer=f"http://127.0.0.1:{free_port()}", http=http, clock=clock)
        assert await discovery.metadata() == Refused(Refusal.PROVIDER_DOWN)
