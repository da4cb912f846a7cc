"""When a call may be made again. Pure.

A prediction changes nothing, so any may be repeated; what must be bounded is the load. Each call
earns a tenth of a retry, so that retries add a tenth to what a struggling server gets, at most.
"""

from dataclasses import dataclass
from typing import Final

from infra.model_client.reply import Fault

EARNED_BY_CALL: Final = 0.1
MOST_SAVED: Final = 10.0
MOST_TRIES: Final = 3
ROOM_S: Final = 0.01
"""Less than this before the deadline is no time for an answer."""
FIRST_PAUSE_S: Final = 0.02


@dataclass(frozen=True, slots=True)
class RetryBudget:
    """Retries that one model's callers may still make; a fresh process may make a few."""

    saved: float = MOST_SAVED

    def earned(self) -> "RetryBudget":
        """A call began."""
        return RetryBudget(min(MOST_SAVED, self.saved + EARNED_BY_CALL))

    def spent(self) -> "RetryBudget | None":
        """One retry the poorer; None where none can be paid for."""
        return RetryBudget(self.saved - 1) if self.saved >= 1 else None


def pause_s(fault: Fault, *, tried: int, left_s: float, dice: float) -> float | None:
    """How long to wait before trying again; None: do not. `dice` lies in [0, 1).

    The first try after a broken connection comes at once: a kept one may have been closed in the
    very moment. Whoever says when to come back is believed, and never asked earlier.
    """
    if not fault.may_pass or tried >= MOST_TRIES:
        return None
    if fault.retry_after_s is not None:
        pause = fault.retry_after_s + dice * FIRST_PAUSE_S
    else:
        pause = 0.0 if tried == 1 else FIRST_PAUSE_S * 2**tried * (0.5 + dice)
    return pause if pause + ROOM_S < left_s else None
