"""What must not be left when the days are over, and what must have been kept."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

from domains.care.public import homes
from domains.kernel import sql
from tests.care_in_the_house.run import Lived

OPEN_FOR: Final = timedelta(hours=3)
"""A case is climbed through, visited and closed sooner than that."""

_COUNTS: Final = """
    SELECT
        (SELECT count(*) FROM kernel.timers t WHERE topic = 'care.case' AND NOT EXISTS (
            SELECT FROM care.cases WHERE id = t.about AND ended_at IS NULL)) AS "timers of no case",
        (SELECT count(*) FROM care.cases c WHERE ended_at IS NULL AND NOT EXISTS (
            SELECT FROM kernel.timers WHERE topic = 'care.case' AND about = c.id))
            AS "cases without a timer",
        (SELECT count(*) FROM care.cases WHERE ended_at IS NULL AND opened_at < $2)
            AS "cases that do not end",
        (SELECT count(*) FROM kernel.timers t WHERE topic = 'care.check_in.follow' AND NOT EXISTS (
            SELECT FROM care.check_ins WHERE id = t.about AND state = 'open'))
            AS "timers of no question",
        (SELECT count(*) FROM care.check_ins WHERE state = 'open' AND asked_at < $2)
            AS "questions that do not end",
        (SELECT count(*) FROM kernel.timers t WHERE topic = 'care.pause_ends' AND NOT EXISTS (
            SELECT FROM care.pauses WHERE enrolment_id = t.about AND ended_at IS NULL))
            AS "timers of no pause",
        (SELECT count(*) FROM care.pauses WHERE ended_at IS NULL AND until < $1)
            AS "pauses that do not end",
        (SELECT count(*) FROM care.watches w WHERE due_since IS NULL AND NOT EXISTS (
            SELECT FROM kernel.timers WHERE topic = 'care.judge' AND about = w.home_id))
            AS "homes that nobody will look at",
        (SELECT count(*) FROM care.watches WHERE due_since IS NOT NULL) AS "looks not taken",
        (SELECT count(*) FROM kernel.timers WHERE rings_at < $1 OR attempts > 0)
            AS "timers that failed or wait",
        (SELECT count(*) FROM kernel.outbox WHERE done_at IS NULL) AS "events undone or given up",
        (SELECT count(*) FROM notifications.deliveries
            WHERE finished_at IS NULL AND next_attempt_at < $1) AS "messages on their way",
        (SELECT count(*) FROM care.emergency_calls e JOIN care.cases c ON c.id = e.case_id
            WHERE e.taken_at IS NULL) AS "calls that 119 did not take"
"""


async def left_over(lived: Lived) -> list[str]:
    """Each thing too many, or missing."""
    [row] = await sql.fetch(_COUNTS, lived.until, lived.until - OPEN_FOR)
    left = [f"{what}: {count}" for what, count in row.items() if count]
    return [*left, *_messages(lived), *await _readings(lived)]


def _messages(lived: Lived) -> Iterator[str]:
    """Each message of a device was taken once, whatever was said twice."""
    sent = sum(flat.sent for flat in lived.dong.flats)
    again = sum(flat.again for flat in lived.dong.flats)
    verdicts: dict[Any, int] = dict(lived.days.verdicts)
    taken = sum(verdicts.pop(each, 0) for each in homes.ACCEPTED)
    repeated = verdicts.pop(homes.Verdict.REPEATED, 0)
    if (taken, repeated) != (sent, again):
        yield f"messages: {taken} taken of {sent} sent, {repeated} of {again} known again"
    yield from (f"messages {verdict}: {count}" for verdict, count in verdicts.items())


async def _readings(lived: Lived) -> list[str]:
    """Counted by the hour, as they stay when the messages themselves are gone."""
    await homes.summarise_hours(clock=lived.city.clock, ids=lived.city.ids)
    [row] = await sql.fetch("SELECT coalesce(sum(times), 0) AS kept FROM care.home_hours")
    told = sum(flat.readings for flat in lived.dong.flats)
    return [] if row["kept"] == told else [f"readings: {row['kept']} kept of {told}"]
