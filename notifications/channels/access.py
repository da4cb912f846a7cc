"""The bearer token that FCM asks for."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

import orjson
from firebase_admin import credentials
from google.auth.exceptions import GoogleAuthError
from google.auth.transport.requests import Request

from domains.kernel.clock import Clock

EARLY = timedelta(minutes=5)
"""Refreshed this long before it expires, so that no message meets an expired token."""


REFRESH_S = 10.0
"""Google's client would wait two minutes, and a batch's lease would lapse meanwhile."""


class AccessUnavailable(Exception):
    """Google issued no token; the messages of the batch wait for a later attempt."""


class Access(Protocol):
    async def token(self) -> str:
        """A token that is valid now. Raises AccessUnavailable."""


class EmulatorAccess:
    """The push emulator takes any token; in production FCM would refuse this one."""

    async def token(self) -> str:
        return "emulator"


class ServiceAccountAccess:
    """Tokens of a Google service account, refreshed by one caller while the others wait."""

    def __init__(self, credentials_json: str, *, clock: Clock) -> None:
        key = credentials.Certificate(orjson.loads(credentials_json))
        self._credential: Any = key.get_credential()
        self._clock = clock
        self._refreshing = asyncio.Lock()

    async def token(self) -> str:
        if self._is_stale():
            async with self._refreshing:
                if self._is_stale():
                    await self._refresh()
        return str(self._credential.token)

    def _is_stale(self) -> bool:
        expiry: datetime | None = self._credential.expiry
        if self._credential.token is None or expiry is None:
            return True
        return self._clock.now() + EARLY >= expiry.replace(tzinfo=UTC)

    async def _refresh(self) -> None:
        try:
            refreshing = asyncio.to_thread(self._credential.refresh, Request())
            await asyncio.wait_for(refreshing, REFRESH_S)
        except (GoogleAuthError, TimeoutError) as fault:
            raise AccessUnavailable from fault
