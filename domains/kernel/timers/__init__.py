"""Timers are rows: set in the transaction of their cause, fired once in that of their effect.

There is one pending timer for each topic and thing that it is about. `cancel_timer` in the
transaction of an acknowledgement is certain: either the timer had fired before, or it never will.
"""

from domains.kernel.timers.backlog import Backlog, backlog, next_ring
from domains.kernel.timers.cancel import cancel_timer, cancel_timers
from domains.kernel.timers.fire_due import fire_due
from domains.kernel.timers.set import set_timer, set_timer_by, set_timers
from domains.kernel.timers.timer import (
    Facts,
    Failed,
    Fired,
    Handler,
    Handlers,
    NewTimer,
    Timer,
    Together,
)

__all__ = [
    "Backlog",
    "Facts",
    "Failed",
    "Fired",
    "Handler",
    "Handlers",
    "NewTimer",
    "Timer",
    "Together",
    "backlog",
    "cancel_timer",
    "cancel_timers",
    "fire_due",
    "next_ring",
    "set_timer",
    "set_timer_by",
    "set_timers",
]
