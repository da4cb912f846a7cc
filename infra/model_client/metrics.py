"""How often each model was asked, and what became of it."""

from prometheus_client import Counter, Gauge, Histogram

from domains.kernel.provenance import Silence

CALLS = Counter(
    "osan_model_calls_total",
    "Calls of a model by outcome: answered, or why the stated fallback stood in.",
    ("model", "outcome"),
)
SECONDS = Histogram(
    "osan_model_call_seconds",
    "A call of a model as the caller waits for it, retries and all.",
    ("model",),
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
RETRIES = Counter("osan_model_retries_total", "Second and third tries of calls.", ("model",))
BREAKER = Gauge(
    "osan_model_breaker", "1 for the state that the model's breaker is in.", ("model", "state")
)

ANSWERED = "answered"
_STATES = ("closed", "open", "half_open")


def note(model: str, silence: Silence | None, *, seconds: float) -> None:
    """One call; `silence` None: it was answered."""
    CALLS.labels(model, ANSWERED if silence is None else silence.value).inc()
    SECONDS.labels(model).observe(seconds)


def show_breaker(model: str, state: str) -> None:
    for each in _STATES:
        BREAKER.labels(model, each).set(each == state)
