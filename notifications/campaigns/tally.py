"""How a campaign goes, in numbers that are added up as they happen.

Each statement that decides about people or settles deliveries adds rows of its own to
`notifications.campaign_tallies`, in its own transaction; nobody counts the ledger to know where a
campaign stands, and no two batches wait for one counter.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, LiteralString
from uuid import UUID

from domains.kernel import sql

BORN: Final = "device.born"
"""Deliveries that were queued or leased."""

COUNT_SETTLED: Final[LiteralString] = """
    INSERT INTO notifications.campaign_tallies (event_id, what, n)
    SELECT event_id, left(concat_ws('.', 'device', state, split_part(reason, ':', 1)), 60), count(*)
    FROM settled WHERE state NOT IN ('queued', 'sending') AND EXISTS (
        SELECT FROM notifications.campaigns c WHERE c.event_id = settled.event_id)
    GROUP BY 1, 2
"""
"""For statements that settle deliveries: counts the rows of their CTE `settled`, which has
`event_id`, the new `state` and `reason`. Ordinary events are passed over."""


@dataclass(frozen=True, slots=True)
class Tally:
    """People by what the gate said (`allow.allowed`, `hold.night`), deliveries by how they ended
    (`sent`, `failed.unregistered`); what is neither waits or is on its way."""

    people: Mapping[str, int]
    devices: int
    ended: Mapping[str, int]

    @property
    def decided(self) -> int:
        """People whom the gate has judged."""
        return sum(self.people.values())

    @property
    def settled(self) -> int:
        """Deliveries that nothing more happens to, but that what was sent may be seen."""
        return sum(self.ended.values())

    @property
    def open(self) -> int:
        """Deliveries that wait or are on their way."""
        return max(self.devices - self.settled, 0)


async def tally_of(event_id: UUID) -> Tally:
    """The sums of one campaign; a few rows a batch, folded by the sweep."""
    rows = await sql.fetch(
        """
        SELECT what, sum(n)::int AS n FROM notifications.campaign_tallies
        WHERE event_id = $1 GROUP BY what
        """,
        event_id,
    )
    return tally_from({row["what"]: row["n"] for row in rows})


def tally_from(counts: Mapping[str, int]) -> Tally:
    """From sums by word."""
    return Tally(
        people=_under("person.", counts),
        devices=counts.get(BORN, 0),
        ended={
            what: n
            for what, n in _under("device.", counts).items()
            if what != BORN.removeprefix("device.") and n
        },
    )


async def fold(event_id: UUID) -> None:
    """Put many rows of one campaign together into one a word; nobody's sum changes."""
    await sql.execute(
        """
        WITH taken AS (
            DELETE FROM notifications.campaign_tallies WHERE id = ANY(ARRAY(
                SELECT id FROM notifications.campaign_tallies
                WHERE event_id = $1 ORDER BY id LIMIT 5000 FOR UPDATE SKIP LOCKED))
            RETURNING what, n
        )
        INSERT INTO notifications.campaign_tallies (event_id, what, n)
        SELECT $1, what, sum(n) FROM taken GROUP BY what
        """,
        event_id,
    )


def _under(prefix: str, counts: Mapping[str, int]) -> dict[str, int]:
    found = {what.removeprefix(prefix): n for what, n in counts.items() if what.startswith(prefix)}
    return dict(sorted(found.items()))
