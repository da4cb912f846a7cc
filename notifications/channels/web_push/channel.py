"""Web Push as one of the house's channels."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from weakref import WeakKeyDictionary

import aiohttp
import orjson

from domains.kernel.clock import Clock
from infra.settings import Settings
from notifications.channel import Channel
from notifications.channels.lane_shares import LaneShares, NoTurn
from notifications.channels.web_push import receipt, request
from notifications.channels.web_push.guarded_addresses import (
    AddressRefused,
    GuardedResolver,
    may_be_pushed_to,
)
from notifications.channels.web_push.introduce import Introductions
from notifications.channels.web_push.seal import TooLong, seal
from notifications.channels.web_push.subscription import NoSubscription, Subscription
from notifications.channels.web_push.vapid_key import vapid_key
from notifications.opt_out.binding import with_way_out
from notifications.ports import (
    Halted,
    NotBegun,
    Outgoing,
    Receipt,
    Rejected,
    Transient,
    Unregistered,
    Wording,
    never_halted,
)

HIGHEST_ANSWER = 64 * 1024
"""No push service has more to say; a hostile endpoint might."""


class WebPushChannel:
    """A `PushChannel`. Share one: it holds the connections and our statements of who we are."""

    name = Channel.WEB_PUSH

    def __init__(
        self,
        session: aiohttp.ClientSession,
        *,
        introductions: Introductions,
        allow_local: bool,
        shares: LaneShares,
        clock: Clock,
    ) -> None:
        self._session = session
        self._introductions = introductions
        self._allow_local = allow_local
        self._clock = clock
        self._shares = shares
        self._bodies: WeakKeyDictionary[Wording, bytes] = WeakKeyDictionary()

    async def send(
        self, batch: Sequence[Outgoing], *, halted: Halted = never_halted
    ) -> list[Receipt]:
        """Send all at once, as many at a time as each lane has connections."""
        return list(await asyncio.gather(*(self._send(each, halted) for each in batch)))

    async def _send(self, outgoing: Outgoing, halted: Halted) -> Receipt:
        try:
            async with self._shares.turn(outgoing.lane):
                if halted(outgoing.event_id):
                    return NotBegun()
                return await self._push(outgoing)
        except NoTurn:
            return NotBegun()
        except TimeoutError:
            return Transient("timeout")
        except aiohttp.ClientError as fault:
            return _fault(fault)

    async def _push(self, outgoing: Outgoing) -> Receipt:
        """No answer is no proof: the message may have been delivered, and is sent again."""
        try:
            subscription = Subscription.read(outgoing.address)
            body = seal(self._body(outgoing), subscription)
        except NoSubscription:
            return Unregistered()
        except TooLong:
            return Rejected("too_large")
        if not may_be_pushed_to(subscription.endpoint, allow_local=self._allow_local):
            return Unregistered()
        return await self._post(subscription, body, self._headers(outgoing, subscription))

    async def _post(
        self, subscription: Subscription, body: bytes, headers: Mapping[str, str]
    ) -> Receipt:
        async with self._session.post(
            subscription.endpoint, data=body, headers=headers, allow_redirects=False
        ) as response:
            await response.content.read(HIGHEST_ANSWER)
            return receipt.read(response.status, response.headers, now=self._clock.now())

    def _headers(self, outgoing: Outgoing, subscription: Subscription) -> dict[str, str]:
        described = request.headers(outgoing.wording, now=self._clock.now())
        return {**described, "Authorization": self._introductions.to(subscription.origin)}

    def _body(self, outgoing: Outgoing) -> bytes:
        """What the service worker reads, once a wording; the sealing is each browser's own, and in
        an advertisement the reader's way out."""
        wording = outgoing.wording
        body = self._bodies.get(wording)
        if body is None:
            body = self._bodies[wording] = orjson.dumps(dict(wording.payload))
        return with_way_out(body, outgoing.opt_out)


def _fault(fault: aiohttp.ClientError) -> Receipt:
    """A name that leads into our own network was never a browser's."""
    refused = isinstance(fault, aiohttp.ClientConnectorError) and isinstance(
        fault.os_error, AddressRefused
    )
    return Unregistered() if refused else Transient(type(fault).__name__)


@asynccontextmanager
async def open_web_push(settings: Settings, *, clock: Clock) -> AsyncIterator[WebPushChannel]:
    """A channel to whichever push services the citizens' browsers chose."""
    chosen = settings.web_push
    connector = aiohttp.TCPConnector(
        limit=chosen.concurrency,
        keepalive_timeout=60,
        resolver=GuardedResolver(allow_local=chosen.allow_local),
    )
    timeout = aiohttp.ClientTimeout(sock_connect=chosen.timeout_s, sock_read=chosen.timeout_s)
    async with aiohttp.ClientSession(
        connector=connector, timeout=timeout, cookie_jar=aiohttp.DummyCookieJar()
    ) as session:
        yield WebPushChannel(
            session,
            introductions=Introductions(
                vapid_key(settings),
                contact=chosen.contact or settings.gateway.public_url,
                clock=clock,
            ),
            allow_local=chosen.allow_local,
            shares=LaneShares(chosen.concurrency),
            clock=clock,
        )
