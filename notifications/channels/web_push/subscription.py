"""What a browser gives whoever may push to it: where, and the keys that only it can answer to."""

from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlsplit

import orjson
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey

from notifications.channels.web_push import base64url

LONGEST_ENDPOINT = 1_000
AUTH_BYTES = 16
"""RFC 8291 §3.2."""


class NoSubscription(ValueError):
    """Not what `PushSubscription.toJSON()` gives; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """`p256dh` is the browser's public key, an uncompressed point of P-256; `auth` its secret."""

    endpoint: str = field(repr=False)
    p256dh: bytes = field(repr=False)
    auth: bytes = field(repr=False)

    @classmethod
    def of(cls, *, endpoint: str, p256dh: str, auth: str) -> Self:
        """The subscription that a browser states, checked. Raises NoSubscription."""
        if not _is_address(endpoint):
            raise NoSubscription("the endpoint is no URL of a push service")
        return cls(endpoint, _point(p256dh), _secret(auth))

    @classmethod
    def read(cls, address: str) -> Self:
        """What `address` wrote. Raises NoSubscription."""
        try:
            said = orjson.loads(address)
            keys = said["keys"]
            return cls.of(endpoint=said["endpoint"], p256dh=keys["p256dh"], auth=keys["auth"])
        except (orjson.JSONDecodeError, KeyError, TypeError) as wrong:
            raise NoSubscription("the address is none of ours") from wrong

    @property
    def address(self) -> str:
        """One text for one subscription, in the shape of the browser's own JSON.

        A subscription never changes, so that the same text is the same browser.
        """
        keys = {"auth": base64url.encode(self.auth), "p256dh": base64url.encode(self.p256dh)}
        return orjson.dumps({"endpoint": self.endpoint, "keys": keys}).decode()

    @property
    def origin(self) -> str:
        """Whose push service it is: scheme, host and port."""
        parts = urlsplit(self.endpoint)
        return f"{parts.scheme}://{parts.netloc}"


def _is_address(endpoint: str) -> bool:
    if len(endpoint) > LONGEST_ENDPOINT or not endpoint.isascii() or not endpoint.isprintable():
        return False
    try:
        parts = urlsplit(endpoint)
        _ = parts.port
    except ValueError:
        return False
    named = parts.hostname is not None and parts.username is None and not parts.fragment
    return parts.scheme in ("https", "http") and named and " " not in endpoint


def _point(text: str) -> bytes:
    try:
        raw = base64url.decode(text)
        EllipticCurvePublicKey.from_encoded_point(SECP256R1(), raw)
    except (ValueError, TypeError) as wrong:
        raise NoSubscription("p256dh is no public key of P-256") from wrong
    if len(raw) != 65:
        raise NoSubscription("p256dh is not uncompressed")
    return raw


def _secret(text: str) -> bytes:
    try:
        raw = base64url.decode(text)
    except (ValueError, TypeError) as wrong:
        raise NoSubscription("auth is no base64url") from wrong
    if len(raw) != AUTH_BYTES:
        raise NoSubscription(f"auth has {len(raw)} bytes, not {AUTH_BYTES}")
    return raw
