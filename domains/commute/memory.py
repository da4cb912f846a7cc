"""What is remembered of a child between two batches: the judge's state, and the visits told of.

The state holds positions: it lives at most as long as they do, and is destroyed with them. Of
the visits, which hold none, those that still last are kept, lest they be told of again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import orjson
from pydantic import TypeAdapter

from domains.commute.crossing import Visit
from domains.kernel import sql


@dataclass(frozen=True, slots=True)
class ToldVisit:
    """A visit as it was told, and the id that its crossings share."""

    id: UUID
    visit: Visit


_visits = TypeAdapter(list[ToldVisit])


@dataclass(slots=True)
class Memory:
    """One child's row of `commute.tracks`, locked until the transaction ends."""

    child_id: UUID
    raw_state: bytes
    raw_visits: bytes
    fences_version: int
    last_position_at: datetime | None
    late_from: datetime | None

    def visits(self) -> list[ToldVisit]:
        """The visits told of in the last day; an unreadable note reads as none."""
        return _visits.validate_json(self.raw_visits) if self.raw_visits else []

    def forget_positions(self, *, keep: Iterable[ToldVisit]) -> None:
        """Destroy what derives from positions, all but the visits to `keep`."""
        self.raw_state, self.raw_visits = b"", _write(list(keep))
        self.last_position_at = self.late_from = None


async def recall(child_ids: Iterable[UUID], *, now: datetime) -> dict[UUID, Memory]:
    """Lock and read the memories of many children, in one order for every caller."""
    wanted = sorted(child_ids)
    found = await _lock(wanted)
    missing = [child for child in wanted if child not in found]
    if missing:
        await _begin(missing, now)
        found = await _lock(wanted)
    return found


async def remember(memories: Iterable[Memory], *, now: datetime) -> None:
    """Write back what changed, in one statement."""
    rows = list(memories)
    await sql.execute(
        """
        UPDATE commute.tracks t SET state = m.state, visits = m.visits,
            last_position_at = m.last_position_at, late_from = m.late_from, updated_at = $6
        FROM unnest($1::uuid[], $2::bytea[], $3::bytea[], $4::timestamptz[], $5::timestamptz[])
            AS m (child_id, state, visits, last_position_at, late_from)
        WHERE t.child_id = m.child_id
        """,
        [memory.child_id for memory in rows],
        [memory.raw_state for memory in rows],
        [memory.raw_visits for memory in rows],
        [memory.last_position_at for memory in rows],
        [memory.late_from for memory in rows],
        now,
    )


def write_visits(visits: Iterable[ToldVisit], *, since: datetime) -> bytes:
    """The note of visits told, without those that ended before `since`."""
    kept = [
        told
        for told in visits
        if told.visit.left is None or told.visit.left.at >= since.timestamp()
    ]
    return _write(kept)


async def forget_stale(*, before: datetime, now: datetime) -> int:
    """Destroy what derives from positions of children last heard of before a moment; how many."""
    rows = await sql.fetch(
        "SELECT child_id FROM commute.tracks WHERE last_position_at < $1 LIMIT 1000", before
    )
    held = await recall([row["child_id"] for row in rows], now=now)
    stale = [one for one in held.values() if one.last_position_at and one.last_position_at < before]
    for memory in stale:
        memory.forget_positions(keep=[told for told in memory.visits() if told.visit.is_open])
    await remember(stale, now=now)
    return len(stale)


def _write(visits: list[ToldVisit]) -> bytes:
    return orjson.dumps(visits, default=str) if visits else b""


async def _lock(child_ids: list[UUID]) -> dict[UUID, Memory]:
    rows = await sql.fetch(
        """
        SELECT child_id, state, visits, fences_version, last_position_at, late_from
        FROM commute.tracks WHERE child_id = ANY($1::uuid[]) ORDER BY child_id FOR UPDATE
        """,
        child_ids,
    )
    return {row["child_id"]: Memory(*row.values()) for row in rows}


async def _begin(child_ids: list[UUID], now: datetime) -> None:
    """`fences_version` starts at the clock, so that a row begun anew never meets an old cache."""
    await sql.execute(
        """
        INSERT INTO commute.tracks
            (child_id, state, visits, fences_version, updated_at)
        SELECT child_id, '', '', $3, $2 FROM unnest($1::uuid[]) AS c (child_id)
        ON CONFLICT DO NOTHING
        """,
        child_ids,
        now,
        int(now.timestamp() * 1000),
    )
