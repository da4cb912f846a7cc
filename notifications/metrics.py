"""What the operator watches: how many pushes went where, and what needs a hand.

Labels are bounded: lanes, channels and outcomes are words of ours, reasons a few dozen at most.
`operations/` says to Prometheus how it stands, this file what happened.
"""

import re
from collections import Counter as Tally
from typing import TYPE_CHECKING, Final

import structlog
from prometheus_client import Counter, Gauge

from notifications.lanes import Lane
from notifications.retry import CREDENTIALS, State

if TYPE_CHECKING:
    from notifications.claimed import Claimed
    from notifications.retry import Progress
    from notifications.settle import Outcome

log = structlog.get_logger()

DEAD_LETTER: Final = "dead_letter"
NOT_BEGUN: Final = "not_begun"
"""The reason of what went back to its queue as it was: halted, no quota, or a breaker open."""

OTHER: Final = "other"
MOST_REASONS: Final = 60
"""Some come from push services; a label's values must not grow with what they think of."""

LANES: Final = {lane: lane.category.value for lane in Lane}

DELIVERIES = Counter(
    "osan_push_deliveries",
    "What became of deliveries at each turn: sent, queued again, failed, dead_letter, expired.",
    ("lane", "channel", "outcome", "reason"),
)
QUARANTINED = Counter(
    "osan_push_quarantined",
    "Attempts that the push service refused for our credentials: page somebody.",
    ("reason",),
)
OPEN = Gauge(
    "osan_push_open",
    "Deliveries not settled, counted up to 10,000: due, sending, or waiting for their time.",
    ("lane", "state"),
)
OLDEST = Gauge(
    "osan_push_oldest_waiting_seconds",
    "Age of the oldest open safety delivery; in other lanes how long the longest has been due.",
    ("lane",),
)
DEAD_LETTERS = Gauge("osan_push_dead_letters", "Given up, counted up to 10,000.", ("lane",))
QUOTA = Gauge(
    "osan_push_quota_used_ratio", "What FCM was sent in the last minute, of what it allows."
)
FAN_OUT_OPEN = Gauge("osan_push_fanout_open", "Open deliveries of the campaigns that run.")
FAN_OUT_DONE = Gauge(
    "osan_push_fanout_done_ratio", "How far the running campaign is that is least far; 1 if none."
)
WORKERS = Gauge("osan_push_workers", "Workers that were heard from in the last 15 seconds.")

_reasons: set[str] = set()
_NAMES: Final = re.compile(r"[A-Za-z0-9_.:-]{1,60}")


def count(outcome: "Outcome") -> None:
    """One increment for each kind of end in a batch, whatever its size."""
    taken = Tally((claimed.lane, claimed.channel) for claimed, _ in outcome.taken)
    for (lane, channel), number in taken.items():
        DELIVERIES.labels(LANES[lane], channel.value, State.SENT.value, "").inc(number)
    rest = Tally(_end_of(claimed, progress) for claimed, progress in outcome.rest)
    for labels, number in rest.items():
        DELIVERIES.labels(*labels).inc(number)
    refused = Tally({reason: n for (*_, reason), n in rest.items() if _is_ours(reason)})
    for reason, number in refused.items():
        QUARANTINED.labels(reason.removeprefix(CREDENTIALS)).inc(number)
        log.error("push.credentials_refused", reason=reason, deliveries=number)


def _is_ours(reason: str) -> bool:
    return reason.startswith(CREDENTIALS)


def _end_of(claimed: "Claimed", progress: "Progress") -> tuple[str, str, str, str]:
    """Lane, channel, outcome and reason."""
    outcome = DEAD_LETTER if progress.dead_letter else progress.state.value
    otherwise = NOT_BEGUN if progress.state is State.QUEUED else ""
    reason = bounded(progress.reason or otherwise)
    return LANES[claimed.lane], claimed.channel.value, outcome, reason


def bounded(reason: str) -> str:
    """The reason itself while there are few, OTHER for what is strange or one too many."""
    if reason not in _reasons:
        if reason and not _NAMES.fullmatch(reason):
            return OTHER
        if len(_reasons) >= MOST_REASONS:
            return OTHER
        _reasons.add(reason)
    return reason
