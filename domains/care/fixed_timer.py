"""When silence is too long and no model answers: after eight hours, whoever it is.

    too long = now - last sign >= 8 h

The rule of the trade, and the one that the model is measured beside. It rings for many who sleep
long and late for some who never do; while no model answers, somebody looks after eight hours.
"""

from datetime import datetime
from typing import Final

RULE: Final = "fixed-timer"
LIMIT_S: Final = 8 * 3600.0


def quiet_for_s(last_sign_at: datetime, *, now: datetime) -> float:
    """Seconds; none where a sensor's clock runs ahead."""
    return max(0.0, (now - last_sign_at).total_seconds())


def is_too_long(quiet_s: float) -> bool:
    return quiet_s >= LIMIT_S
