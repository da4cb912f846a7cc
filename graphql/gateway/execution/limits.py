"""How much one operation may ask for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one operation. Each breach answers with its own stable `extensions.code`.

    The standard introspection query passes with room: it nests 15 deep, which only
    `introspection_depth` counts.
    """

    body_bytes: int = 256 * 1024
    """POST bodies and WebSocket messages; 500 positions of 7 fields take about 110 KB."""
    query_characters: int = 20_000
    tokens: int = 2_000
    depth: int = 12
    introspection: bool = True
    """Whether `__schema` and `__type` may be asked for."""
    introspection_depth: int = 20
    aliases: int = 30
    directives: int = 50
    root_fields: int = 20
    cost: int = 20_000
    """Fields asked for, each counted as often as its enclosing `first` says it may repeat."""
    operation_timeout_s: float = 15.0
    subscriptions_per_socket: int = 50
    init_wait_s: float = 10.0
    """How long a socket may stay open before its connection_init."""
    keep_alive_s: float = 12.0
    """SSE comments at this pace: proxies cut a silent connection after 30 to 60 s."""
    documents_cached: int = 1_000
    document_cache_characters: int = 2_000_000
