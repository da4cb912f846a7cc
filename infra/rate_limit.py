"""How often somebody may come: a burst at once, then a steady pace.

Both limits keep one number a visitor, the moment at which their allowance is whole again (GCRA,
a token bucket without a counter to refill). `RateLimit` is shared by all processes over Valkey;
`Pace` is one process's own, for addresses where a round trip would cost too much.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from domains.kernel.clock import Clock
from infra.telemetry.metrics import RATE_LIMITED

log = structlog.get_logger()

PATIENCE_S = 0.25
"""A limit that takes longer to ask than this is no limit."""

MOST_VISITORS = 100_000
"""Whom one process remembers; the longest away is forgotten first, and has its burst again."""

SPEND = """
local now, interval, burst = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local whole = math.max(tonumber(redis.call('GET', KEYS[1]) or 0), now) + interval
local wait = whole - burst * interval - now
if wait > 0.5 then return math.ceil(wait) end
redis.call('SET', KEYS[1], string.format('%.3f', whole), 'PX', math.ceil(whole - now))
return 0
"""
"""All in milliseconds, rounding aside. Returns how long to wait; 0 when the visit was let in."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """`burst` visits at once, and `per_s` for ever."""

    per_s: float
    burst: int

    @property
    def interval_s(self) -> float:
        return 1 / self.per_s


class RateLimit:
    """One limit, kept in Valkey. Without Valkey nobody is turned away."""

    def __init__(self, redis: Redis, *, name: str, allowance: Allowance, clock: Clock) -> None:
        self._name, self._allowance, self._clock = name, allowance, clock
        self._redis, self._spend = redis, redis.register_script(SPEND)

    async def wait_s(self, visitor: str) -> float:
        """0 when the visitor may come in, else the seconds after which to try again."""
        try:
            wait_s = await self._ask(visitor)
        except (RedisError, OSError) as outage:
            log.warning("rate_limit.unchecked", limit=self._name, error=type(outage).__name__)
            RATE_LIMITED.labels(self._name, "unchecked").inc()
            return 0
        if wait_s:
            RATE_LIMITED.labels(self._name, "refused").inc()
        return wait_s

    async def _ask(self, visitor: str) -> float:
        now_ms = self._clock.now().timestamp() * 1000
        interval_ms = self._allowance.interval_s * 1000
        async with asyncio.timeout(PATIENCE_S):
            wait_ms = await self._spend(
                keys=[f"rate:{self._name}:{visitor}"],
                args=[f"{now_ms:.3f}", interval_ms, self._allowance.burst],
            )
        return float(wait_ms) / 1000


class Pace:
    """One limit, kept in this process."""

    def __init__(self, allowance: Allowance, clock: Clock, *, most: int = MOST_VISITORS) -> None:
        self._interval_s = allowance.interval_s
        self._burst_s = allowance.burst * self._interval_s
        self._clock, self._most = clock, most
        self._whole_at: OrderedDict[Hashable, float] = OrderedDict()

    def wait_s(self, visitor: Hashable) -> float:
        """0 when the visitor may come in, else the seconds after which to try again."""
        now = self._clock.now().timestamp()
        whole_at = max(self._whole_at.get(visitor, 0.0), now) + self._interval_s
        wait_s = whole_at - self._burst_s - now
        if wait_s > 1e-6:
            return wait_s
        self._whole_at[visitor] = whole_at
        self._whole_at.move_to_end(visitor)
        if len(self._whole_at) > self._most:
            self._whole_at.popitem(last=False)
        return 0
