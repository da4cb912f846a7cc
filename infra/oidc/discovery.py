"""One provider's word about itself, and its keys: asked for rarely, and never in a crowd."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import httpx

from domains.kernel.clock import Clock
from infra.oidc.circuit import Circuit
from infra.oidc.fetch import get_json
from infra.oidc.metadata import WELL_KNOWN, Metadata, read_metadata
from infra.oidc.provider_keys import Door, Key, ProviderKeys
from infra.oidc.refusal import Refusal, Refused

FRESH = timedelta(minutes=1)
"""Short, so that we notice an outage before we send citizens into it."""


class Discovery:
    """Metadata and keys, cached; concurrent misses share one request."""

    def __init__(self, *, issuer: str, http: httpx.AsyncClient, clock: Clock) -> None:
        self._issuer, self._http, self._clock = issuer.rstrip("/"), http, clock
        self._circuit = Circuit(clock)
        self._problem = Refused(Refusal.PROVIDER_DOWN)
        self._known: Metadata | None = None
        self._known_at: datetime | None = None
        self._keys = ProviderKeys(http=http, clock=clock)
        self._one_at_a_time = asyncio.Lock()

    async def metadata(self) -> Metadata | Refused:
        """The endpoints, or why a sign-in must not be sent there now."""
        if not self._is_settled():
            async with self._one_at_a_time:
                if not self._is_settled():
                    await self._refresh()
        if self._circuit.rests_for_s:
            return replace(self._problem, retry_after_s=self._circuit.rests_for_s)
        return self._known or self._problem

    async def last_known(self) -> Metadata | Refused:
        """The endpoints as last heard: for what was begun while the provider was there."""
        return self._known or await self.metadata()

    async def key(self, kid: str, *, door: Door = Door.TOKEN_ENDPOINT) -> Key | Refused:
        """The provider's key of that name; see `ProviderKeys.find`."""
        known = await self.last_known()
        if isinstance(known, Refused):
            return known
        return await self._keys.find(kid, jwks_uri=known.jwks_uri, door=door)

    def _is_settled(self) -> bool:
        """Whether what we know is recent, or the provider is better left alone."""
        if self._circuit.rests_for_s:
            return True
        return self._known_at is not None and self._clock.now() - self._known_at < FRESH

    async def _refresh(self) -> None:
        answer = await get_json(self._http, self._issuer + WELL_KNOWN)
        known: Metadata | Refused = (
            answer if isinstance(answer, Refused) else read_metadata(answer, issuer=self._issuer)
        )
        if isinstance(known, Refused):
            self._problem = known
            self._circuit.failed()
            return
        self._known, self._known_at = known, self._clock.now()
        self._circuit.worked()
