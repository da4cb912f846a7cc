"""The bearer token that FCM asks for."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

import orjson
from firebase_admin import credentials
from google.auth.exceptions import GoogleAuthError, RefreshError
from google.auth.transport.requests import Request

from domains.kernel.clock import Clock

EARLY = timedelta(minutes=5)
"""Refreshed this long before it expires, so that no message meets an expired token."""

REFRESH_S = 10.0
"""Google's client would wait two minutes, and a batch's lease would lapse meanwhile."""


REFUSED_APART = timedelta(seconds=10)
"""A token that FCM refused is replaced at most this often."""


class AccessUnavailable(Exception):
    """Google issued no token; the messages of the batch wait for a later attempt."""


class AccessRefused(Exception):
    """Google refused our key: it was revoked, or never was one."""


class Access(Protocol):
    async def token(self) -> str:
        """A token that should be valid now. Raises AccessUnavailable and AccessRefused."""

    def refused(self, token: str) -> None:
        """The push service did not take it: the next call fetches another."""


class EmulatorAccess:
    """The push emulator takes any token; in production FCM would refuse this one."""

    async def token(self) -> str:
        return "emulator"

    def refused(self, token: str) -> None:
        """There is no other."""


class ServiceAccountAccess:
    """Tokens of a Google service account, refreshed by one caller while the others wait."""

    def __init__(self, credentials_json: str, *, clock: Clock) -> None:
        key = credentials.Certificate(orjson.loads(credentials_json))
        self._credential: Any = key.get_credential()
        self._clock = clock
        self._refreshing = asyncio.Lock()
        self._is_refused = False
        self._refreshed_at: datetime | None = None

    async def token(self) -> str:
        if self._is_stale():
            async with self._refreshing:
                if self._is_stale():
                    await self._refresh()
        return str(self._credential.token)

    def refused(self, token: str) -> None:
        since = self._clock.now() - (self._refreshed_at or datetime.min.replace(tzinfo=UTC))
        if token == self._credential.token and since >= REFUSED_APART:
            self._is_refused = True

    def _is_stale(self) -> bool:
        expiry: datetime | None = self._credential.expiry
        if self._credential.token is None or expiry is None or self._is_refused:
            return True
        return self._clock.now() + EARLY >= expiry.replace(tzinfo=UTC)

    async def _refresh(self) -> None:
        try:
            refreshing = asyncio.to_thread(self._credential.refresh, Request())
            await asyncio.wait_for(refreshing, REFRESH_S)
        except RefreshError as fault:
            raise (AccessUnavailable if fault.retryable else AccessRefused) from fault
        except (GoogleAuthError, TimeoutError) as fault:
            raise AccessUnavailable from fault
        self._is_refused, self._refreshed_at = False, self._clock.now()
