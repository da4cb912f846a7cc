"""Doors at which nobody is known yet: how often one address may knock."""

from collections.abc import Callable, Mapping
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil

from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from infra.rate_limit import RateLimit

IPV6_HOME = 64
"""Bits of an IPv6 address that name a home; the rest is for its devices to choose."""


Refuse = Callable[[Scope, float], Response]
"""What to answer to whom, told the seconds after which to try again."""


class RateLimits:
    """ASGI middleware: `limits` by path, or by folder (`/auth/callback/`) for all right below it.

    Other paths pass for the price of two look-ups.
    Many phones share an address (a school, a mobile carrier): limits are to be generous.
    """

    def __init__(
        self, app: ASGIApp, *, limits: Mapping[str, RateLimit], refuse: Refuse | None = None
    ) -> None:
        self._app, self._limits = app, limits
        self._refuse = refuse or (lambda _, wait_s: too_many(wait_s))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        limit = self._limit_of(scope["path"]) if scope["type"] == "http" else None
        wait_s = await limit.wait_s(visitor_of(scope)) if limit is not None else 0
        answer = self._refuse(scope, wait_s) if wait_s else self._app
        await answer(scope, receive, send)

    def _limit_of(self, path: str) -> RateLimit | None:
        return self._limits.get(path) or self._limits.get(path[: path.rfind("/") + 1])


def too_many(wait_s: float) -> JSONResponse:
    """429, in the words of an OAuth error."""
    headers = {"retry-after": str(ceil(wait_s)), "cache-control": "no-store"}
    return JSONResponse({"error": "too_many_requests"}, 429, headers)


def visitor_of(scope: Scope) -> str:
    """The client's address, or the home that it stands for."""
    client = scope.get("client")
    if client is None:
        return "nobody"
    try:
        address = ip_address(client[0])
    except ValueError:
        return "unnamed"
    if isinstance(address, IPv6Address):
        return str(ip_network((address, IPV6_HOME), strict=False).network_address)
    return str(address)
