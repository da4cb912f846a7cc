"""What the ledger and the list of devices say, read past the product."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from uuid import UUID

import asyncpg

from infra.benchmarks import counts
from infra.chaos.push.director import AWAY

POLL_S = 0.5

OPEN = """
SELECT (SELECT count(*) FROM notifications.deliveries WHERE state IN ('queued', 'sending'))
     + (SELECT count(*) FROM notifications.campaigns
        WHERE state IN ('running', 'paused') AND expanded_at IS NULL) AS open
"""


@dataclass(frozen=True, slots=True)
class Ledger:
    """`states` by event and phone; `forgotten` are phones whose address the product let go."""

    states: dict[tuple[UUID, str], str]
    forgotten: frozenset[str]

    def summary(self, event_id: UUID) -> Counter[str]:
        return Counter(state for (event, _), state in self.states.items() if event == event_id)


def read_phones(database: str) -> dict[UUID, str]:
    """Every seeded phone's token by its device: read before anything is sent."""
    sql = "SELECT id, push_token FROM identity.devices WHERE push_token LIKE 'bench-%'"
    return {row["id"]: row["push_token"] for row in counts.ask(database, sql)}


def read_ledger(database: str, phones: dict[UUID, str], event_ids: Collection[UUID]) -> Ledger:
    sql = """
    SELECT event_id, device_id, state || coalesce(': ' || reason, '') AS state
    FROM notifications.deliveries WHERE event_id = ANY($1::uuid[])
    """
    rows = counts.ask(database, sql, list(event_ids))
    known = set(read_phones(database).values())
    return Ledger(
        states={(row["event_id"], phones[row["device_id"]]): row["state"] for row in rows},
        forgotten=frozenset(phones.values()) - known,
    )


def wait_until_quiet(database: str, *, within_s: float, keep: Callable[[], None]) -> float | None:
    """Seconds until nothing was open, or None; `keep` is called all the while."""
    began = time.monotonic()
    while time.monotonic() - began < within_s:
        keep()
        try:
            if asyncio.run(_open(database)) == 0:
                return time.monotonic() - began
        except AWAY:
            pass
        time.sleep(POLL_S)
    return None


async def _open(database: str) -> int:
    connection = await asyncpg.connect(database, timeout=5)
    try:
        return int(await connection.fetchval(OPEN))
    finally:
        await connection.close()
