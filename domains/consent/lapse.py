"""Before a child's fourteenth birthday: the child and the guardians are told what will lapse."""

from datetime import datetime, time, timedelta
from uuid import UUID

from domains.consent import timers
from domains.consent.events import LapseComing
from domains.consent.fold import Because, Stand
from domains.consent.standing import standing_of
from domains.consent.timers import Alarm, Kind
from domains.kernel import outbox
from domains.kernel.clock import SEOUL, Clock, seoul_date
from domains.kernel.ids import Ids

DAYS_AHEAD = (30, 7)
MORNING = time(9)
"""In Osan: news of law, not of danger, comes by day."""


def notices_before(lapse: datetime) -> list[datetime]:
    """When to tell of a lapse."""
    day = seoul_date(lapse)
    return [datetime.combine(day - timedelta(days=days), MORNING, SEOUL) for days in DAYS_AHEAD]


async def set_notices(subject_id: UUID, stand: Stand, *, clock: Clock, ids: Ids) -> None:
    """For a guardian's yes: as far as the days to tell lie ahead."""
    if stand.because is not Because.AGE or stand.until is None:
        return
    alarms = [
        Alarm(Kind.LAPSE_COMING, subject_id, stand.until, due)
        for due in notices_before(stand.until)
        if due > clock.now()
    ]
    if alarms:
        await timers.set_each(alarms, ids=ids)


async def tell_lapse_coming(alarm: Alarm, *, clock: Clock, ids: Ids) -> None:
    """Unless nothing will lapse any more, or a later notice is due as well."""
    stands = await standing_of(alarm.subject_id)
    lapsing = sorted(
        purpose
        for purpose, stand in stands.items()
        if stand.because is Because.AGE and stand.until == alarm.about
    )
    later = [due for due in notices_before(alarm.about) if alarm.due_at < due <= clock.now()]
    if not lapsing or later or alarm.about <= clock.now():
        return
    day = seoul_date(alarm.about)
    days = (day - seoul_date(clock.now())).days
    event = LapseComing(alarm.subject_id, tuple(lapsing), day, days)
    await outbox.record(event, clock=clock, ids=ids)
