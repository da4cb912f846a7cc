"""The provider as an ASGI application."""

import asyncio
import time
from collections.abc import Callable, Iterable
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from infra.emulated_idp.authorize import authorize
from infra.emulated_idp.citizens import by_group
from infra.emulated_idp.control import CONTROL_ROUTES
from infra.emulated_idp.misbehaviour import Wrong
from infra.emulated_idp.page import render
from infra.emulated_idp.provider import Client, Provider, clients_of
from infra.emulated_idp.signing_keys import ALGORITHM
from infra.emulated_idp.token import token, userinfo


def build_app(
    *,
    issuer: str,
    clients: Iterable[Client] = (Client(),),
    now: Callable[[], float] = time.time,
) -> Starlette:
    """A provider that calls itself `issuer`; its state is `app.state.provider`."""
    provider = Provider(issuer=issuer.rstrip("/"), clients=clients_of(clients), now=now)
    app = Starlette(routes=ROUTES, middleware=[Middleware(Outage, provider=provider)])
    app.state.provider = provider
    return app


class Outage:
    """Down or slow, on command; `/control` always answers."""

    def __init__(self, app: ASGIApp, provider: Provider) -> None:
        self._app = app
        self._behaviour = provider.behaviour

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        spared = scope["type"] != "http" or scope["path"].startswith("/control")
        if not spared and self._behaviour.wrong is Wrong.DOWN:
            await Response("down", status_code=503)(scope, receive, send)
            return
        if not spared and self._behaviour.wrong is Wrong.SLOW:
            await asyncio.sleep(self._behaviour.slow_s)
        await self._app(scope, receive, send)


async def home(_: Request) -> Response:
    """Who can be signed in as, for a developer who came here directly."""
    return render("home.html", groups=by_group())


async def discovery(request: Request) -> Response:
    """OpenID Connect Discovery 1.0 §3."""
    issuer = request.app.state.provider.issuer
    return JSONResponse(
        {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/authorize",
            "token_endpoint": f"{issuer}/token",
            "userinfo_endpoint": f"{issuer}/userinfo",
            "jwks_uri": f"{issuer}/jwks.json",
            "end_session_endpoint": f"{issuer}/end-session",
            "response_types_supported": ["code"],
            "response_modes_supported": ["query"],
            "grant_types_supported": ["authorization_code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": [ALGORITHM],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            "scopes_supported": ["openid", "profile"],
            "claims_supported": ["sub", "name", "birthdate", "locale", "auth_time", "sid"],
            "authorization_response_iss_parameter_supported": True,
        }
    )


async def jwks(request: Request) -> Response:
    """The keys that sign and that signed just before."""
    return JSONResponse(request.app.state.provider.keys.published())


async def end_session(request: Request) -> Response:
    """OpenID Connect RP-Initiated Logout 1.0; there is no session here to end."""
    provider: Provider = request.app.state.provider
    client = provider.clients.get(request.query_params.get("client_id", ""))
    wanted = request.query_params.get("post_logout_redirect_uri", "")
    if client is not None and client.may_end_at(wanted):
        state = request.query_params.get("state")
        query = f"?{urlencode({'state': state})}" if state else ""
        return RedirectResponse(wanted + query, status_code=303)
    return render("signed_out.html")


ROUTES = [
    Route("/", home),
    Route("/.well-known/openid-configuration", discovery),
    Route("/jwks.json", jwks),
    Route("/authorize", authorize),
    Route("/token", token, methods=["POST"]),
    Route("/userinfo", userinfo, methods=["GET", "POST"]),
    Route("/end-session", end_session),
    *CONTROL_ROUTES,
]
