"""What a telephone provider reports moves the ledger: heard, or on to the next way."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.kernel import sql
from domains.kernel.clock import Clock
from notifications.channels.phone_line import Report, ReportStatus
from notifications.fallback.hurry import hurry

REMEMBERED: Final = timedelta(minutes=15)
"""A nonce; signatures are good for far less."""


class ReplayedReport(Exception):
    """This very request was taken before."""


async def take_reports(reports: Sequence[Report], *, nonce: str, clock: Clock) -> int:
    """How many deliveries moved. What is none of ours, or came before, moves nothing.

    A confirmation counts whenever it comes, a failure only of what is not confirmed. Raises
    ReplayedReport.
    """
    async with in_transaction():
        await _once(nonce, clock=clock)
        heard = await _confirm([each for each in reports if _is(each, ReportStatus.CONFIRMED)])
        failed = await _fail(
            [each for each in reports if _is(each, ReportStatus.FAILED)], clock=clock
        )
        await hurry(failed, clock=clock)
        return heard + len(failed)


async def _once(nonce: str, *, clock: Clock) -> None:
    now = clock.now()
    await sql.execute(
        "DELETE FROM notifications.report_nonces WHERE seen_at < $1", now - REMEMBERED
    )
    new = await sql.execute(
        """
        INSERT INTO notifications.report_nonces (nonce, seen_at) VALUES ($1, $2)
        ON CONFLICT (nonce) DO NOTHING
        """,
        nonce,
        now,
    )
    if not new:
        raise ReplayedReport


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


def _is(report: Report, status: ReportStatus) -> bool:
    return report.status is status
