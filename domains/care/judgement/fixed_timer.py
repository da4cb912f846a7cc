"""When silence is too long and no model can say: after eight hours, whoever it is.

    too long in = max(0, 8 h - (now - last sign - what nobody could hear of it))

The rule of the trade, and the one that the model is measured beside. It rings for many who sleep
long and late for some who never do; while no model answers, somebody looks after eight hours.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from domains.care.ports import Deaf

RULE: Final = "fixed-timer"
LIMIT_S: Final = 8 * 3600.0


def quiet_for_s(last_sign_at: datetime, *, deaf: Sequence[Deaf], now: datetime) -> float:
    """Seconds in which somebody could have been heard; `deaf` do not overlap. None where a
    sensor's clock runs ahead."""
    silent_s = (now - last_sign_at).total_seconds()
    unheard_s = sum(_overlap_s(each, last_sign_at, now) for each in deaf)
    return max(0.0, silent_s - unheard_s)


def too_long_in_s(quiet_s: float, *, limit_s: float = LIMIT_S) -> float:
    """`limit_s`: where the centre or a mode of the dong says another time than eight hours."""
    return max(0.0, limit_s - quiet_s)


def _overlap_s(deaf: Deaf, since: datetime, until: datetime) -> float:
    shared = min(deaf.until, until) - max(deaf.since, since)
    return max(0.0, shared.total_seconds())
