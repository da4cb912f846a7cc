"""What the ledger says, asked of PostgreSQL itself and not of the product."""

import time
from collections.abc import Mapping
from uuid import UUID

from infra.benchmarks import counts

POLL_S = 0.05


def states(database: str, event_id: UUID) -> Mapping[str, int]:
    """Deliveries of an event by their state."""
    sql = "SELECT state, count(*) FROM notifications.deliveries WHERE event_id = $1 GROUP BY 1"
    return {row["state"]: row["count"] for row in counts.ask(database, sql, event_id)}


def await_sent(database: str, event_id: UUID, *, many: int, within_s: float) -> None:
    """Until so many receipts are committed. Raises AssertionError when they are not."""
    give_up = time.monotonic() + within_s
    while (found := states(database, event_id)).get("sent", 0) < many:
        assert time.monotonic() < give_up, f"{many} receipts are due, the ledger has {found}"
        time.sleep(POLL_S)
    assert found == {"sent": many}, found
