"""The record of location uses: read by whom it concerns, opened by months, dropped when over."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from domains.consent.catalogue import Purpose
from domains.kernel import sql
from domains.kernel.clock import Clock, seoul_date

KEPT_MONTHS = 6
"""위치정보법 §16②."""

MONTHS_AHEAD = 3


async def turn_months(*, clock: Clock) -> int:
    """Open the coming months and drop those of which every record is old enough; how many fell.

    What the application's clock thinks old, the database drops only if its own agrees.
    """
    now = clock.now()
    await sql.fetch(
        """
        SELECT consent.open_location_uses(
            date_trunc('month', $1::timestamptz, 'UTC') + make_interval(months => ahead)
        ) FROM generate_series(0, $2) AS ahead
        """,
        now,
        MONTHS_AHEAD,
    )
    rows = await sql.fetch(
        """
        SELECT consent.drop_location_uses(
            least($1::timestamptz, now()) - make_interval(months => $2)
        ) AS dropped
        """,
        now,
        KEPT_MONTHS,
    )
    return int(rows[0]["dropped"])


def kept_until(at: datetime) -> date:
    """The last day on which a record of this moment may still be there: months go whole."""
    day = seoul_date(at)
    months = day.year * 12 + day.month - 1 + KEPT_MONTHS + 1
    return date(months // 12, months % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class UseFilter:
    """Which records are wanted; None wants all."""

    act: str | None = None
    purpose: Purpose | None = None
    since: datetime | None = None
    until: datetime | None = None


EVERYTHING = UseFilter()


@dataclass(frozen=True, slots=True)
class LocationUseView:
    """One line of "who looked, when, why"."""

    id: UUID
    at: datetime
    purposes: tuple[Purpose, ...]
    act: str
    actor_id: UUID | None
    actor_system: str | None
    receiver_id: UUID | None


async def location_uses_of(
    subject_id: UUID, *, limit: int, before: UUID | None, wanted: UseFilter = EVERYTHING
) -> list[LocationUseView]:
    """The subject's location-use records, newest first, keyset-paged by id."""
    rows = await sql.fetch(
        """
        SELECT id, at, purposes, act, actor_id, actor_system, receiver_id
        FROM consent.location_uses
        WHERE subject_id = $1 AND ($2::uuid IS NULL OR id < $2)
          AND ($4::text IS NULL OR act = $4)
          AND ($5::text IS NULL OR purposes @> ARRAY[$5])
          AND ($6::timestamptz IS NULL OR at >= $6) AND ($7::timestamptz IS NULL OR at < $7)
        ORDER BY id DESC LIMIT $3
        """,
        subject_id,
        before,
        limit,
        wanted.act,
        wanted.purpose,
        wanted.since,
        wanted.until,
    )
    return [
        LocationUseView(
            id=row["id"],
            at=row["at"],
            purposes=tuple(map(Purpose, row["purposes"])),
            act=row["act"],
            actor_id=row["actor_id"],
            actor_system=row["actor_system"],
            receiver_id=row["receiver_id"],
        )
        for row in rows
    ]


async def forget_location_uses(subject_id: UUID, purpose: Purpose) -> int:
    """Drop a subject's records of one purpose; asked for only by the withdrawal rule."""
    return await sql.execute(
        "DELETE FROM consent.location_uses WHERE subject_id = $1 AND $2 = ANY(purposes)",
        subject_id,
        purpose,
    )
