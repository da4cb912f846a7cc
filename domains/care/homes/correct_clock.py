"""When it really was, by a device whose clock we do not trust.

A message is sent at one time of the device's clock and received at one of ours. What lies between
is how far its clock is behind, and how long the message travelled; travel only ever adds. So the
smallest difference that was seen is the best estimate of the clock, and what exceeds it is delay.
A clock that runs ahead shows at once; one that falls behind is followed slowly (DRIFT), as fast as
bad crystals go and no faster, so that an outage is never taken for a wrong clock.

A clock that is set right while the device runs would be followed for years so. But of two messages
the later one was never sent before the earlier: where the device's own clock says that it was, the
clock was set back, and the estimate begins anew. Later is what bears a higher number; only the
highest so far teaches, so what is repeated, or overtaken on its way, brings no old clock back.
"""

from dataclasses import dataclass, replace
from typing import Final

DRIFT: Final = 200e-6
"""Of the time that passed: 17 s a day."""

CLOCK_SET_MS: Final = 1_700_000_000_000
"""November 2023. A clock that shows less was never set: it counts from its own beginning."""

JUST_SENT_MS: Final = 15 * 60_000
"""A new boot's first difference up to here is believed to be the clock's; beyond it, travel."""


SET_BACK_MS: Final = 60_000
"""By less no clock is taken to have been set: it is less than makes an alarm late."""


@dataclass(frozen=True, slots=True)
class DeviceClock:
    """What is known of one: `behind_ms` at `known_ms` of our clock, during one `boot`; and of that
    boot's latest message its number and what the clock showed."""

    boot: int
    behind_ms: int
    known_ms: int
    sequence: int
    shown_ms: int


def hear(
    known: DeviceClock | None,
    *,
    boot: int,
    sequence: int,
    at_ms: int,
    sent_ms: int,
    received_ms: int,
) -> DeviceClock:
    """The clock after one more message. What came before the latest tells nothing of now."""
    difference = received_ms - sent_ms
    if known is None or boot > known.boot:
        behind = _first(known, difference, sent_ms)
        return DeviceClock(boot, behind, received_ms, sequence, sent_ms)
    if boot < known.boot or sequence <= known.sequence:
        return known
    allowed = known.behind_ms + int(DRIFT * max(0, received_ms - known.known_ms))
    if difference <= allowed:
        return DeviceClock(boot, difference, received_ms, sequence, sent_ms)
    if max(known.shown_ms, at_ms) - sent_ms > SET_BACK_MS:
        behind = _set_back(known, difference, sent_ms)
        return DeviceClock(boot, behind, received_ms, sequence, sent_ms)
    return replace(known, sequence=sequence, shown_ms=sent_ms)


def _first(known: DeviceClock | None, difference: int, sent_ms: int) -> int:
    if difference <= JUST_SENT_MS or sent_ms < CLOCK_SET_MS:
        return difference
    return 0 if known is None else min(known.behind_ms, JUST_SENT_MS)


def _set_back(known: DeviceClock, difference: int, sent_ms: int) -> int:
    """A clock is set to be right, unless it is known to lie behind: by so much at least it does."""
    at_least = known.behind_ms + known.shown_ms - sent_ms
    return difference if at_least > JUST_SENT_MS else _first(None, difference, sent_ms)


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
