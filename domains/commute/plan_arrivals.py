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
    """One waiting timer a child whose school opens on `day`; how many were new.

    May run as often as wanted: a child and a day have one timer. A bell that rang already sets
    none, so that a child enrolled at noon is not missed in the morning.
    """
    async with in_transaction():
        deadlines = await _deadlines(day, clock=clock)
        if not deadlines:
            return 0
        rows = await _expected(list(deadlines))
        return await sql.execute(
            """
            INSERT INTO commute.arrival_watches
                (id, child_id, place_id, day, due_at, state, changed_at)
            SELECT id, child_id, place_id, $5, due_at, $6, $7
            FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[])
                AS planned (id, child_id, place_id, due_at)
            ON CONFLICT (child_id, day) DO NOTHING
            """,
            [ids.new() for _ in rows],
            [row["child_id"] for row in rows],
            [row["place_id"] for row in rows],
            [deadlines[row["place_id"]] for row in rows],
            day,
            WatchState.WAITING,
            clock.now(),
        )


async def _deadlines(day: date, *, clock: Clock) -> dict[UUID, datetime]:
    calendars = await school_calendars()
    due = {place: arrival_deadline(calendar, day) for place, calendar in calendars.items()}
    return {place: at for place, at in due.items() if at is not None and at > clock.now()}


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
