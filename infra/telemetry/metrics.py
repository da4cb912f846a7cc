"""Prometheus metrics: how many, how fast, how far behind; never who."""

from prometheus_client import CONTENT_TYPE_LATEST, Counter, Gauge, Histogram, generate_latest
from prometheus_client import start_http_server as _start_http_server

REQUESTS = Counter("osan_http_requests_total", "Requests answered.", ("method", "route", "status"))
REQUEST_SECONDS = Histogram(
    "osan_http_request_seconds",
    "From the request's head to the answer's last byte.",
    ("method", "route"),
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)

POSITIONS = Counter("osan_positions_total", "Reported positions by their fate.", ("fate",))
HOME_MESSAGES = Counter("osan_home_messages_total", "Messages of homes by their fate.", ("fate",))
UNSEALED = Gauge(
    "osan_unsealed_seconds", "Age of the oldest row that no seal protects yet.", ("stream",)
)
CHAIN_CUT = Gauge(
    "osan_seal_chain_cut", "1 where the newest seal is not the one that was stored.", ("stream",)
)
CONSENTS_DIFFER = Gauge(
    "osan_consents_differ", "People whose standing consents are not what their ledger says."
)
OUTBOX = Gauge("osan_outbox_events", "Events not done: waiting, or given up.", ("state",))

TIMERS = Gauge("osan_timers", "Timers that are set: all, due, or troubled.", ("state",))
TIMERS_FAILED = Counter("osan_timers_failed_total", "Failed tries to fire a timer.", ("topic",))
TIMER_LATENESS = Histogram(
    "osan_timer_lateness_seconds",
    "From when a timer should have fired to when it did.",
    buckets=(0.1, 0.25, 0.5, 1, 1.5, 2, 3, 5, 10, 30, 60, 300, 3600),
)

LOOKS_WAIT = Gauge(
    "osan_care_looks_wait_seconds", "How long the home that waits longest for its look has waited."
)

RATE_LIMITED = Counter(
    "osan_rate_limit_total", "Visits turned away, or let in unchecked.", ("limit", "verdict")
)


def exposition() -> tuple[bytes, str]:
    """All metrics of this process in Prometheus' text format, and its content type."""
    return generate_latest(), CONTENT_TYPE_LATEST


def expose_metrics(port: int | None, *, host: str = "127.0.0.1") -> None:
    """Serve `/metrics` for a process that has no HTTP of its own; None serves nothing."""
    if port is not None:
        _start_http_server(port, addr=host)
