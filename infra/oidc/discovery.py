"""What a provider publishes about itself, and its keys: fetched once, refreshed when needed."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import httpx
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet, OctKey, OKPKey, RSAKey

from domains.kernel.clock import Clock
from infra.oidc.fetch import get_json
from infra.oidc.refusal import Refusal, Refused

METADATA_LIVES = timedelta(minutes=1)
"""Short, so that we notice an outage before we send citizens into it."""

REST = timedelta(seconds=5)
"""An unknown kid fetches the keys, and a provider that is down is asked, at most this often."""

Key = OctKey | RSAKey | ECKey | OKPKey


@dataclass(frozen=True, slots=True)
class Metadata:
    """The few endpoints that a sign-in needs (OpenID Connect Discovery 1.0 §3)."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    names_itself: bool
    """Whether answers carry `iss` (RFC 9207), which then is required."""


class Discovery:
    """One provider's metadata and keys, cached; concurrent misses share one request."""

    def __init__(self, *, issuer: str, http: httpx.AsyncClient, clock: Clock) -> None:
        self._issuer, self._http, self._clock = issuer.rstrip("/"), http, clock
        self._metadata: Metadata | Refused = Refused(Refusal.PROVIDER_DOWN)
        self._metadata_until: datetime | None = None
        self._keys: Mapping[str, Key] = {}
        self._keys_fetched_at: datetime | None = None
        self._one_at_a_time = asyncio.Lock()

    async def metadata(self) -> Metadata | Refused:
        """The endpoints, or why a sign-in must not be sent there now."""
        if not self._is_fresh():
            async with self._one_at_a_time:
                if not self._is_fresh():
                    await self._refresh_metadata()
        return self._metadata

    async def key(self, kid: str) -> Key | Refused:
        """The key of that name. A new name may be a rotation, so the keys are fetched again."""
        if kid in self._keys:
            return self._keys[kid]
        async with self._one_at_a_time:
            problem = None if kid in self._keys else await self._refresh_keys()
        return self._keys.get(kid) or problem or Refused(Refusal.UNKNOWN_KEY)

    def _is_fresh(self) -> bool:
        return self._metadata_until is not None and self._clock.now() < self._metadata_until

    async def _refresh_metadata(self) -> None:
        url = f"{self._issuer}/.well-known/openid-configuration"
        answer = await get_json(self._http, url)
        self._metadata = answer if isinstance(answer, Refused) else _metadata(answer, self._issuer)
        rest = REST if isinstance(self._metadata, Refused) else METADATA_LIVES
        self._metadata_until = self._clock.now() + rest

    async def _refresh_keys(self) -> Refused | None:
        now = self._clock.now()
        if self._keys_fetched_at is not None and now - self._keys_fetched_at < REST:
            return None
        if isinstance(self._metadata, Refused):
            return self._metadata
        answer = await get_json(self._http, self._metadata.jwks_uri)
        if isinstance(answer, Refused):
            return answer
        keys = _keys(answer)
        if isinstance(keys, Refused):
            return keys
        self._keys, self._keys_fetched_at = keys, now
        return None


def _metadata(answer: Mapping[str, Any], issuer: str) -> Metadata | Refused:
    """Read the published metadata; it must be about the very issuer we asked."""
    if str(answer.get("issuer", "")).rstrip("/") != issuer:
        return Refused(Refusal.WRONG_ISSUER)
    try:
        return Metadata(
            issuer=str(answer["issuer"]),
            authorization_endpoint=str(answer["authorization_endpoint"]),
            token_endpoint=str(answer["token_endpoint"]),
            jwks_uri=str(answer["jwks_uri"]),
            names_itself=answer.get("authorization_response_iss_parameter_supported") is True,
        )
    except KeyError:
        return Refused(Refusal.PROVIDER_GARBLED)


def _keys(answer: Mapping[str, Any]) -> Mapping[str, Key] | Refused:
    try:
        published = KeySet.import_key_set({"keys": answer["keys"]})
    except (JoseError, KeyError, TypeError, ValueError):
        return Refused(Refusal.PROVIDER_GARBLED)
    return {str(key.kid): key for key in published.keys if key.kid is not None}
