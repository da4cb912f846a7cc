"""Firebase Cloud Messaging, HTTP v1, over one pool of kept-alive connections.

Google's library gives the message model, its encoder and the credentials; its own sender is a
quarter as fast as this pool.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import aiohttp
import orjson

from domains.kernel.clock import Clock
from infra.settings import PushSettings
from notifications.channel import Channel
from notifications.channels import fcm_receipt
from notifications.channels.access import (
    Access,
    AccessUnavailable,
    EmulatorAccess,
    ServiceAccountAccess,
)
from notifications.channels.fcm_message import encode
from notifications.ports import (
    SEND_WITHIN_S,
    Halted,
    NotBegun,
    Outgoing,
    Receipt,
    Rejected,
    Transient,
    never_halted,
)


class FcmChannel:
    """A `PushChannel`. Share one: it holds the connections and the token."""

    def __init__(
        self, session: aiohttp.ClientSession, *, url: str, access: Access, clock: Clock
    ) -> None:
        self._session = session
        self._url = url
        self._access = access
        self._clock = clock

    @property
    def name(self) -> Channel:
        return Channel.FCM

    async def send(
        self, batch: Sequence[Outgoing], *, halted: Halted = never_halted
    ) -> list[Receipt]:
        """Send all at once, as many at a time as the pool has connections."""
        try:
            token = await self._access.token()
        except AccessUnavailable:
            return [Transient("no_access_token") for _ in batch]
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        return list(await asyncio.gather(*(self._send(each, headers, halted) for each in batch)))

    async def _send(self, outgoing: Outgoing, headers: dict[str, str], halted: Halted) -> Receipt:
        if halted(outgoing.event_id):
            return NotBegun()
        try:
            message = encode(outgoing, now=self._clock.now())
        except ValueError:
            return Rejected("malformed")
        return await self._post(orjson.dumps({"message": message}), headers)

    async def _post(self, body: bytes, headers: dict[str, str]) -> Receipt:
        """No answer is no proof: the message may have been delivered, and is sent again."""
        try:
            async with self._session.post(self._url, data=body, headers=headers) as response:
                answer = await response.read()
                return fcm_receipt.read(
                    response.status, response.headers, answer, now=self._clock.now()
                )
        except TimeoutError:
            return Transient("timeout")
        except aiohttp.ClientError as fault:
            return Transient(type(fault).__name__)


@asynccontextmanager
async def open_fcm(settings: PushSettings, *, clock: Clock) -> AsyncIterator[FcmChannel]:
    """A channel for FCM or its emulator, whichever `settings.base_url` names."""
    connector = aiohttp.TCPConnector(limit=settings.concurrency, keepalive_timeout=60)
    timeout = aiohttp.ClientTimeout(
        total=SEND_WITHIN_S, sock_connect=settings.timeout_s, sock_read=settings.timeout_s
    )
    async with aiohttp.ClientSession(
        connector=connector, timeout=timeout, cookie_jar=aiohttp.DummyCookieJar()
    ) as session:
        yield FcmChannel(
            session,
            url=f"{settings.base_url}/v1/projects/{settings.project_id}/messages:send",
            access=_access(settings, clock=clock),
            clock=clock,
        )


def _access(settings: PushSettings, *, clock: Clock) -> Access:
    if settings.credentials_json is None:
        return EmulatorAccess()
    return ServiceAccountAccess(settings.credentials_json.get_secret_value(), clock=clock)
