"""위치정보법 §19③④: how a person is told to whom their location was given, at once or together."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.consent.policy import may_grant
from domains.consent.who_asks import NotYoursToDecide, decider_of
from domains.kernel import audit, sql
from domains.kernel.actor import Actor
from domains.kernel.clock import SEOUL, Clock
from domains.kernel.ids import Ids


class ProvisionNotices(StrEnum):
    """How a person wants to be told; together only by their own choice, within 30 days (§19④)."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    """Every 28 days: inside the law's thirty, whatever the month."""


DAYS = {
    ProvisionNotices.DAILY: 1,
    ProvisionNotices.WEEKLY: 7,
    ProvisionNotices.MONTHLY: 28,
}
MORNING = time(8)
"""In Osan: when a digest is told, on the day after its last."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days that one digest covers, `first` and `last` included, in Osan."""

    first: date
    last: date

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.first, time.min, SEOUL)

    @property
    def ends(self) -> datetime:
        return datetime.combine(self.last + timedelta(days=1), time.min, SEOUL)

    @property
    def told_at(self) -> datetime:
        return datetime.combine(self.last + timedelta(days=1), MORNING, SEOUL)


def period_of(day: date, notices: ProvisionNotices) -> Period:
    """The digest that a day belongs to; weeks begin on Monday."""
    days = DAYS[notices]
    first = day - timedelta(days=(day.toordinal() - 1) % days)
    return Period(first, first + timedelta(days=days - 1))


@dataclass(frozen=True, slots=True)
class NoticesChosen:
    """Stands from the next provision on."""

    subject_id: UUID
    notices: ProvisionNotices


async def choose_provision_notices(
    actor: Actor, *, subject_id: UUID, notices: ProvisionNotices, clock: Clock, ids: Ids
) -> NoticesChosen | NotYoursToDecide:
    """Choose for oneself, or for one's child under fourteen. What is set already is still told."""
    async with in_transaction():
        who = await decider_of(actor, subject_id=subject_id, clock=clock)
        if who is None or not may_grant(who):
            return NotYoursToDecide()
        await sql.execute(
            """
            INSERT INTO consent.notice_choices (subject_id, notices, decided_by, since)
            VALUES ($1, $2, $3, $4)
            ON CONFLICT (subject_id) DO UPDATE SET notices = $2, decided_by = $3, since = $4
            """,
            subject_id,
            notices,
            actor.person_id,
            clock.now(),
        )
        await audit.record(
            actor.in_private,
            "consent.provision_notices.chosen",
            subject_id=subject_id,
            clock=clock,
            ids=ids,
        )
        return NoticesChosen(subject_id, notices)


async def notices_of(subject_id: UUID) -> ProvisionNotices:
    """What somebody has chosen; at once where nobody has."""
    rows = await sql.fetch(
        "SELECT notices FROM consent.notice_choices WHERE subject_id = $1", subject_id
    )
    return ProvisionNotices(rows[0]["notices"]) if rows else ProvisionNotices.AT_ONCE
