"""Asking a provider about itself: rarely, and never in a crowd."""

import asyncio
from datetime import timedelta

import httpx
import pytest

from infra.emulated_idp.app import build_app
from infra.emulated_idp.misbehaviour import Wrong
from infra.oidc.discovery import Discovery
from infra.oidc.metadata import Metadata, read_metadata
from infra.oidc.provider_keys import Door, read_keys
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


class Slow(Counted):
    """The same door; the keys it hands out take their time on the way."""

    def __init__(self, app) -> None:
        super().__init__(app)
        self.answering, self.may_arrive = asyncio.Event(), asyncio.Event()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        answer = await super().handle_async_request(request)
        if request.url.path == "/jwks.json":
            self.answering.set()
            await self.may_arrive.wait()
        return answer


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


async def test_forged_logouts_neither_hammer_the_provider_nor_hold_up_a_sign_in(
    discovery, door, provider
):
    await discovery.metadata()
    for number in range(50):
        forged = await discovery.key(f"invented-{number}", door=Door.LOGOUT)
        assert forged == Refused(Refusal.UNKNOWN_KEY)
    assert door.asked.count("/jwks.json") == 3

    provider.state.provider.keys.rotate()
    assert not isinstance(await discovery.key(kid_of(provider)), Refused)
    assert door.asked.count("/jwks.json") == 4


async def test_even_a_provider_that_signs_with_unknown_keys_is_asked_at_a_steady_pace(
    discovery, door, clock
):
    await discovery.metadata()
    for number in range(50):
        await discovery.key(f"unpublished-{number}")
        clock.advance(timedelta(milliseconds=200))
    assert 10 <= door.asked.count("/jwks.json") <= 15


async def test_a_fetch_that_began_before_a_rotation_does_not_count_for_what_came_after(
    provider, clock
):
    """The answer on its way is older than the key: whoever needs that asks once more."""
    slow = Slow(provider)
    async with httpx.AsyncClient(transport=slow) as http:
        discovery = Discovery(issuer=PROVIDER, http=http, clock=clock)
        await discovery.metadata()
        first = asyncio.create_task(discovery.key(kid_of(provider)))
        await slow.answering.wait()
        provider.state.provider.keys.rotate()
        later = [asyncio.create_task(discovery.key(kid_of(provider))) for _ in range(20)]
        await asyncio.sleep(0)
        slow.may_arrive.set()
        keys = await asyncio.gather(first, *later)
    assert not any(isinstance(key, Refused) for key in keys)
    assert slow.asked.count("/jwks.json") == 2


async def test_a_key_that_the_provider_took_back_is_forgotten_within_the_hour(
    discovery, provider, clock
):
    await discovery.metadata()
    before = kid_of(provider)
    await discovery.key(before)
    provider.state.provider.keys.rotate()
    provider.state.provider.keys.rotate()
    assert not isinstance(await discovery.key(before), Refused)
    clock.advance(timedelta(hours=1))
    assert await discovery.key(before) == Refused(Refusal.UNKNOWN_KEY)


async def test_known_keys_outlast_an_outage_for_a_day(discovery, provider, clock):
    await discovery.metadata()
    kid = kid_of(provider)
    await discovery.key(kid)
    provider.state.provider.behaviour.wrong = Wrong.DOWN
    clock.advance(timedelta(hours=23))
    assert not isinstance(await discovery.key(kid), Refused)
    clock.advance(timedelta(hours=1))
    assert await discovery.key(kid) == Refused(Refusal.PROVIDER_DOWN)


async def test_an_only_key_needs_no_name(discovery, provider):
    await discovery.metadata()
    assert not isinstance(await discovery.key(""), Refused)
    provider.state.provider.keys.rotate()
    await discovery.key(kid_of(provider))
    assert await discovery.key("") == Refused(Refusal.UNKNOWN_KEY)


def test_keys_of_unknown_kinds_are_left_aside_and_shared_secrets_are_no_keys(provider):
    good = provider.state.provider.keys.published()["keys"]
    odd = [{"kty": "AKP", "kid": "a"}, {"kty": "oct", "k": "c2VjcmV0", "kid": "b"}, "no key"]
    encrypting = [{**good[0], "kid": "c", "use": "enc"}]
    keys = read_keys({"keys": [*odd, *encrypting, *good]})
    assert not isinstance(keys, Refused)
    assert set(keys) == {good[0]["kid"], ""}
    assert read_keys({"keys": odd}) == Refused(Refusal.PROVIDER_GARBLED)


@pytest.mark.parametrize(
    "change",
    [
        {"token_endpoint": "http://idp.example/token"},
        {"token_endpoint": "javascript:alert(1)"},
        {"jwks_uri": None},
        {"end_session_endpoint": "//elsewhere"},
    ],
)
def test_addresses_less_safe_than_the_issuers_are_refused(change):
    issuer = "https://idp.example"
    names = ("authorization_endpoint", "token_endpoint", "jwks_uri", "end_session_endpoint")
    good = {"issuer": issuer, **{name: f"{issuer}/{name}" for name in names}}
    assert isinstance(read_metadata(good, issuer=issuer), Metadata)
    garbled = Refused(Refusal.PROVIDER_GARBLED)
    assert read_metadata(good | change, issuer=issuer) == garbled


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


async def test_a_provider_that_stays_down_is_left_alone_for_longer_each_time(
    discovery, door, provider, clock
):
    provider.state.provider.behaviour.wrong = Wrong.DOWN
    rests = []
    for _ in range(6):
        refused = await discovery.metadata()
        rests.append(refused.retry_after_s)
        clock.advance(timedelta(seconds=refused.retry_after_s))
    assert rests == [5, 10, 20, 40, 60, 60]
    assert len(door.asked) == 6


async def test_a_provider_where_nobody_listens_is_down(clock):
    from infra.embedded.free_port import free_port

    async with httpx.AsyncClient() as http:
        discovery = Discovery(issuer=f"http://127.0.0.1:{free_port()}", http=http, clock=clock)
        assert await discovery.metadata() == Refused(Refusal.PROVIDER_DOWN)
