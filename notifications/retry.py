"""What becomes of a delivery after an attempt. Pure, but for the dice it is handed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random
from typing import assert_never

from notifications.ports import (
    QuotaExceeded,
    Receipt,
    Rejected,
    SenderMismatch,
    Sent,
    Transient,
    Unregistered,
)

FIRST_WAIT_S = 1.0
LONGEST_WAIT_S = 300.0
QUARANTINE_S = 300.0
"""While our credentials are wrong, each delivery knocks this often, until it expires."""

MAX_ATTEMPTS = 12


class State(StrEnum):
    """Where a delivery stands; only the first two are ever tried."""

    PENDING = "pending"
    QUARANTINED = "quarantined"
    SENT = "sent"
    FAILED = "failed"
    """Rightly not sent: the address is gone, or the gate closed meanwhile."""
    DEAD = "dead"
    """Wrongly not sent: given up, visible and escalated."""
    RETRACTED = "retracted"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """The new state; `next_attempt_at` where there is another attempt."""

    state: State
    attempts: int
    next_attempt_at: datetime | None = None
    message_id: str | None = None
    error: str | None = None


def after(
    receipt: Receipt, *, attempts: int, expires_at: datetime, now: datetime, dice: Random
) -> Progress:
    """`attempts` counts those before this one.

    A quota is no failure and uses none up, and neither do wrong credentials: both wait until the
    message expires. An attempt that would come after `expires_at` is not waited for.
    """
    match receipt:
        case Sent(message_id):
            return Progress(state=State.SENT, attempts=attempts + 1, message_id=message_id)
        case Unregistered():
            return Progress(state=State.FAILED, attempts=attempts + 1, error="unregistered")
        case Rejected(reason):
            return Progress(state=State.DEAD, attempts=attempts + 1, error=reason)
        case SenderMismatch(reason):
            wait = timedelta(seconds=QUARANTINE_S)
            progress = Progress(state=State.QUARANTINED, attempts=attempts, error=reason)
        case QuotaExceeded(retry_after_s):
            wait = _wait(attempts, retry_after_s, dice)
            progress = Progress(state=State.PENDING, attempts=attempts, error="quota")
        case Transient(reason, retry_after_s):
            wait = _wait(attempts, retry_after_s, dice)
            progress = Progress(state=State.PENDING, attempts=attempts + 1, error=reason)
        case unreachable:
            assert_never(unreachable)
    return _wait_for(progress, at=now + wait, expires_at=expires_at)


def _wait(attempts: int, retry_after_s: float | None, dice: Random) -> timedelta:
    """Exponential backoff with full jitter, on top of what the service asked for."""
    ceiling = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** min(attempts, 10))
    return timedelta(seconds=(retry_after_s or 0.0) + dice.uniform(0, ceiling))


def _wait_for(progress: Progress, *, at: datetime, expires_at: datetime) -> Progress:
    if progress.attempts >= MAX_ATTEMPTS or at >= expires_at:
        return Progress(state=State.DEAD, attempts=progress.attempts, error=progress.error)
    return Progress(
        state=progress.state,
        attempts=progress.attempts,
        next_attempt_at=at,
        error=progress.error,
    )
