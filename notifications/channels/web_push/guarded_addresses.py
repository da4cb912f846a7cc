"""Whom a push may be sent to: a stranger names the address, and our machines go there.

A subscription's endpoint comes from a browser, or from whoever pretends to be one. So it is https,
and neither its name nor what its name resolves to at the moment of sending lies inside our network.
"""

from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

LOOPBACK_NAMES = frozenset({"localhost"})
INNER_ENDINGS = (".localhost", ".local", ".internal", ".lan", ".home.arpa")


class AddressRefused(OSError):
    """The name leads into our own network."""


def may_be_pushed_to(endpoint: str, *, allow_local: bool) -> bool:
    """Judged by its text alone; `GuardedResolver` judges what the name leads to.

    `allow_local` is for development: http to this very machine.
    """
    parts = urlsplit(endpoint)
    host = (parts.hostname or "").rstrip(".").lower()
    if allow_local and _is_loopback(host):
        return True
    if parts.scheme != "https" or "." not in host or host.endswith(INNER_ENDINGS):
        return False
    return not _is_literal(host) or _is_public(host)


class GuardedResolver(AbstractResolver):
    """Resolves names as usual, and forgets every answer that is no address of the open internet."""

    def __init__(self, *, allow_local: bool, inner: AbstractResolver | None = None) -> None:
        self._allow_local = allow_local
        self._inner = inner or ThreadedResolver()

    async def resolve(self, host: str, port: int = 0, family: Any = 0) -> list[ResolveResult]:
        """Raises AddressRefused when nothing is left."""
        found = await self._inner.resolve(host, port, family)
        open_ones = [each for each in found if self._may_go_to(each["host"])]
        if not open_ones:
            raise AddressRefused(f"{host} leads to no public address")
        return open_ones

    async def close(self) -> None:
        await self._inner.close()

    def _may_go_to(self, address: str) -> bool:
        return _is_public(address) or (self._allow_local and _is_loopback(address))


def _is_loopback(host: str) -> bool:
    if host in LOOPBACK_NAMES:
        return True
    return _is_literal(host) and ip_address(host).is_loopback


def _is_literal(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _is_public(address: str) -> bool:
    """Of an IPv4 address within an IPv6 one, the inner one counts."""
    literal = ip_address(address.partition("%")[0])
    inner = getattr(literal, "ipv4_mapped", None) or literal
    return inner.is_global and not inner.is_multicast
