"""The emulator as an ASGI application."""

import asyncio
import time
from collections.abc import Callable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from notifications.emulator.control import answer, control_routes
from notifications.emulator.counts import count_routes
from notifications.emulator.emergency.desk import Desk
from notifications.emulator.emergency.routes import emergency_routes
from notifications.emulator.events import events_route
from notifications.emulator.exchange import Exchange, Options, open_exchange
from notifications.emulator.oauth import TokenDesk, TokenRefused
from notifications.emulator.page import page_routes
from notifications.emulator.send import SendEndpoint, Sleep
from notifications.emulator.take_send import Sends
from notifications.emulator.telephones.calls_in import Switchboard
from notifications.emulator.telephones.exchange import Telephones
from notifications.emulator.telephones.page import telephone_routes
from notifications.emulator.telephones.provider import Provider
from notifications.emulator.telephones.reports import Reporter
from notifications.emulator.telephones.signatures import Keys


def build_app(
    *,
    options: Options | None = None,
    now: Callable[[], float] = time.time,
    sleep: Sleep = asyncio.sleep,
) -> Starlette:
    """A fresh emulator; `app.state.exchange` is its state.

    `now` gives Unix seconds and rules TTLs and token lifetimes; `sleep` is what `slow` waits by.
    """
    exchange = open_exchange(now, options or Options())
    sends = Sends(exchange)
    telephones, keys = Telephones(now), Keys()
    reporter = Reporter(telephones, keys=keys)
    provider = Provider(telephones, reporter, keys=keys, sleep=sleep)
    switchboard = Switchboard(telephones, keys=keys)
    app = Starlette(
        routes=[
            Route(
                "/v1/projects/{project}/messages:send",
                SendEndpoint(sends, sleep=sleep),
                methods=["POST"],
            ),
            Route("/token", token_endpoint(exchange.desk), methods=["POST"]),
            events_route(exchange),
            *count_routes(exchange),
            *control_routes(exchange),
            *page_routes(exchange),
            *telephone_routes(telephones, provider, reporter, switchboard),
            *emergency_routes(Desk(now)),
        ]
    )
    app.state.exchange = exchange
    app.state.sends = sends
    return app


def sends_of(app: Starlette) -> Sends:
    """What takes the sends of an application that `build_app` made."""
    sends = app.state.sends
    assert isinstance(sends, Sends)
    return sends


def exchange_of(app: Starlette) -> Exchange:
    """The state behind an application that `build_app` made."""
    exchange = app.state.exchange
    assert isinstance(exchange, Exchange)
    return exchange


def token_endpoint(desk: TokenDesk) -> Callable[[Request], object]:
    """`POST /token` over this desk."""

    async def issue(request: Request) -> Response:
        issued = desk.issue(await request.body())
        if isinstance(issued, TokenRefused):
            return answer(
                {"error": issued.error, "error_description": issued.description}, status=400
            )
        return answer(issued)

    return issue
