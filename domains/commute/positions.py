"""Raw positions: stored set-wise, read under a grant, gone within a day.

Each function takes the Grant that allows it: a caller without consent has nothing to pass.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from domains.commute.accept_fix import AcceptedFix
from domains.consent.public import Grant
from domains.kernel import sql

AHEAD = timedelta(hours=48)
"""Partitions are made this far ahead, so that a day without a worker loses no position."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Believed fixes of one child, and the grant under which they may be kept."""

    grant: Grant
    device_id: UUID | None
    fixes: Sequence[AcceptedFix]


@dataclass(frozen=True, slots=True)
class StoredFix:
    """A position as it lies in the table."""

    at: datetime
    lat: float
    lon: float
    accuracy_m: float | None


async def store(batches: Sequence[Batch], *, received_at: datetime) -> dict[UUID, set[datetime]]:
    """Keep the fixes of many children in one statement; the times of those that were new.

    A fix is known by its child and its time: what was sent before is left as it was.
    """
    rows = [(batch, fix) for batch in batches for fix in batch.fixes]
    added = await sql.fetch(
        """
        INSERT INTO commute.positions (child_id, at, lat, lon, accuracy_m, device_id, received_at)
        SELECT *, $7 FROM unnest(
            $1::uuid[], $2::timestamptz[], $3::float8[], $4::float8[], $5::real[], $6::uuid[])
        ON CONFLICT DO NOTHING RETURNING child_id, at
        """,
        [batch.grant.subject_id for batch, _ in rows],
        [fix.at for _, fix in rows],
        [fix.point.lat for _, fix in rows],
        [fix.point.lon for _, fix in rows],
        [fix.accuracy_m for _, fix in rows],
        [batch.device_id for batch, _ in rows],
        received_at,
    )
    new: dict[UUID, set[datetime]] = {batch.grant.subject_id: set() for batch in batches}
    for row in added:
        new[row["child_id"]].add(row["at"])
    return new


async def retained(grant: Grant, *, since: datetime) -> list[StoredFix]:
    """What is still held of one child, oldest first."""
    rows = await sql.fetch(
        """
        SELECT at, lat, lon, accuracy_m FROM commute.positions
        WHERE child_id = $1 AND at >= $2 ORDER BY at
        """,
        grant.subject_id,
        since,
    )
    return [StoredFix(row["at"], row["lat"], row["lon"], row["accuracy_m"]) for row in rows]


async def thinned(grant: Grant, *, since: datetime, step: timedelta) -> list[StoredFix]:
    """At most one position a `step`, oldest first: enough to draw a route."""
    rows = await sql.fetch(
        """
        SELECT DISTINCT ON (floor(extract(epoch FROM at) / $3)) at, lat, lon, accuracy_m
        FROM commute.positions WHERE child_id = $1 AND at >= $2
        ORDER BY floor(extract(epoch FROM at) / $3), at
        """,
        grant.subject_id,
        since,
        step.total_seconds(),
    )
    return [StoredFix(row["at"], row["lat"], row["lon"], row["accuracy_m"]) for row in rows]


async def latest(grant: Grant, *, since: datetime) -> StoredFix | None:
    """The newest position still held of one child."""
    rows = await sql.fetch(
        """
        SELECT at, lat, lon, accuracy_m FROM commute.positions
        WHERE child_id = $1 AND at >= $2 ORDER BY at DESC LIMIT 1
        """,
        grant.subject_id,
        since,
    )
    return StoredFix(**dict(rows[0])) if rows else None


async def destroy(child_id: UUID) -> int:
    """Delete every position of a child (위치정보법 §24④). Takes no grant: it is the end of one."""
    return await sql.execute("DELETE FROM commute.positions WHERE child_id = $1", child_id)


async def turn_partitions(*, now: datetime, retention: timedelta) -> Mapping[str, int]:
    """Drop the hours that are about to outlive `retention`, make those to come."""
    dropped = await sql.fetch(
        "SELECT commute.drop_position_partitions($1) AS n", oldest_kept(now, retention)
    )
    made = await sql.fetch(
        "SELECT commute.ensure_position_partitions($1, $2) AS n",
        oldest_kept(now, retention) + timedelta(hours=1),
        now + AHEAD,
    )
    return {"dropped": dropped[0]["n"], "made": made[0]["n"]}


def oldest_kept(now: datetime, retention: timedelta) -> datetime:
    """Hours that began before this are dropped.

    Five minutes of margin: the sweep comes each minute, and no row may outlive `retention`.
    """
    return now - retention + timedelta(minutes=5)


def oldest_accepted(now: datetime, retention: timedelta) -> datetime:
    """A fix older than this may have no partition any more and is refused at the door."""
    return now - retention + timedelta(hours=1, minutes=5)
