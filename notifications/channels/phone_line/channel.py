"""Text messages and calls as two of the house's channels, over one provider."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from random import SystemRandom
from typing import Any, Final

import aiohttp
import orjson

from domains.kernel.clock import Clock
from infra.settings import Settings
from notifications.channel import Channel
from notifications.channels.breaker import Breaker
from notifications.channels.guard import Guard
from notifications.channels.health import HealthWatch
from notifications.channels.lane_shares import LaneShares, NoTurn
from notifications.channels.phone_line import ask, receipt
from notifications.channels.phone_line.signatures import Signer, SigningKey, shared_secret
from notifications.messages.render import Text
from notifications.notification import Category
from notifications.ports import (
    UNREADABLE,
    Channels,
    Halted,
    NotBegun,
    Outgoing,
    Receipt,
    Rejected,
    Transient,
    never_halted,
)

REPORTS: Final = "/hooks/phone-line/reports"
LONGEST_ANSWER: Final = 64 * 1024
NONCE_BYTES: Final = 18

Wish = Callable[..., tuple[str, dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Provider:
    """Who writes and calls for us, and as whom."""

    base_url: str
    sender: str
    report_to: str


class PhoneLine:
    """A `PushChannel` of telephones: written to, or called."""

    def __init__(
        self,
        name: Channel,
        wish: Wish,
        *,
        provider: Provider,
        session: aiohttp.ClientSession,
        signer: Signer,
        shares: LaneShares,
        guard: Guard,
        clock: Clock,
    ) -> None:
        self.name = name
        self._wish = wish
        self._provider = provider
        self._session = session
        self._signer = signer
        self._shares = shares
        self._guard = guard
        self._clock = clock

    async def send(
        self, batch: Sequence[Outgoing], *, halted: Halted = never_halted
    ) -> list[Receipt]:
        """One request each: providers answer number by number."""
        receipts = list(await asyncio.gather(*(self._send(each, halted) for each in batch)))
        await self._guard.tell()
        return receipts

    async def _send(self, outgoing: Outgoing, halted: Halted) -> Receipt:
        text = outgoing.wording.text
        if outgoing.wording.category is Category.ADVERTISING or text is None:
            return Rejected("never_by_telephone")
        if outgoing.address == UNREADABLE:
            return Transient("number_unreadable")
        try:
            async with self._shares.turn(outgoing.lane):
                if halted(outgoing.event_id):
                    return NotBegun()
                return await self._guard.passing(outgoing.lane, partial(self._ask, outgoing, text))
        except NoTurn:
            return NotBegun()

    async def _ask(self, outgoing: Outgoing, text: Text) -> Receipt:
        try:
            return await self._post(outgoing, text)
        except TimeoutError:
            return Transient("timeout")
        except aiohttp.ClientError as fault:
            return Transient(type(fault).__name__)

    async def _post(self, outgoing: Outgoing, text: Text) -> Receipt:
        """No answer is no proof; the id keeps a second attempt from a second call."""
        provider = self._provider
        path, wished = self._wish(
            outgoing, text, sender=provider.sender, report_to=provider.report_to
        )
        url, body = f"{provider.base_url}{path}", orjson.dumps(wished)
        nonce = secrets.token_urlsafe(NONCE_BYTES)
        headers = self._signer.headers("POST", url, body, nonce=nonce)
        async with self._session.post(
            url, data=body, headers=headers, allow_redirects=False
        ) as response:
            answer = await response.content.read(LONGEST_ANSWER)
            return receipt.read(response.status, response.headers, answer, now=self._clock.now())


@asynccontextmanager
async def open_phone_lines(
    settings: Settings, *, clock: Clock, health: HealthWatch
) -> AsyncIterator[Channels]:
    """Both channels, or none where the city has no provider."""
    chosen = settings.phone_line
    if chosen.base_url is None or chosen.secret is None:
        yield {}
        return
    provider = Provider(chosen.base_url, chosen.sender, f"{settings.gateway.public_url}{REPORTS}")
    key = SigningKey(chosen.key_id, shared_secret(chosen.secret))
    timeout = aiohttp.ClientTimeout(sock_connect=chosen.timeout_s, sock_read=chosen.timeout_s)
    connector = aiohttp.TCPConnector(limit=chosen.concurrency, keepalive_timeout=60)
    async with aiohttp.ClientSession(
        connector=connector, timeout=timeout, cookie_jar=aiohttp.DummyCookieJar()
    ) as session:
        ways: dict[Channel, Wish] = {Channel.SMS: ask.message, Channel.VOICE: ask.call}
        yield {
            name: PhoneLine(
                name,
                wish,
                provider=provider,
                session=session,
                signer=Signer(key, clock=clock),
                shares=LaneShares(chosen.concurrency),
                guard=Guard(
                    name.value, breaker=Breaker(dice=SystemRandom()), health=health, clock=clock
                ),
                clock=clock,
            )
            for name, wish in ways.items()
        }
