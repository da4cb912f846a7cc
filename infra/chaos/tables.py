"""What the tables say, read past the product over a connection of our own."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

from domains.commute.public import CrossingKind

POLL_S = 0.5


@dataclass(frozen=True, slots=True)
class CrossingRow:
    """A crossing as recorded, and the events that tell of it."""

    child_id: UUID
    kind: CrossingKind
    at: datetime
    recorded_at: datetime
    retracted: bool
    event_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Open:
    """What is not finished: outbox rows to do or given up, and deliveries neither sent nor so."""

    events: int
    given_up: int
    deliveries: int

    @property
    def nothing(self) -> bool:
        return self.events == self.deliveries == 0


@dataclass(frozen=True, slots=True)
class Tables:
    """All that the verdict needs."""

    crossings: tuple[CrossingRow, ...]
    deliveries: dict[tuple[str, str], str]
    """State by event id and push token."""
    positions: dict[UUID, int]
    left: Open


def wait_until_quiet(url: str, *, within_s: float, keep: Callable[[], None]) -> float | None:
    """Seconds until nothing was open, or None; `keep` is called all the while."""
    began = time.monotonic()
    while time.monotonic() - began < within_s:
        keep()
        try:
            if asyncio.run(_open(url)).nothing:
                return time.monotonic() - began
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            pass
        time.sleep(POLL_S)
    return None


def read_tables(url: str) -> Tables:
    """Read everything at the end of a run."""
    return asyncio.run(_read(url))


async def _open(url: str) -> Open:
    """What the gate holds until the morning is no work left undone; a retry is."""
    connection = await asyncpg.connect(url, timeout=5)
    try:
        row = await connection.fetchrow(
            """
            SELECT (SELECT count(*) FROM kernel.outbox
                    WHERE done_at IS NULL AND gave_up_at IS NULL) AS events,
                   (SELECT count(*) FROM kernel.outbox
                    WHERE gave_up_at IS NOT NULL) AS given_up,
                   (SELECT count(*) FROM notifications.deliveries
                    WHERE state IN ('queued', 'sending') AND NOT (
                        attempts = 0 AND reason IS NULL
                        AND next_attempt_at > now() + interval '5 minutes')) AS deliveries
            """
        )
        return Open(**dict(row))
    finally:
        await connection.close()


async def _read(url: str) -> Tables:
    left = await _open(url)
    connection = await asyncpg.connect(url)
    try:
        return Tables(
            crossings=await _crossings(connection),
            deliveries=await _deliveries(connection),
            positions=await _positions(connection),
            left=left,
        )
    finally:
        await connection.close()


async def _crossings(connection: asyncpg.Connection) -> tuple[CrossingRow, ...]:
    events = await _events_by_crossing(connection)
    rows = await connection.fetch(
        """
        SELECT id::text, child_id, kind, at, recorded_at, retracted_at IS NOT NULL AS retracted
        FROM commute.crossings ORDER BY child_id, at
        """
    )
    return tuple(
        CrossingRow(
            child_id=row["child_id"],
            kind=CrossingKind(row["kind"]),
            at=row["at"],
            recorded_at=row["recorded_at"],
            retracted=row["retracted"],
            event_ids=tuple(events[row["id"]]),
        )
        for row in rows
    )


async def _events_by_crossing(connection: asyncpg.Connection) -> dict[str, list[str]]:
    rows = await connection.fetch(
        """
        SELECT id::text, convert_from(payload, 'UTF8')::json ->> 'crossing_id' AS crossing
        FROM kernel.outbox WHERE topic = 'commute.crossing_recorded' ORDER BY id
        """
    )
    events: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        events[row["crossing"]].append(row["id"])
    return events


async def _deliveries(connection: asyncpg.Connection) -> dict[tuple[str, str], str]:
    rows = await connection.fetch(
        """
        SELECT d.event_id::text AS event, coalesce(v.push_token, v.id::text) AS token, d.state
        FROM notifications.deliveries d JOIN identity.devices v ON v.id = d.device_id
        """
    )
    return {(row["event"], row["token"]): row["state"] for row in rows}


async def _positions(connection: asyncpg.Connection) -> dict[UUID, int]:
    rows = await connection.fetch("SELECT child_id, count(*) FROM commute.positions GROUP BY 1")
    return {row["child_id"]: row["count"] for row in rows}
