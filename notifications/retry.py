"""What becomes of a delivery after an attempt. Pure, but for the dice it is handed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random
from typing import Final, assert_never

from notifications.ports import (
    CredentialsRefused,
    NotBegun,
    QuotaExceeded,
    Receipt,
    Rejected,
    Sent,
    Transient,
    Unregistered,
)

FIRST_WAIT_S = 1.0
LONGEST_WAIT_S = 300.0
QUARANTINE_S = 300.0
"""While our credentials are wrong, each delivery knocks this often, until it expires."""

NOT_BEGUN_S = 1.0
MAX_ATTEMPTS = 12

CREDENTIALS: Final = "credentials:"
"""So begins the reason of what waits for our credentials to be righted."""


class State(StrEnum):
    """Where a delivery stands; only the first two are ever tried."""

    QUEUED = "queued"
    """For its first or next attempt, not before `next_attempt_at`."""
    SENDING = "sending"
    """Leased by a worker; due again when the lease lapses."""
    SENT = "sent"
    """The push service took it over."""
    SEEN = "seen"
    """The app says that a person has it before them."""
    FAILED = "failed"
    """Rightly not sent: the address is gone, or the gate closed meanwhile. A `dead_letter` was
    wrongly not sent: given up, visible, escalated, and may be replayed."""
    EXPIRED = "expired"
    RETRACTED = "retracted"


OPEN: Final = frozenset({State.QUEUED, State.SENDING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """The new state; `next_attempt_at` where there is another attempt."""

    state: State
    attempts: int
    next_attempt_at: datetime | None = None
    message_id: str | None = None
    reason: str | None = None
    dead_letter: bool = False


def after(
    receipt: Receipt,
    *,
    attempts: int,
    expires_at: datetime,
    now: datetime,
    dice: Random,
    reason: str | None = None,
) -> Progress:
    """`attempts` counts those before this one, `reason` is what went wrong last.

    A quota is no failure and uses none up, and neither do wrong credentials: both wait until the
    message expires. An attempt that would come after `expires_at` is not waited for. What was not
    even begun is as it was.
    """
    match receipt:
        case Sent(message_id):
            return Progress(state=State.SENT, attempts=attempts + 1, message_id=message_id)
        case Unregistered():
            return Progress(state=State.FAILED, attempts=attempts + 1, reason="unregistered")
        case Rejected(why):
            return dead_letter(attempts + 1, why)
        case NotBegun(retry_after_s):
            wait = timedelta(seconds=NOT_BEGUN_S if retry_after_s is None else retry_after_s)
            return _again(attempts, reason, at=min(now + wait, max(expires_at, now)))
        case CredentialsRefused(why):
            wait = timedelta(seconds=QUARANTINE_S)
            progress = _again(attempts, CREDENTIALS + why, at=now + wait)
        case QuotaExceeded(retry_after_s):
            wait = _wait(attempts, retry_after_s, dice)
            progress = _again(attempts, "quota", at=now + wait)
        case Transient(why, retry_after_s):
            wait = _wait(attempts, retry_after_s, dice)
            progress = _again(attempts + 1, why, at=now + wait)
        case unreachable:
            assert_never(unreachable)
    return _or_given_up(progress, expires_at=expires_at)


def dead_letter(attempts: int, reason: str | None) -> Progress:
    """Wrongly not sent, and no more to be tried by itself."""
    return Progress(state=State.FAILED, attempts=attempts, reason=reason, dead_letter=True)


def _again(attempts: int, reason: str | None, *, at: datetime) -> Progress:
    return Progress(state=State.QUEUED, attempts=attempts, reason=reason, next_attempt_at=at)


def _wait(attempts: int, retry_after_s: float | None, dice: Random) -> timedelta:
    """Exponential backoff with full jitter, on top of what the service asked for."""
    ceiling = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** min(attempts, 10))
    return timedelta(seconds=(retry_after_s or 0.0) + dice.uniform(0, ceiling))


def _or_given_up(progress: Progress, *, expires_at: datetime) -> Progress:
    at = progress.next_attempt_at
    if progress.attempts >= MAX_ATTEMPTS or at is None or at >= expires_at:
        return dead_letter(progress.attempts, progress.reason)
    return progress
