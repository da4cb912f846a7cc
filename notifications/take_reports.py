"""What a telephone provider reports moves the ledger: heard, or on to the next way."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.kernel import sql
from domains.kernel.clock import Clock
from domains.kernel.text import Locale
from notifications.channels.phone_line import CallAnswer, Report, ReportStatus
from notifications.fallback.hurry import hurry
from notifications.nonces import take_once


@dataclass(frozen=True, slots=True)
class Answered:
    """Somebody answered a question that was put to them in a call. `tag` is what it was about."""

    event_id: UUID
    person_id: UUID
    tag: str
    locale: Locale
    answer: CallAnswer
    at: datetime


Hear = Callable[[Answered], Awaitable[None]]
"""What follows from an answer: in the transaction that takes the report, so that it is heard if
and only if the provider is told that it was; without network."""


async def nobody_hears(answered: Answered) -> None:
    """For who asks no questions."""


async def take_reports(
    reports: Sequence[Report], *, nonce: str, clock: Clock, hear: Hear = nobody_hears
) -> int:
    """How many deliveries moved. What is none of ours, or came before, moves nothing.

    A confirmation counts whenever it comes, a failure only of what is not confirmed. An answer is
    heard as often as it is reported: whoever hears it knows what it heard before. Raises
    ReplayedReport.
    """
    async with in_transaction():
        await take_once(nonce, clock=clock)
        answers = await _answers([each for each in reports if each.answer is not None])
        heard = await _confirm([each for each in reports if _was_heard(each)])
        for answered in answers:
            await hear(answered)
        failed = await _fail(
            [each for each in reports if _is(each, ReportStatus.FAILED)], clock=clock
        )
        await hurry(failed, clock=clock)
        return heard + len(failed)


async def _confirm(reports: Sequence[Report]) -> int:
    """A key was pressed: the person has heard it, whatever we had believed."""
    return await sql.execute(
        """
        UPDATE notifications.deliveries d SET
            state = 'seen', seen_at = r.at, leased_until = NULL, dead_letter = false,
            finished_at = coalesce(d.finished_at, r.at), reason = NULL
        FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) AS r (event_id, line_id, at)
        WHERE d.event_id = r.event_id AND d.device_id = r.line_id
          AND d.channel IN ('sms', 'voice') AND d.state NOT IN ('seen', 'retracted')
        """,
        [each.event_id for each in reports],
        [each.line_id for each in reports],
        [each.at for each in reports],
    )


async def _fail(reports: Sequence[Report], *, clock: Clock) -> list[tuple[UUID, UUID]]:
    rows = await sql.fetch(
        """
        UPDATE notifications.deliveries d SET
            state = 'failed', reason = r.reason, leased_until = NULL, finished_at = $1
        FROM unnest($2::uuid[], $3::uuid[], $4::text[]) AS r (event_id, line_id, reason)
        WHERE d.event_id = r.event_id AND d.device_id = r.line_id
          AND d.channel IN ('sms', 'voice') AND d.state IN ('sending', 'sent')
        RETURNING d.event_id, d.person_id
        """,
        clock.now(),
        [each.event_id for each in reports],
        [each.line_id for each in reports],
        [each.reason or "failed" for each in reports],
    )
    return [(row["event_id"], row["person_id"]) for row in rows]


def _was_heard(report: Report) -> bool:
    """Who said nothing may have heard nothing."""
    answered = report.answer is not None and not report.answer.is_nothing
    return answered or _is(report, ReportStatus.CONFIRMED)


async def _answers(reports: Sequence[Report]) -> list[Answered]:
    """Those to calls of ours, with what was asked. A call that is under way may be answered before
    we have written down that it was made, and where that was lost, or the question was taken back
    meanwhile, it never will be: so only of what waits for its first attempt nobody is heard. The
    provider's signature says that it called; of a call that it never made it reports nothing."""
    rows = await sql.fetch(
        """
        SELECT d.event_id, d.device_id, d.person_id, d.locale, n.tag
        FROM notifications.deliveries d JOIN notifications.notices n USING (event_id)
        JOIN unnest($1::uuid[], $2::uuid[]) AS r (event_id, line_id)
            ON d.event_id = r.event_id AND d.device_id = r.line_id
        WHERE d.channel = 'voice' AND (d.attempts > 0 OR d.state <> 'queued')
        """,
        [each.event_id for each in reports],
        [each.line_id for each in reports],
    )
    asked = {(row["event_id"], row["device_id"]): row for row in rows}
    return [
        Answered(
            each.event_id,
            row["person_id"],
            row["tag"],
            Locale(row["locale"]),
            each.answer,
            each.at,
        )
        for each in reports
        if each.answer is not None and (row := asked.get((each.event_id, each.line_id))) is not None
    ]


def _is(report: Report, status: ReportStatus) -> bool:
    return report.status is status
