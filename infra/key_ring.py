"""The keys that sign and verify our tokens, as one process holds them in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from joserfc.jwk import ECKey

from domains.identity.public import FIRST, KeyTimes, Schedule, published_kids, signing_kid

ALGORITHM = "ES256"

FOR_EVER = Schedule(signs_for=timedelta.max, tokens_live=timedelta(minutes=10))


class NoSigningKeyError(Exception):
    """No key of the ring can sign now: none has begun, or none could be opened."""


@dataclass(frozen=True, slots=True)
class RingKey:
    """One key. `private` is None where this process cannot open it: it then only verifies."""

    times: KeyTimes
    public: ec.EllipticCurvePublicKey
    private: ec.EllipticCurvePrivateKey | None = field(repr=False)

    @property
    def kid(self) -> str:
        return self.times.kid


class KeyRing:
    """Signs with the key whose turn it is; verifies with every key that is still published.

    The configured key stands first, from the beginning of time: it signs until the first of the
    rotated ones does, and for ever where none is made. `replace` is the only change.
    """

    def __init__(
        self, configured: ec.EllipticCurvePrivateKey, *, schedule: Schedule = FOR_EVER
    ) -> None:
        times = KeyTimes(kid_of(configured.public_key()), FIRST)
        self._first = RingKey(times, configured.public_key(), configured)
        self._schedule = schedule
        self._keys: dict[str, RingKey] = {self._first.kid: self._first}
        self.version = 0
        """Grows whenever a key may be gone: whatever was remembered of tokens is then old."""

    def replace(self, keys: Sequence[RingKey]) -> None:
        """These are the keys of the table now. It names the configured one too once that was
        withdrawn."""
        renewed = {key.kid: key for key in (self._first, *keys)}
        if {kid: key.times for kid, key in renewed.items()} != {
            kid: key.times for kid, key in self._keys.items()
        }:
            self._keys, self.version = renewed, self.version + 1

    def signer(self, now: datetime) -> tuple[str, ec.EllipticCurvePrivateKey]:
        """Whose turn it is, and the key. Raises NoSigningKeyError."""
        kid = signing_kid(self._ours(), now=now)
        private = self._keys[kid].private if kid is not None else None
        if kid is None or private is None:
            raise NoSigningKeyError
        return kid, private

    def public(self, kid: str, now: datetime) -> ec.EllipticCurvePublicKey | None:
        """The key of that name, while tokens of it are to be believed."""
        key = self._keys.get(kid)
        return key.public if key is not None and kid in self._published(now) else None

    def jwks(self, now: datetime) -> dict[str, Any]:
        """What others need to verify our tokens (RFC 7517), now and for the next hour."""
        published = self._published(now)
        return {"keys": [_jwk(key.public) for kid, key in self._keys.items() if kid in published]}

    def _published(self, now: datetime) -> set[str]:
        """By everybody's turns, and by the turns of those that we can sign with: another
        configured key signs while the rotated ones, sealed under the former, only verify."""
        everybody = [key.times for key in self._keys.values()]
        return published_kids(everybody, schedule=self._schedule, now=now) | published_kids(
            self._ours(), schedule=self._schedule, now=now
        )

    def _ours(self) -> list[KeyTimes]:
        return [key.times for key in self._keys.values() if key.private is not None]


def kid_of(public: ec.EllipticCurvePublicKey) -> str:
    """The key's own thumbprint (RFC 7638)."""
    return str(_jwk(public)["kid"])


def _jwk(public: ec.EllipticCurvePublicKey) -> dict[str, Any]:
    key = ECKey.import_key(dict(jwt.algorithms.ECAlgorithm.to_jwk(public, True)))
    key.ensure_kid()
    return {**key.as_dict(private=False), "use": "sig", "alg": ALGORITHM}
