"""What the operator watches: how many pushes went where, and what needs a hand."""

from prometheus_client import Counter

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
