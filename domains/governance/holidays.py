"""What the desk says of 임시공휴일 (관공서의 공휴일에 관한 규정 §2), and who may say it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domains.governance.models import TemporaryHoliday
from domains.governance.staff import is_staff
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock, seoul_date

LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Declared:
    """From now on no term ends on this day."""

    day: date
    name: str


@dataclass(frozen=True, slots=True)
class TakenBack:
    """Terms that begin from now on know nothing of it."""

    day: date


@dataclass(frozen=True, slots=True)
class NotAHoliday:
    """The day is over, its name is empty or too long, or nobody declared it; nothing changed."""


@dataclass(frozen=True, slots=True)
class NotStaff:
    """Only the desk enters holidays."""


async def show_holidays(actor: Actor, *, clock: Clock) -> Sequence[Declared] | NotStaff:
    """Those declared from today on, in order; what the library knows is not among them."""
    if not is_staff(actor):
        return NotStaff()
    rows = await TemporaryHoliday.filter(day__gte=seoul_date(clock.now())).order_by("day")
    return [Declared(row.day, row.name) for row in rows]
