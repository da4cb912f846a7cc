"""The addresses of signing in; outside programs depend on them."""

from collections.abc import Awaitable, Callable
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.rest.auth.backchannel_logout import backchannel_logout
from api.rest.auth.callback import callback
from api.rest.auth.desk import SignInDesk
from api.rest.auth.link import ask_to_link, begin_to_link
from api.rest.auth.login import login
from api.rest.auth.logout import ask_to_log_out, log_out, logged_out
from api.rest.auth.office import enter_office
from api.rest.auth.signed_in import signed_in
from api.rest.auth.token import token
from api.rest.auth.well_known import jwks, openid_configuration

Endpoint = Callable[[SignInDesk, Request], Awaitable[Response]]


def auth_routes(desk: SignInDesk) -> list[Route]:
    """The routes, to be mounted at the root."""

    def route(path: str, endpoint: Endpoint, *methods: str) -> Route:
        return Route(path, partial(endpoint, desk), methods=list(methods), name=endpoint.__name__)

    return [
        route("/auth/login", login, "GET"),
        route("/auth/callback/{provider}", callback, "GET"),
        route("/auth/signed-in", signed_in, "GET"),
        route("/auth/token", token, "POST"),
        route("/auth/logout", ask_to_log_out, "GET"),
        route("/auth/logout", log_out, "POST"),
        route("/auth/logged-out", logged_out, "GET"),
        route("/auth/backchannel-logout/{provider}", backchannel_logout, "POST"),
        route("/auth/office", enter_office, "GET"),
        route("/auth/link", ask_to_link, "GET"),
        route("/auth/link", begin_to_link, "POST"),
        route("/.well-known/openid-configuration", openid_configuration, "GET"),
        route("/.well-known/jwks.json", jwks, "GET"),
    ]
