"""Failures counted in Valkey, and the waits that grow from them.

A try is booked as a failure before it is judged, in one step for all its counters: guesses that
arrive together are all counted. A success takes the booking back; of the person, the session and
the credential it forgets the failures too, of an address never: whoever owns one account must not
wash away their guesses at others. Nor does one right invitation code wash away a guesser's wrong
ones: everybody may make themselves a right one.
"""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from domains.kernel.attempts import DANGEROUS, Attempted, TooManyAttempts, Visitor
from domains.kernel.clock import Clock
from domains.kernel.errors import Unavailable
from infra.telemetry.metrics import RATE_LIMITED

log = structlog.get_logger()

PATIENCE_S = 1.0
"""A counter that takes longer to ask than this is no counter. Such acts are rare: they may wait."""

BOOK = """
local now, wait = tonumber(ARGV[1]), 0
for _, key in ipairs(KEYS) do
  wait = math.max(wait, tonumber(redis.call('HGET', key, 'until') or 0) - now)
end
if wait > 0 then return math.ceil(wait) end
for i, key in ipairs(KEYS) do
  local free, first, longest, forgive =
    tonumber(ARGV[4*i-2]), tonumber(ARGV[4*i-1]), tonumber(ARGV[4*i]), tonumber(ARGV[4*i+1])
  local failures = tonumber(redis.call('HGET', key, 'failures') or 0)
  local since = math.max(now - tonumber(redis.call('HGET', key, 'at') or now), 0)
  failures = math.max(failures - since / forgive, 0) + 1
  redis.call('HSET', key, 'failures', string.format('%.6f', failures))
  redis.call('HSET', key, 'at', string.format('%.0f', now))
  if failures > free + 1e-6 then
    local pause = math.min(longest, first * 2 ^ math.min(math.ceil(failures - free - 1e-6) - 1, 30))
    redis.call('HSET', key, 'until', string.format('%.0f', now + pause))
  end
  redis.call('PEXPIRE', key, math.ceil(failures * forgive + longest))
end
return 0
"""
"""Milliseconds. Returns how long to wait; 0 when the try was let in and booked."""

TAKE_BACK = """
for i, key in ipairs(KEYS) do
  if ARGV[i] == 'forget' then
    redis.call('DEL', key)
  elseif redis.call('EXISTS', key) == 1 then
    if redis.call('HINCRBYFLOAT', key, 'failures', -1) + 0 <= 0 then redis.call('DEL', key)
    else redis.call('HDEL', key, 'until') end
  end
end
return 0
"""


@dataclass(frozen=True, slots=True)
class Patience:
    """`free` failures; the next makes one wait `first_s`, each further one twice as long.

    One failure is forgiven every `forgive_s`, so that a big address with a little bad luck in it
    all the time is never full.
    """

    free: int
    first_s: float
    longest_s: float
    forgive_s: float


PATIENCE: Mapping[str, Patience] = {
    "address": Patience(free=100, first_s=1, longest_s=60, forgive_s=10),
    "person": Patience(free=10, first_s=1, longest_s=900, forgive_s=3_600),
    "session": Patience(free=10, first_s=1, longest_s=900, forgive_s=3_600),
    "credential": Patience(free=5, first_s=2, longest_s=900, forgive_s=3_600),
}
"""Many phones share the address of a school or of a mobile carrier: it may fail more often."""

SHARED = frozenset({"address"})
"""Counters of more than one party: a success takes back its own booking and nothing else."""

GUESSERS = frozenset({"person", "session"})
"""Whoever knows one invitation's code, perhaps their own, may still have guessed at others."""


class CountedAttempts:
    """`domains.kernel.attempts.Attempts`, shared by all processes over Valkey."""

    def __init__(self, redis: Redis, *, clock: Clock) -> None:
        self._clock = clock
        self._book, self._take_back = (redis.register_script(text) for text in (BOOK, TAKE_BACK))

    async def begin(self, what: Attempted, *, by: Visitor) -> TooManyAttempts | None:
        counters = dict(_counters(what, by))
        numbers = [
            str(round(number))
            for patience in (PATIENCE[name] for name in counters)
            for number in (
                patience.free,
                patience.first_s * 1000,
                patience.longest_s * 1000,
                patience.forgive_s * 1000,
            )
        ]
        now_ms = f"{self._clock.now().timestamp() * 1000:.0f}"
        try:
            async with asyncio.timeout(PATIENCE_S):
                wait_ms = await self._book(keys=[*counters.values()], args=[now_ms, *numbers])
        except (RedisError, OSError) as outage:
            _uncounted(what, outage)
            return None
        if not wait_ms:
            return None
        RATE_LIMITED.labels(what, "refused").inc()
        return TooManyAttempts(wait_s=float(wait_ms) / 1000)

    async def succeeded(self, what: Attempted, *, by: Visitor) -> None:
        """Best effort: a success that could not be told leaves one failure too many."""
        counters = dict(_counters(what, by))
        kept = SHARED | (GUESSERS if what is Attempted.INVITATION_CODE else frozenset())
        how = ["return" if name in kept else "forget" for name in counters]
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self._take_back(keys=[*counters.values()], args=how)
        except (RedisError, OSError) as outage:
            log.warning("attempts.unreturned", what=what, error=type(outage).__name__)


def _counters(what: Attempted, by: Visitor) -> Iterator[tuple[str, str]]:
    named = {
        "address": by.address,
        "person": by.person_id,
        "session": by.session_id,
        "credential": by.credential,
    }
    for name, value in named.items():
        if value is not None:
            yield name, f"attempts:{what}:{name}:{value}"


def _uncounted(what: Attempted, outage: Exception) -> None:
    """Nobody can count: what is dangerous waits until somebody can, the rest goes on."""
    log.warning("attempts.uncounted", what=what, error=type(outage).__name__)
    RATE_LIMITED.labels(what, "unchecked").inc()
    if what in DANGEROUS:
        raise Unavailable(f"{what}: nobody can count the attempts") from outage
