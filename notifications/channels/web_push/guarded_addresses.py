"""Whom a push may be sent to: a stranger names the address, and our machines go there.

A subscription's endpoint comes from a browser, or from whoever pretends to be one. So it is https,
and neither its name nor what its name resolves to at the moment of sending lies inside our network.
"""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any, Final
from urllib.parse import urlsplit

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

LOOPBACK_NAMES = frozenset({"localhost"})
INNER_ENDINGS = (".localhost", ".local", ".internal", ".lan", ".home.arpa")
NAT64: Final = IPv6Network("64:ff9b::/96")
"""RFC 6052 §2.1: a translator sends what goes there to the IPv4 address in the last 32 bits."""
COMPATIBLE: Final = IPv6Network("::/96")
"""RFC 4291 §2.5.5.1, deprecated: `::127.0.0.1`."""


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
    if _is_literal(host):
        return _is_public(host)
    return not _is_number(host)


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


def _is_number(host: str) -> bool:
    """An address in a form of old (`127.1` is 127.0.0.1), which an HTTP client connects to without
    asking a resolver. No name ends in a number (WHATWG URL, "ends-in-a-number checker")."""
    return host.rpartition(".")[2].isdigit()


def _is_public(address: str) -> bool:
    """Of an IPv4 address within an IPv6 one, the inner one counts."""
    literal = ip_address(address.partition("%")[0])
    inner = _inner(literal) if isinstance(literal, IPv6Address) else None
    judged = inner or literal
    return judged.is_global and not judged.is_multicast


def _inner(outer: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that packets may end at; None where there is none."""
    if outer in NAT64 or outer in COMPATIBLE:
        return IPv4Address(int(outer) & 0xFFFF_FFFF)
    return outer.ipv4_mapped or outer.sixtofour
