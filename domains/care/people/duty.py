"""Who of a dong's care workers is asked at a moment. Pure."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from domains.care.people.care_plan import OnDuty
from domains.care.people.vocabulary import DutyDay


@dataclass(frozen=True, slots=True)
class RotaShift:
    """A row of the rota: from `opens` to `closes` by the clock in Osan, on one day of the week.

    One that closes before it opens goes on past midnight and belongs to the day on which it opened;
    one that closes when it opens lasts the whole day. `last_day` None: until further notice.
    """

    worker_id: UUID
    stand_in_id: UUID | None
    day: DutyDay
    opens: time
    closes: time
    first_day: date
    last_day: date | None = None

    def covers(self, local: datetime, *, holidays: Collection[date]) -> bool:
        """Whether this shift runs at a moment of Osan's own time."""
        now = local.time()
        if self.opens < self.closes:
            return self._opens_on(local.date(), holidays) and self.opens <= now < self.closes
        yesterday = local.date() - timedelta(days=1)
        begun_today = self._opens_on(local.date(), holidays) and now >= self.opens
        return begun_today or (self._opens_on(yesterday, holidays) and now < self.closes)

    def _opens_on(self, day: date, holidays: Collection[date]) -> bool:
        runs = self.first_day <= day and (self.last_day is None or day <= self.last_day)
        return runs and self.day is (DutyDay.HOLIDAY if day in holidays else DutyDay(day.weekday()))


@dataclass(frozen=True, slots=True)
class Away:
    """A worker's absence, whole days in Osan, and who takes their shifts."""

    worker_id: UUID
    stand_in_id: UUID | None
    first_day: date
    last_day: date

    def covers(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


def who_is_on_duty(
    shifts: Sequence[RotaShift],
    absences: Sequence[Away],
    *,
    in_office: Collection[UUID],
    holidays: Collection[date],
    local: datetime,
) -> OnDuty | None:
    """The first who is there, and the next; None where nobody is.

    `in_office` are those who hold the office of care worker at the moment: a name that the rota
    still has after that is asked no more. An absent one's place goes to who stands in for them.
    """
    running = [shift for shift in shifts if shift.covers(local, holidays=holidays)]
    away = {one.worker_id: one for one in absences if one.covers(local.date())}
    asked = dict.fromkeys(
        person for person in _in_turn(running, away) if person in in_office and person not in away
    )
    first, second, *_ = [*asked, None, None]
    return OnDuty(first, second) if first is not None else None


def _in_turn(running: Sequence[RotaShift], away: dict[UUID, Away]) -> Iterator[UUID]:
    """All whose shift it is, then all who stand in for those."""
    for shift in running:
        absence = away.get(shift.worker_id)
        yield shift.worker_id
        if absence is not None and absence.stand_in_id is not None:
            yield absence.stand_in_id
    for shift in running:
        if shift.stand_in_id is not None:
            yield shift.stand_in_id
