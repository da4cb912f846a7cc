"""Timers are rows: set in the transaction of their cause, fired once in that of their effect."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from domains.consent.catalogue import Purpose
from domains.kernel import sql
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


class Kind(StrEnum):
    """What a timer is for."""

    LAPSE_COMING = "lapse_coming"
    """Tell child and guardians that their consents lapse at `about`."""
    RECONFIRM = "reconfirm"
    """Ask about the advertising consent that was given at `about`."""
    SILENCE = "silence"
    """Nobody answered the question that was put at `about`."""
    DIGEST = "digest"
    """Tell of the provisions since the day of `about`."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """A timer as it is set and as it fires; `purpose` is None where it is about the person."""

    kind: Kind
    subject_id: UUID
    about: datetime
    due_at: datetime
    purpose: Purpose | None = None


async def set_each(alarms: Sequence[Alarm], *, ids: Ids) -> None:
    """Set timers; one that is set already, or has fired, stays as it is."""
    await sql.execute(
        """
        INSERT INTO consent.timers (id, kind, subject_id, purpose, about, due_at)
        SELECT * FROM unnest(
            $1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::timestamptz[], $6::timestamptz[]
        ) ON CONFLICT DO NOTHING
        """,
        [ids.new() for _ in alarms],
        [alarm.kind for alarm in alarms],
        [alarm.subject_id for alarm in alarms],
        [alarm.purpose or "" for alarm in alarms],
        [alarm.about for alarm in alarms],
        [alarm.due_at for alarm in alarms],
    )


async def due(*, limit: int, clock: Clock) -> list[UUID]:
    """Timers whose moment has come, the oldest first."""
    rows = await sql.fetch(
        """
        SELECT id FROM consent.timers WHERE fired_at IS NULL AND due_at <= $1
        ORDER BY due_at, id LIMIT $2
        """,
        clock.now(),
        limit,
    )
    return [row["id"] for row in rows]


async def take(timer_id: UUID, *, clock: Clock) -> Alarm | None:
    """Mark a timer fired within this transaction; None where somebody else has it."""
    rows = await sql.fetch(
        """
        UPDATE consent.timers SET fired_at = $2 WHERE id IN (
            SELECT id FROM consent.timers WHERE id = $1 AND fired_at IS NULL
            FOR UPDATE SKIP LOCKED
        )
        RETURNING kind, subject_id, purpose, about, due_at
        """,
        timer_id,
        clock.now(),
    )
    return _alarm(rows[0]) if rows else None


def _alarm(row: Any) -> Alarm:
    return Alarm(
        kind=Kind(row["kind"]),
        subject_id=row["subject_id"],
        about=row["about"],
        due_at=row["due_at"],
        purpose=Purpose(row["purpose"]) if row["purpose"] else None,
    )


async def answered(subject_id: UUID, kind: Kind, purpose: Purpose) -> bool:
    """Take away a timer that waits for an answer; False when none waits, or it fires just now."""
    rows = await sql.execute(
        """
        DELETE FROM consent.timers WHERE id IN (
            SELECT id FROM consent.timers
            WHERE subject_id = $1 AND kind = $2 AND purpose = $3 AND fired_at IS NULL
            FOR UPDATE SKIP LOCKED
        )
        """,
        subject_id,
        kind,
        purpose,
    )
    return rows > 0


async def waiting(subject_id: UUID, kind: Kind) -> dict[Purpose, datetime]:
    """Until when each purpose's open question of this kind waits."""
    rows = await sql.fetch(
        """
        SELECT purpose, due_at FROM consent.timers
        WHERE subject_id = $1 AND kind = $2 AND fired_at IS NULL
        """,
        subject_id,
        kind,
    )
    return {Purpose(row["purpose"]): row["due_at"] for row in rows}


async def forget(subject_id: UUID, purpose: Purpose) -> None:
    """A purpose has ended: what was still to be asked about it is not asked.

    A timer that fires just now waits for the standing row, which we hold, and will find nothing.
    """
    await sql.execute(
        """
        DELETE FROM consent.timers WHERE id IN (
            SELECT id FROM consent.timers
            WHERE subject_id = $1 AND purpose = $2 AND fired_at IS NULL
            FOR UPDATE SKIP LOCKED
        )
        """,
        subject_id,
        purpose,
    )


async def call_off(subject_id: UUID, kind: Kind) -> None:
    """Of one kind nothing more comes, about whatever; one that fires just now finds out itself."""
    await sql.execute(
        """
        DELETE FROM consent.timers WHERE id IN (
            SELECT id FROM consent.timers
            WHERE subject_id = $1 AND kind = $2 AND fired_at IS NULL FOR UPDATE SKIP LOCKED
        )
        """,
        subject_id,
        kind,
    )


async def delete_fired(*, before: datetime) -> int:
    """Timers that fired long ago: what they said stands in the ledger and in the events."""
    return await sql.execute("DELETE FROM consent.timers WHERE fired_at < $1", before)
