"""A provider's public keys: kept for an hour, fetched again for a name that nobody knows yet."""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import httpx
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, JWKRegistry, OKPKey, RSAKey

from domains.kernel.clock import Clock
from infra.oidc.fetch import get_json
from infra.oidc.refusal import Refusal, Refused
from infra.rate_limit import Allowance, Pace

Key = RSAKey | ECKey | OKPKey
KINDS = ("RSA", "EC", "OKP")

FRESH = timedelta(hours=1)
"""After this the keys are fetched anew: one that the provider took back must not live on."""

KEPT = timedelta(hours=24)
"""How long the keys we have still count when the provider cannot be asked for newer ones."""


class Door(StrEnum):
    """Through which a token came. Who may knock decides how often we run to the provider."""

    TOKEN_ENDPOINT = "token_endpoint"  # noqa: S105 - a door, no secret
    """From the provider's own hand: an unknown key is a rotation."""
    LOGOUT = "logout"
    """From anybody: an unknown key may be an invention."""


FETCHES: Mapping[Door, Allowance] = {
    Door.TOKEN_ENDPOINT: Allowance(per_s=0.5, burst=10),
    Door.LOGOUT: Allowance(per_s=0.1, burst=3),
}
"""Apart, so that a flood of forged logouts uses up nothing that a citizen's sign-in needs."""


class ProviderKeys:
    """One provider's keys; concurrent misses share one request."""

    def __init__(self, *, http: httpx.AsyncClient, clock: Clock) -> None:
        self._http, self._clock = http, clock
        self._pace = {door: Pace(allowance, clock) for door, allowance in FETCHES.items()}
        self._keys: Mapping[str, Key] = {}
        self._fetched_at: datetime | None = None
        self._fetches_begun = 0
        self._problem: Refused | None = None
        self._one_at_a_time = asyncio.Lock()

    async def find(self, kid: str, *, jwks_uri: str, door: Door) -> Key | Refused:
        """The key of that name; a name of "" is that of an only key.

        A new name may be a rotation, so the keys are fetched again. Whoever waited for a fetch
        that began after they came takes what it brought: a crowd asks once. A fetch that began
        before they came may be older than their key, and does not count.
        """
        seen = self._fetches_begun
        if not self._has(kid):
            async with self._one_at_a_time:
                if not self._has(kid) and self._fetches_begun == seen:
                    await self._fetch(jwks_uri, door)
        if kid in self._keys and self._younger_than(KEPT):
            return self._keys[kid]
        return self._problem or Refused(Refusal.UNKNOWN_KEY)

    def _has(self, kid: str) -> bool:
        return kid in self._keys and self._younger_than(FRESH)

    def _younger_than(self, age: timedelta) -> bool:
        return self._fetched_at is not None and self._clock.now() - self._fetched_at < age

    async def _fetch(self, jwks_uri: str, door: Door) -> None:
        if self._pace[door].wait_s(door):
            return
        now = self._clock.now()
        self._fetches_begun += 1
        answer = await get_json(self._http, jwks_uri)
        keys = answer if isinstance(answer, Refused) else read_keys(answer)
        if isinstance(keys, Refused):
            self._problem = keys
            return
        self._keys, self._fetched_at, self._problem = keys, now, None


def read_keys(published: Mapping[str, Any]) -> Mapping[str, Key] | Refused:
    """The keys that verify signatures, by name; kinds that we do not know are left aside."""
    listed = published.get("keys")
    if not isinstance(listed, list):
        return Refused(Refusal.PROVIDER_GARBLED)
    keys = [key for key in map(_read_key, listed) if key is not None]
    if not keys:
        return Refused(Refusal.PROVIDER_GARBLED)
    named = {str(key.kid): key for key in keys if key.kid is not None}
    return {**named, "": keys[0]} if len(keys) == 1 else named


def _read_key(published: object) -> Key | None:
    """Kinds of public keys alone: whoever publishes a shared secret lets everybody sign."""
    if not isinstance(published, dict) or published.get("kty") not in KINDS:
        return None
    if published.get("use", "sig") != "sig":
        return None
    try:
        key = JWKRegistry.import_key(published)
    except (JoseError, KeyError, TypeError, ValueError):
        return None
    return key if isinstance(key, RSAKey | ECKey | OKPKey) else None
