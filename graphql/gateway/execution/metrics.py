"""What the gateway counts for Prometheus."""

from prometheus_client import Counter, Gauge, Histogram

DOCUMENT_CACHE = Counter(
    "osan_graphql_document_cache_total",
    "Operations whose parsed and validated document was found in the cache, or was not.",
    ["outcome"],
)
CACHE_HITS = DOCUMENT_CACHE.labels("hit")
CACHE_MISSES = DOCUMENT_CACHE.labels("miss")

DOCUMENTS_REFUSED = Counter(
    "osan_graphql_documents_refused_total",
    "Documents refused before execution, by the code the client saw.",
    ["code"],
)

OPERATION_SECONDS = Histogram(
    "osan_graphql_operation_seconds",
    "Time from a parsed request to its result; subscriptions are not in it.",
    ["kind"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15),
)

STREAMS_OPEN = Gauge(
    "osan_graphql_streams_open",
    "Subscriptions being delivered now.",
    ["transport"],
)
