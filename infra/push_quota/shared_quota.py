"""A worker's side of the quota: it asks once a batch, and spends without asking."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from infra.push_quota import scripts
from infra.push_quota.stock import Stock, Unasked
from infra.push_quota.terms import WINDOW_S, Terms

log = structlog.get_logger()

PATIENCE_S: Final = 1.0
"""A Valkey that takes longer is away. No alarm waits for it."""
AWAY_S: Final = 0.5
"""For so long nobody asks a Valkey that was away."""

LIMITS: Final = [
    number
    for limit in (scripts.DEVICE_MINUTE, scripts.DEVICE_HOUR, scripts.COLLAPSIBLE)
    for number in limit
]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a batch needs. `devices` are 16 bytes a message, in order, and `collapsible` one (1 or
    0); both are empty for alarms, which no phone's limit counts."""

    count: int
    is_alarm: bool
    devices: bytes = field(default=b"", repr=False)
    collapsible: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Told:
    """`wait_s` is for those without a token; `phones_full` says how long a message of the batch, by
    its index, must wait for its phone."""

    wait_s: float = 0.0
    phones_full: Mapping[int, float] = field(default_factory=dict)


class Quota(Protocol):
    async def ask(self, asked: Asked) -> Told:
        """Once a batch, and again when its tokens ran out or lapsed."""

    def spend(self, *, is_alarm: bool) -> bool:
        """One token, right before a message begins; False when there is none."""

    def has_some(self, *, is_alarm: bool) -> bool:
        """Whether a token was granted that `spend` may take."""

    async def pause(self, for_s: float) -> None:
        """The push service said how long the whole project must be silent."""


class Unlimited:
    """For a push service of one's own, without a Valkey."""

    async def ask(self, asked: Asked) -> Told:  # noqa: ARG002
        return Told()

    def spend(self, *, is_alarm: bool) -> bool:  # noqa: ARG002
        return True

    def has_some(self, *, is_alarm: bool) -> bool:  # noqa: ARG002
        return True

    async def pause(self, for_s: float) -> None:
        """Each message waits for itself."""


class SharedQuota:
    """`Quota` over Valkey. Without it alarms go on from the worker's own reserve, nothing else."""

    def __init__(
        self,
        redis: Redis,
        *,
        name: str,
        terms: Terms,
        now: Callable[[], float],
        server_now_ms: Callable[[], float] | None = None,
    ) -> None:
        """`now` in seconds, never backwards; `server_now_ms` replaces Valkey's clock in tests."""
        self._terms, self._now, self._server_now_ms = terms, now, server_now_ms
        self._keys = [f"push:{name}:quota", f"push:{name}:pause", f"push:{name}:phone:"]
        self._ask = redis.register_script(scripts.ASK)
        self._pause = redis.register_script(scripts.PAUSE)
        self._asking: set[asyncio.Task[Told]] = set()
        self._granted, self._for_alarms = Stock(), Stock()
        self._unasked = Unasked(terms.unasked, window_s=WINDOW_S)
        self._away_until = self._silent_until = 0.0

    def spend(self, *, is_alarm: bool) -> bool:
        """Alarms take what was granted for them, else what is for all, else their own reserve."""
        now = self._now()
        if now < self._silent_until:
            return False
        if not is_alarm:
            return self._granted.take(now=now)
        return (
            self._for_alarms.take(now=now)
            or self._granted.take(now=now)
            or self._unasked.take(now=now)
        )

    def has_some(self, *, is_alarm: bool) -> bool:
        now = self._now()
        return now >= self._silent_until and self._stock(is_alarm=is_alarm, now=now) > 0

    async def ask(self, asked: Asked) -> Told:
        """One call for the tokens that are missing and the phones of the batch.

        An alarm that the worker's own reserve is enough for does not wait for the answer.
        """
        if asked.is_alarm and self._unasked.has(asked.count, now=self._now()):
            asking = asyncio.create_task(self._ask_valkey(asked))
            self._asking.add(asking)
            asking.add_done_callback(self._asking.discard)
            return Told()
        return await self._ask_valkey(asked)

    async def _ask_valkey(self, asked: Asked) -> Told:
        now = self._now()
        if now < self._silent_until:
            return Told(self._silent_until - now)
        if now < self._away_until:
            return Told(AWAY_S)
        owed = self._unasked.hand_over()
        try:
            return await self._call(asked, owed=owed, asked_at=now)
        except (RedisError, OSError) as outage:
            self._unasked.not_booked(owed)
            self._away_until = self._now() + AWAY_S
            log.warning("push_quota.unasked", error=type(outage).__name__)
            return Told(AWAY_S)

    async def pause(self, for_s: float) -> None:
        self._silent_until = max(self._silent_until, self._now() + for_s)
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self._pause(keys=[self._keys[1]], args=[max(1, int(for_s * 1000))])
        except (RedisError, OSError) as outage:
            log.warning("push_quota.pause_untold", error=type(outage).__name__)

    def _stock(self, *, is_alarm: bool, now: float) -> int:
        left = self._granted.left(now=now)
        return left + self._for_alarms.left(now=now) if is_alarm else left

    async def _call(self, asked: Asked, *, owed: int, asked_at: float) -> Told:
        """A token lives from when it was asked for: earlier than it was granted, never later."""
        have = self._stock(is_alarm=asked.is_alarm, now=asked_at)
        async with asyncio.timeout(PATIENCE_S):
            granted, wait_ms, paused_ms, *full = await self._ask(
                keys=self._keys, args=self._arguments(asked, have=have, owed=owed)
            )
        self._unasked.booked(owed)
        stock = self._for_alarms if asked.is_alarm else self._granted
        stock.put(int(granted), until=asked_at + self._terms.grant_s)
        if paused_ms:
            self._silent_until = max(self._silent_until, self._now() + paused_ms / 1000)
        waits = zip(full[::2], full[1::2], strict=True)
        return Told(wait_ms / 1000, {index: hold_ms / 1000 for index, hold_ms in waits})

    def _arguments(self, asked: Asked, *, have: int, owed: int) -> list[str | int | float | bytes]:
        terms = self._terms
        return [
            "" if self._server_now_ms is None else f"{self._server_now_ms():.3f}",
            terms.per_s / 1000,
            terms.capacity,
            0 if asked.is_alarm else terms.reserve,
            max(0, asked.count - have),
            have,
            owed,
            asked.devices,
            asked.collapsible,
            *LIMITS,
        ]
