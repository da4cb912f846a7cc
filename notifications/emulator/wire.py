"""How far away the service is, and how many connections it gives to one client."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Wire:
    """`latency_s` before each answer. A client is whoever holds one access token.

    `max_connections_per_client` None: as many as it likes. A connection too many is cut at its
    first send, before anything is read of it.
    """

    latency_s: float = 0.0
    max_connections_per_client: int | None = None
    open: Counter[bytes] = field(default_factory=Counter)
    most_open: int = 0
    refused: int = 0

    def admits(self, client: bytes) -> bool:
        """Whether this client may have one more; counts it if so."""
        limit = self.max_connections_per_client
        if limit is not None and self.open[client] >= limit:
            self.refused += 1
            return False
        self.open[client] += 1
        self.most_open = max(self.most_open, self.open[client])
        return True

    def closed(self, client: bytes) -> None:
        self.open[client] -= 1
        if self.open[client] <= 0:
            del self.open[client]
