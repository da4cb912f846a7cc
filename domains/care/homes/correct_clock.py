"""When it really was, by a device whose clock we do not trust.

A message is sent at one time of the device's clock and received at one of ours. What lies between
is how far its clock is behind, and how long the message travelled; travel only ever adds. So the
smallest difference that was seen is the best estimate of the clock, and what exceeds it is delay.
A clock that runs ahead shows at once; one that falls behind is followed slowly (DRIFT), as fast as
bad crystals go and no faster, so that an outage is never taken for a wrong clock.
"""

from dataclasses import dataclass
from typing import Final

DRIFT: Final = 200e-6
"""Of the time that passed: 17 s a day."""

CLOCK_SET_MS: Final = 1_700_000_000_000
"""November 2023. A clock that shows less was never set: it counts from its own beginning."""

JUST_SENT_MS: Final = 15 * 60_000
"""A new boot's first difference up to here is believed to be the clock's; beyond it, travel."""


@dataclass(frozen=True, slots=True)
class DeviceClock:
    """What is known of one: `behind_ms` at `known_ms` of our clock, during one `boot`."""

    boot: int
    behind_ms: int
    known_ms: int


def hear(known: DeviceClock | None, *, boot: int, sent_ms: int, received_ms: int) -> DeviceClock:
    """The clock after one more message. An older boot's tells nothing of the present one."""
    difference = received_ms - sent_ms
    if known is None or boot > known.boot:
        return DeviceClock(boot, _first(known, difference, sent_ms), received_ms)
    if boot < known.boot:
        return known
    allowed = known.behind_ms + int(DRIFT * max(0, received_ms - known.known_ms))
    if difference <= allowed:
        return DeviceClock(boot, difference, received_ms)
    return known


def _first(known: DeviceClock | None, difference: int, sent_ms: int) -> int:
    if difference <= JUST_SENT_MS or sent_ms < CLOCK_SET_MS:
        return difference
    return 0 if known is None else min(known.behind_ms, JUST_SENT_MS)


def really_at_ms(clock: DeviceClock, *, boot: int, at_ms: int, received_ms: int) -> int:
    """The moment by our clock, never after it was received. Of an older boot whose clock was not
    set nothing is known but that it was before now."""
    behind = clock.behind_ms if boot == clock.boot else 0
    if boot != clock.boot and at_ms < CLOCK_SET_MS:
        return received_ms
    return min(at_ms + behind, received_ms)


def alarm_at_ms(*, at_ms: int, sent_ms: int, received_ms: int, kept_ms: int) -> int | None:
    """When an alarm was that its device's clock dates further back than anything is kept: a clock
    of last year, since the power failed. How long it lay in the device is told by the clock that
    showed both; None where that was set in between, and nothing is known but that it was."""
    lay_ms = sent_ms - at_ms
    return received_ms - lay_ms if 0 <= lay_ms <= kept_ms else None
