"""What the ledger says, asked of PostgreSQL itself and not of the product."""

import time
from collections.abc import Mapping
from uuid import UUID

from infra.benchmarks import counts
from infra.benchmarks.push.stage import Stage

POLL_S = 0.02


def states(database: str, event_id: UUID) -> Mapping[str, int]:
    """Deliveries of an event by their state."""
    sql = "SELECT state, count(*) FROM notifications.deliveries WHERE event_id = $1 GROUP BY 1"
    return {row["state"]: row["count"] for row in counts.ask(database, sql, event_id)}


def await_sent(stage: Stage, event_id: UUID, *, many: int, within_s: float) -> None:
    """Until so many receipts are committed. Raises AssertionError when they are not.

    The ledger is counted only when the emulator has heard enough: to count costs PostgreSQL what
    it needs for the product.
    """
    give_up, database = time.monotonic() + within_s, stage.house.database
    while time.monotonic() < give_up and stage.witness.attempts() < many:
        time.sleep(POLL_S)
    while (found := states(database, event_id)).get("sent", 0) < many:
        assert time.monotonic() < give_up, f"{many} receipts are due, the ledger has {found}"
        time.sleep(POLL_S)
    assert found == {"sent": many}, found
