"""What the operator watches: how many pushes went where, and what needs a hand."""

from collections import Counter as Tally
from typing import TYPE_CHECKING, Final

import structlog
from prometheus_client import Counter

from notifications.retry import CREDENTIALS, State

if TYPE_CHECKING:
    from notifications.settle import Outcome

log = structlog.get_logger()

DEAD_LETTER: Final = "dead_letter"

DELIVERIES = Counter(
    "osan_push_deliveries",
    "Attempts by the state that they left the delivery in.",
    ("category", "state"),
)
QUARANTINED = Counter(
    "osan_push_quarantined",
    "Attempts that the push service refused for our credentials: page somebody.",
    ("reason",),
)


def count(outcome: "Outcome") -> None:
    """One increment for each lane and state of a batch, whatever its size."""
    lanes = Tally([claimed.lane for claimed, _ in outcome.taken])
    states = Tally({(lane, State.SENT.value): number for lane, number in lanes.items()})
    states.update(
        (claimed.lane, DEAD_LETTER if progress.dead_letter else progress.state.value)
        for claimed, progress in outcome.rest
    )
    for (lane, state), number in states.items():
        DELIVERIES.labels(lane.category.value, state).inc(number)
    refused = Tally(
        progress.reason.removeprefix(CREDENTIALS)
        for _, progress in outcome.rest
        if progress.reason is not None and progress.reason.startswith(CREDENTIALS)
    )
    for reason, number in refused.items():
        QUARANTINED.labels(reason).inc(number)
        log.error("push.credentials_refused", reason=reason, deliveries=number)
