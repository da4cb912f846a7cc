"""The door of homes that speak HTTPS: many requests share one transaction, as with positions."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from api.rest.ingest.door import TooMany, UnknownDevice
from domains.care.public import homes
from domains.identity.public import DeviceCredential
from domains.kernel.clock import Clock
from domains.kernel.errors import Unavailable
from domains.kernel.ids import Ids
from infra.coalescing import Coalescer, Overloaded
from infra.database import OUTAGES
from infra.rate_limit import Pace, RateLimit
from infra.telemetry.metrics import HOME_MESSAGES

LARGEST = 64
"""Requests in one transaction."""

WAITING = 20_000
"""Messages that may wait in one process."""

RETRY_AFTER_S = 5


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of each message, in order; none is worth sending again."""

    verdicts: tuple[homes.Verdict, ...]


HomeAnswer = Heard | UnknownDevice | TooMany
Post = tuple[homes.Arrived, ...]


class HomePostDoor:
    """Lets devices in and takes what they say. A pace is a credential's: a stranger who knows a
    device's name spends his own."""

    def __init__(
        self,
        door: homes.HomeDoor,
        *,
        keys: homes.DeviceKeys,
        pace: Pace,
        strangers: RateLimit,
        clock: Clock,
        ids: Ids,
    ) -> None:
        self._door, self._keys, self._pace = door, keys, pace
        self._strangers, self._clock, self._ids = strangers, clock, ids
        self._posts: Coalescer[Post, tuple[homes.Verdict, ...]] = Coalescer(
            self._take, largest=LARGEST, waiting=WAITING, weigh=lambda post: 1 + len(post)
        )

    async def hear(
        self, sender: DeviceCredential, payloads: Sequence[bytes], *, address: str
    ) -> HomeAnswer:
        """Raises Unavailable where the database is away: the device keeps what it has."""
        wait_s = self._pace.wait_s(sender)
        if wait_s:
            return TooMany(ceil(wait_s))
        name = str(sender.device_id)
        try:
            if not await homes.is_let_in(sender.device_id, sender.secret, keys=self._keys):
                return await self._turned_away(name, address)
            post = tuple(homes.Arrived(name, payload) for payload in payloads)
            return Heard(await self._posts.submit(post))
        except Overloaded:
            return TooMany(RETRY_AFTER_S)
        except OUTAGES as outage:
            raise Unavailable from outage

    async def _take(self, posts: Sequence[Post]) -> Sequence[tuple[homes.Verdict, ...]]:
        verdicts = iter(await self._door.take([message for post in posts for message in post]))
        answers = [tuple(next(verdicts) for _ in post) for post in posts]
        for verdict in (one for answer in answers for one in answer):
            HOME_MESSAGES.labels(verdict.value).inc()
        return answers

    async def _turned_away(self, name: str, address: str) -> UnknownDevice | TooMany:
        """An address that fails too often fails unheard; whoever is right is never held up here."""
        wait_s = await self._strangers.wait_s(address)
        if wait_s:
            return TooMany(ceil(wait_s))
        await homes.report_mistrust(
            {(name, homes.Verdict.TURNED_AWAY): 1}, clock=self._clock, ids=self._ids
        )
        return UnknownDevice()
