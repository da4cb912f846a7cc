"""The one lockable row a person: the ledger's last word, kept beside it in the same transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from domains.consent.catalogue import Purpose
from domains.consent.fold import Because, Stand, Stands
from domains.kernel import sql
from domains.kernel.clock import Clock


async def lock(subject_id: UUID, *, clock: Clock) -> dict[Purpose, Stand]:
    """Take the subject's row for this transaction; what stood when we got it.

    Who decides takes it first, so that the ledger's order and the row's are one. Where whoever had
    it has erased the person meanwhile, a new one is taken, on which nothing stands.
    """
    rows: Sequence[Any] = ()
    while not rows:
        await sql.execute(
            """
            INSERT INTO consent.standing (subject_id, purposes, changed_at) VALUES ($1, '{}', $2)
            ON CONFLICT (subject_id) DO NOTHING
            """,
            subject_id,
            clock.now(),
        )
        rows = await sql.fetch(
            "SELECT purposes, terms FROM consent.standing WHERE subject_id = $1 FOR UPDATE",
            subject_id,
        )
    return read(rows[0])


async def forget(subject_id: UUID) -> None:
    """With the person."""
    await sql.execute("DELETE FROM consent.standing WHERE subject_id = $1", subject_id)


async def save(subject_id: UUID, stands: Stands, *, at: datetime) -> None:
    """Write what stands now; the row is locked."""
    await sql.execute(
        """
        UPDATE consent.standing
        SET purposes = $2, terms = $3::jsonb, ends_at = $4, changed_at = $5
        WHERE subject_id = $1
        """,
        subject_id,
        sorted(stands),
        orjson.dumps({p.value: _terms(stand) for p, stand in stands.items()}).decode(),
        min((stand.until for stand in stands.values() if stand.until), default=None),
        at,
    )


async def standing_of(subject_id: UUID) -> dict[Purpose, Stand]:
    """What the row says, ends that have come included."""
    rows = await sql.fetch(
        "SELECT purposes, terms FROM consent.standing WHERE subject_id = $1", subject_id
    )
    return read(rows[0]) if rows else {}


def read(row: Any) -> dict[Purpose, Stand]:
    terms = orjson.loads(row["terms"])
    return {Purpose(one): _stand(terms.get(one, {})) for one in row["purposes"]}


def _terms(stand: Stand) -> dict[str, object]:
    return {
        "version": stand.version,
        "until": stand.until,
        "because": stand.because,
        "asked": stand.asked,
    }


def _stand(terms: dict[str, Any]) -> Stand:
    until, because = terms.get("until"), terms.get("because")
    return Stand(
        version=terms.get("version", 1),
        until=datetime.fromisoformat(until) if until else None,
        because=Because(because) if because else None,
        asked=terms.get("asked", 0),
    )
