"""A gateway on a real socket, in this process, for clients of any language."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from uuid import UUID

import uvicorn
from gateway.app import GraphQLApp, build_graphql_app, graphql_routes
from gateway.context import Context
from gateway.draining_server import DrainingServer
from gateway.execution.limits import Limits
from gateway.schema import build_schema
from starlette.applications import Starlette
from starlette.requests import HTTPConnection
from starlette.routing import BaseRoute

from domains.kernel.actor import ANONYMOUS, Actor
from domains.kernel.clock import SystemClock
from domains.kernel.errors import Unauthenticated
from domains.kernel.text import Locale
from tests.fakes.ordered_ids import OrderedIds
from tests.gateway import bus_stop

MINA = Actor(person_id=UUID("00000000-0000-7000-8000-00000000a11a"))
TOKENS: Mapping[str, Actor] = {"mina": MINA}

CLOCK = SystemClock()
Expiry = Callable[[], datetime | None]


def context_factory(expires_at: Expiry = lambda: None):
    """Authenticates by the made-up tokens of TOKENS; anything else is refused."""

    async def make(connection: HTTPConnection, parameters: Mapping[str, object]) -> Context:
        header = parameters.get("authorization") or connection.headers.get("authorization")
        return a_context(_actor(header), expires_at=expires_at())

    return make


def a_context(actor: Actor = ANONYMOUS, *, expires_at: datetime | None = None) -> Context:
    """The context of one operation of `actor`."""
    return Context(
        actor=actor,
        clock=CLOCK,
        ids=OrderedIds(CLOCK),
        locale=Locale.KO,
        request_id="request-1",
        trace_id="trace-1",
        expires_at=expires_at,
    )


def _actor(header: object) -> Actor:
    if not header:
        return ANONYMOUS
    actor = TOKENS.get(str(header).removeprefix("Bearer "))
    if actor is None:
        raise Unauthenticated
    return actor


def build_app(
    *, limits: Limits | None = None, playground: bool = False, expires_at: Expiry = lambda: None
) -> GraphQLApp:
    """The tests' schema behind the product's transport."""
    return build_graphql_app(
        build_schema([bus_stop]),
        context_factory=context_factory(expires_at),
        limits=limits,
        playground=playground,
    )


@asynccontextmanager
async def served(
    app: GraphQLApp, *, port: int = 0, beside: Sequence[BaseRoute] = ()
) -> AsyncIterator["Served"]:
    """Listens on loopback until the block ends, then shuts down as a deploy does."""
    site = Starlette(routes=[*graphql_routes(app), *beside])
    config = uvicorn.Config(site, port=port, log_level="warning", timeout_graceful_shutdown=5)
    server = DrainingServer(config, drain=app.drain)
    task = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn offers no event
        await asyncio.sleep(0.01)
    running = Served(server, task)
    try:
        yield running
    finally:
        await running.stop()


class Served:
    """A listening server and its address."""

    def __init__(self, server: DrainingServer, task: asyncio.Task[None]) -> None:
        self._server = server
        self._task = task
        self.port: int = server.servers[0].sockets[0].getsockname()[1]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/graphql"

    @property
    def socket_url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/graphql"

    async def stop(self) -> None:
        self._server.should_exit = True
        await self._task
