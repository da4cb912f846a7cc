"""Write days that differ from the usual week into the schools' calendars."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.commute.models import CalendarEntry
from domains.commute.school_calendar import DayRange, Opening
from domains.kernel import audit
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class UnusualDays:
    """A vacation, a closure or extra days; of one school, or of all where `place_id` is None."""

    name: str
    kind: Opening
    days: DayRange
    place_id: UUID | None = None


async def enter_calendar(
    actor: Actor, entries: Sequence[UnusualDays], *, clock: Clock, ids: Ids
) -> int:
    """Add what the calendars do not hold yet; how many entries were new."""
    async with in_transaction():
        held = {
            (row.place_id, row.kind, row.first_day, row.last_day)
            for row in await CalendarEntry.all()
        }
        new = [entry for entry in entries if _key(entry) not in held]
        await CalendarEntry.bulk_create([_row(entry, ids) for entry in new])
        if new:
            await audit.record(actor, "commute.calendar.enter", clock=clock, ids=ids)
        return len(new)


def _key(entry: UnusualDays) -> tuple[object, ...]:
    return (entry.place_id, entry.kind, entry.days.first, entry.days.last)


def _row(entry: UnusualDays, ids: Ids) -> CalendarEntry:
    return CalendarEntry(
        id=ids.new(),
        place_id=entry.place_id,
        kind=entry.kind,
        first_day=entry.days.first,
        last_day=entry.days.last,
        name=entry.name,
    )
