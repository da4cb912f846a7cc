"""Set the timers of a day: who is expected where, and by when."""

from collections import defaultdict
from datetime import date, datetime
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.commute.models import CalendarEntry
from domains.commute.school_calendar import (
    DayRange,
    Opening,
    SchoolCalendar,
    arrival_deadline,
    bells_of,
)
from domains.commute.vocabulary import WatchState
from domains.kernel import sql
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


async def plan_arrivals(*, day: date, clock: Clock, ids: Ids) -> int:
    """One waiting timer a child whose school opens on `day`; how many were set or moved.

    May run as often as wanted: a child and a day have one timer. A closure entered since takes
    the timer away, another school moves it. A bell that rang already sets none, so that a child
    enrolled at noon is not missed in the morning.
    """
    async with in_transaction():
        deadlines = await _deadlines(day)
        await _cancel_where_closed(day, list(deadlines), clock=clock)
        coming = {place: due for place, due in deadlines.items() if due > clock.now()}
        rows = await _expected(list(coming))
        return await sql.execute(
            """
            INSERT INTO commute.arrival_watches AS w
                (id, child_id, place_id, day, due_at, state, changed_at)
            SELECT id, child_id, place_id, $5, due_at, $6, $7
            FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[])
                AS planned (id, child_id, place_id, due_at)
            ON CONFLICT (child_id, day) DO UPDATE SET
                place_id = EXCLUDED.place_id, due_at = EXCLUDED.due_at,
                state = EXCLUDED.state, changed_at = EXCLUDED.changed_at
            WHERE w.state IN ($6, $8)
              AND (w.place_id, w.due_at, w.state)
                  IS DISTINCT FROM (EXCLUDED.place_id, EXCLUDED.due_at, EXCLUDED.state)
            """,
            [ids.new() for _ in rows],
            [row["child_id"] for row in rows],
            [row["place_id"] for row in rows],
            [coming[row["place_id"]] for row in rows],
            day,
            WatchState.WAITING,
            clock.now(),
            WatchState.CANCELLED,
        )


async def _cancel_where_closed(day: date, open_places: list[UUID], *, clock: Clock) -> None:
    await sql.execute(
        """
        UPDATE commute.arrival_watches SET state = $3, changed_at = $4
        WHERE day = $1 AND state = $5 AND place_id <> ALL($2::uuid[])
        """,
        day,
        open_places,
        WatchState.CANCELLED,
        clock.now(),
        WatchState.WAITING,
    )


async def _deadlines(day: date) -> dict[UUID, datetime]:
    calendars = await school_calendars()
    due = {place: arrival_deadline(calendar, day) for place, calendar in calendars.items()}
    return {place: at for place, at in due.items() if at is not None}


async def school_calendars() -> dict[UUID, SchoolCalendar]:
    """The calendar of every school where a child is enrolled."""
    schools = await sql.fetch(
        """
        SELECT id, level FROM commute.places p
        WHERE retired_at IS NULL AND EXISTS (
            SELECT 1 FROM commute.watched_places w
            WHERE w.place_id = p.id AND w.is_school AND w.until IS NULL)
        """
    )
    entries: dict[UUID | None, list[CalendarEntry]] = defaultdict(list)
    for entry in await CalendarEntry.all():
        entries[entry.place_id].append(entry)
    return {
        school["id"]: _calendar(school["level"], entries[None] + entries[school["id"]])
        for school in schools
    }


def _calendar(level: str | None, entries: list[CalendarEntry]) -> SchoolCalendar:
    return SchoolCalendar(
        bells=bells_of(level),
        vacations=tuple(
            DayRange(e.first_day, e.last_day) for e in entries if e.kind is Opening.VACATION
        ),
        closures=_days(entries, Opening.CLOSED),
        extra_days=_days(entries, Opening.EXTRA_DAY),
    )


def _days(entries: list[CalendarEntry], kind: Opening) -> frozenset[date]:
    return frozenset(
        date.fromordinal(day)
        for entry in entries
        if entry.kind is kind
        for day in range(entry.first_day.toordinal(), entry.last_day.toordinal() + 1)
    )


async def _expected(places: list[UUID]) -> list[dict[str, UUID]]:
    return [
        {"child_id": row["child_id"], "place_id": row["place_id"]}
        for row in await sql.fetch(
            """
            SELECT DISTINCT ON (child_id) child_id, place_id FROM commute.watched_places
            WHERE is_school AND until IS NULL AND place_id = ANY($1::uuid[])
            ORDER BY child_id, since DESC
            """,
            places,
        )
    ]
