"""정보통신망법 §50: a consent to advertising is answered, and asked about every two years."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from domains.consent import ledger, timers
from domains.consent.catalogue import CATALOGUE, Purpose
from domains.consent.events import ReconfirmationDue, ResultNoticeDue
from domains.consent.fold import Action, Because, Word
from domains.consent.ledger import Saying
from domains.consent.standing import lock
from domains.consent.timers import Alarm, Kind
from domains.consent.who_asks import locale_of
from domains.kernel import outbox
from domains.kernel.actor import system_actor
from domains.kernel.clock import SEOUL, Clock, seoul_date
from domains.kernel.ids import Ids

HOUSE = system_actor("consent.timers")
TOLD_WITHIN = timedelta(days=14)
"""§50⑦: the result of a yes or a no."""

EVERY_YEARS = 2
"""§50⑧, 시행령 §62의3."""

ASKED_AT = time(10)
"""In Osan: never by night."""

ANSWERED_WITHIN = timedelta(days=30)
"""Then silence has kept it. Ours: the law names no term."""


def years_after(day: date, years: int) -> date:
    """The day on which a term of years ends; with February where there is no 29th (민법 §160③)."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, 28)


def next_question(granted_at: datetime, *, after: datetime) -> datetime:
    """When the consent is asked about next: every two years from the day that it was given."""
    given, years = seoul_date(granted_at), EVERY_YEARS
    while True:
        due = datetime.combine(years_after(given, years), ASKED_AT, SEOUL)
        if due > after:
            return due
        years += EVERY_YEARS


async def begin(subject_id: UUID, purpose: Purpose, *, clock: Clock, ids: Ids) -> None:
    """A yes to advertising: tell its result, and ask again in two years."""
    if CATALOGUE[purpose].advertising:
        await announce_result(subject_id, purpose, granted=True, clock=clock, ids=ids)
        await _ask_again(subject_id, purpose, clock.now(), clock=clock, ids=ids)


async def announce_result(
    subject_id: UUID, purpose: Purpose, *, granted: bool, clock: Clock, ids: Ids
) -> None:
    """§50⑦: the notice of a result is due; nothing for what is no advertising."""
    if not CATALOGUE[purpose].advertising:
        return
    now = clock.now()
    event = ResultNoticeDue(subject_id, purpose, granted, now, seoul_date(now + TOLD_WITHIN))
    await outbox.record(event, clock=clock, ids=ids)


async def ask_reconfirmation(alarm: Alarm, *, clock: Clock, ids: Ids) -> None:
    """Two years are over: put the question, wait for a no, and ask again in two years."""
    purpose, now = alarm.purpose, clock.now()
    stands = await lock(alarm.subject_id, clock=clock)
    if purpose not in stands or purpose is None:
        return
    answer_by = now + ANSWERED_WITHIN
    silence = Alarm(Kind.SILENCE, alarm.subject_id, alarm.about, answer_by, purpose)
    await timers.set_each([silence], ids=ids)
    await _ask_again(alarm.subject_id, purpose, alarm.about, clock=clock, ids=ids)
    asked = Word(purpose, Action.ASKED, stands[purpose].version)
    await _write(alarm.subject_id, asked, clock=clock, ids=ids)
    event = ReconfirmationDue(alarm.subject_id, purpose, seoul_date(alarm.about), answer_by)
    await outbox.record(event, clock=clock, ids=ids)


async def keep_by_silence(alarm: Alarm, *, clock: Clock, ids: Ids) -> None:
    """Nobody said no: the consent stands as it did (§50⑧)."""
    stands = await lock(alarm.subject_id, clock=clock)
    if alarm.purpose is not None and alarm.purpose in stands:
        version = stands[alarm.purpose].version
        word = Word(alarm.purpose, Action.RECONFIRMED, version, Because.SILENCE)
        await _write(alarm.subject_id, word, clock=clock, ids=ids)


async def _ask_again(
    subject_id: UUID, purpose: Purpose, granted_at: datetime, *, clock: Clock, ids: Ids
) -> None:
    due = next_question(granted_at, after=clock.now())
    alarm = Alarm(Kind.RECONFIRM, subject_id, granted_at, due, purpose)
    await timers.set_each([alarm], ids=ids)


async def _write(subject_id: UUID, word: Word, *, clock: Clock, ids: Ids) -> None:
    saying = Saying(subject_id, word, await locale_of(subject_id))
    await ledger.write(HOUSE, saying, at=clock.now(), clock=clock, ids=ids)
