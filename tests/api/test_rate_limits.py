"""One address may knock so often; nobody is locked out because Valkey is away."""

from datetime import timedelta

import httpx
import pytest
from prometheus_client import REGISTRY
from redis.asyncio import Redis

from api.app import build_app
from api.middleware.rate_limits import visitor_of
from infra.rate_limit import Allowance, Pace, RateLimit

FEW = Allowance(per_s=2, burst=3)


@pytest.fixture
def limit(valkey, clock) -> RateLimit:
    return RateLimit(valkey, name="token", allowance=FEW, clock=clock)


async def test_a_burst_is_let_in_and_then_a_steady_pace(limit, clock):
    assert [await limit.wait_s("a") for _ in range(4)] == [0, 0, 0, 0.5]
    assert await limit.wait_s("b") == 0

    clock.advance(timedelta(seconds=0.5))
    assert [await limit.wait_s("a") for _ in range(2)] == [0, 0.5]

    clock.advance(timedelta(seconds=60))
    assert [await limit.wait_s("a") for _ in range(4)] == [0, 0, 0, 0.5]


async def test_what_is_kept_of_an_address_ends_with_its_burst(limit, valkey):
    await limit.wait_s("a")
    assert 0 < await valkey.pttl("rate:token:a") <= 500


async def test_without_valkey_everybody_is_let_in_and_that_is_counted(clock):
    nowhere = Redis.from_url("redis://127.0.0.1:1/0")
    limit = RateLimit(nowhere, name="nowhere", allowance=Allowance(1, 1), clock=clock)
    assert [await limit.wait_s("a") for _ in range(3)] == [0, 0, 0]
    labels = {"limit": "nowhere", "verdict": "unchecked"}
    assert REGISTRY.get_sample_value("osan_rate_limit_total", labels) == 3
    await nowhere.aclose()


async def test_one_process_keeps_the_same_pace_and_forgets_the_longest_away(clock):
    pace = Pace(FEW, clock, most=2)
    assert [pace.wait_s("a") for _ in range(4)] == [0, 0, 0, pytest.approx(0.5)]
    clock.advance(timedelta(seconds=0.5))
    assert pace.wait_s("a") == 0
    assert pace.wait_s("a") > 0
    assert [pace.wait_s("b"), pace.wait_s("c"), pace.wait_s("a")] == [0, 0, 0]


async def test_the_gateway_says_when_to_come_back(settings, valkey, clock, ids):
    rates = settings.rates.model_copy(update={"token_per_s": 0.25, "token_burst": 2})
    app = build_app(settings.model_copy(update={"rates": rates}), clock=clock, ids=ids)
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://gateway.test"
    ) as visitor:
        answers = [await visitor.post("/auth/token") for _ in range(3)]
        elsewhere = await visitor.get("/.well-known/jwks.json")
    assert [answer.status_code for answer in answers] == [400, 400, 429]
    assert (answers[2].headers["retry-after"], answers[2].json()) == (
        "4",
        {"error": "too_many_requests"},
    )
    assert elsewhere.status_code == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/auth/link"),
        ("POST", "/auth/link"),
        ("GET", "/auth/callback/dev"),
        ("POST", "/auth/backchannel-logout/dev"),
    ],
)
async def test_every_door_of_signing_in_and_out_ends_a_flood(
    settings, valkey, clock, ids, method, path
):
    few = {"login_per_s": 0.25, "login_burst": 2, "logout_per_s": 0.25, "logout_burst": 2}
    rates = settings.rates.model_copy(update=few)
    app = build_app(settings.model_copy(update={"rates": rates}), clock=clock, ids=ids)
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://gateway.test"
    ) as flood:
        answers = [await flood.request(method, path) for _ in range(3)]
        another = await flood.post("/auth/logout")
    assert 429 not in {answer.status_code for answer in answers[:2]}
    assert (answers[2].status_code, answers[2].headers["retry-after"]) == (429, "4")
    assert another.status_code == 403, "whoever leaves is never held up"


@pytest.mark.parametrize(("language", "word"), [("ko", "기다렸다가"), ("en", "wait")])
async def test_a_browser_that_knocks_too_often_gets_a_page_with_a_way_on(
    settings, valkey, clock, ids, language, word
):
    rates = settings.rates.model_copy(update={"login_per_s": 0.25, "login_burst": 1})
    app = build_app(settings.model_copy(update={"rates": rates}), clock=clock, ids=ids)
    headers = {"accept": "text/html,*/*;q=0.8", "accept-language": language}
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://gateway.test", headers=headers
    ) as browser:
        await browser.get("/auth/login?provider=nobody")
        told = await browser.get("/auth/login?provider=nobody&return_to=/app/")
    assert (told.status_code, told.headers["retry-after"]) == (429, "4")
    assert told.headers["content-type"].startswith("text/html")
    assert word in told.text
    assert 'href="/auth/login?provider=nobody&amp;return_to=/app/"' in told.text


def test_a_home_is_one_visitor_whatever_its_devices_call_themselves():
    def visitor(address: str) -> str:
        return visitor_of({"client": (address, 1)})

    assert visitor("2001:db8:1:2::5") == visitor("2001:db8:1:2:ffff::9") != visitor("2001:db8::5")
    assert visitor("203.0.113.7") != visitor("203.0.113.8")
    assert visitor_of({"client": None}) == "nobody"
