"""Those who run the house can ask it how it is, and find any request again."""

import httpx
import pytest
from prometheus_client import REGISTRY
from redis.asyncio import Redis
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from api.middleware.request_context import RequestContext
from api.rest.health import health_routes
from api.rest.readiness import DatabaseProbe, MigrationsProbe, ModelsProbe, ValkeyProbe
from infra.embedded import free_port
from infra.telemetry import current_trace


@pytest.fixture
async def ask(database, valkey, ids):
    """Ask a small app that stands on the real database and Valkey."""
    probes = [DatabaseProbe(), ValkeyProbe(valkey), MigrationsProbe()]
    async with client_of(probes, ids) as client:
        yield client.get


def client_of(probes, ids, lesser=()):
    async def whereabouts(_):
        return PlainTextResponse(current_trace().trace_id)

    async def broken(_):
        raise RuntimeError

    app = Starlette(
        routes=[
            *health_routes(probes, lesser=lesser),
            Route("/people/{person}", whereabouts),
            Route("/broken", broken),
        ],
        middleware=[Middleware(RequestContext, ids=ids)],
    )
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://gateway.test")


async def test_a_whole_house_is_alive_and_ready(ask):
    assert (await ask("/healthz")).json() == {"alive": True}
    ready = await ask("/readyz")
    assert (ready.status_code, ready.json()) == (200, {"ready": True})


async def test_readiness_names_what_is_missing(database, ids):
    gone = Redis.from_url(f"redis://127.0.0.1:{free_port()}/0")
    async with client_of([DatabaseProbe(), ValkeyProbe(gone)], ids) as client:
        answer = await client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "not_ready": {"valkey": "ConnectionError"}}


async def test_without_its_models_the_house_is_ready_and_says_what_it_lacks(database, ids):
    async with httpx.AsyncClient() as http:
        nobody = ModelsProbe(http, f"http://127.0.0.1:{free_port()}")
        async with client_of([DatabaseProbe()], ids, lesser=[nobody]) as client:
            answer = await client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "degraded": {"models": "ConnectError"}}


async def test_readiness_names_the_migrations_that_have_not_run(database, ids):
    class OneBehind(MigrationsProbe):
        def __init__(self):
            super().__init__()
            self._shipped |= {("kernel", "9999_tomorrow")}

    async with client_of([OneBehind()], ids) as client:
        answer = await client.get("/readyz")
    assert answer.json()["not_ready"] == {"migrations": "kernel.9999_tomorrow"}


async def test_a_request_keeps_the_callers_ids(ask):
    trace_id = "4bf92f3577b34da6a3ce929d0e0e4736"
    told = {"x-request-id": "phone-42-retry-1", "traceparent": f"00-{trace_id}-{'7' * 16}-01"}
    answer = await ask("/people/mina", headers=told)
    assert answer.headers["x-request-id"] == "phone-42-retry-1"
    assert answer.headers["traceparent"].split("-")[1] == answer.text == trace_id


async def test_an_id_that_could_forge_a_log_line_is_replaced(ask):
    answer = await ask("/people/mina", headers={"x-request-id": 'a" , "level":"error'})
    assert answer.headers["x-request-id"][14] == "7"


async def test_requests_are_counted_by_pattern_never_by_person(ask):
    def count(route, status):
        labels = {"method": "GET", "route": route, "status": status}
        return REGISTRY.get_sample_value("osan_http_requests_total", labels) or 0

    before = count("/people/{person}", "200"), count("unmatched", "404"), count("/broken", "500")
    for path in ("/people/mina", "/people/junho", "/wp-login.php", "/broken"):
        await ask(path)
    after = count("/people/{person}", "200"), count("unmatched", "404"), count("/broken", "500")
    assert after == (before[0] + 2, before[1] + 1, before[2] + 1)
    assert "mina" not in (await ask("/metrics")).text
