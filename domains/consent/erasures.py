"""Cases of destruction: what a purpose's end owes, store by store, each closed by its proof."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import orjson

from domains.consent.catalogue import Purpose
from domains.consent.erasers import Erased, Proof
from domains.kernel import sql
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

DATABASE = "database"
"""The store whose part is done in the transaction that ends the purpose."""

DUE_WITHIN = timedelta(days=5)
"""표준 개인정보 보호지침 §10①: destroyed within five days."""

FIRST_RETRY, LAST_RETRY = timedelta(minutes=1), timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Case:
    """A purpose that ended at `at` by the ledger entry `id`, and what went with it at once."""

    id: UUID
    subject_id: UUID
    purpose: Purpose
    erased: Sequence[Erased]
    at: datetime


@dataclass(frozen=True, slots=True)
class Owed:
    """A store's part that is still open, leased to one job."""

    id: UUID
    subject_id: UUID
    purpose: Purpose
    store: str
    before: datetime
    attempts: int


async def open_case(case: Case, stores: Sequence[str], *, ids: Ids) -> None:
    """Write down what was destroyed with the end itself, and what each other store owes."""
    names = [DATABASE, *stores]
    await sql.execute(
        """
        INSERT INTO consent.erasures
            (id, case_id, subject_id, purpose, store, before, due_at, next_try_at, attempts,
             done_at, proof)
        SELECT part.id, $3, $4, $5, part.store, $6, $7,
            CASE WHEN part.store <> 'database' THEN $6::timestamptz END, 0,
            CASE WHEN part.store = 'database' THEN $6::timestamptz END,
            CASE WHEN part.store = 'database' THEN $8::jsonb END
        FROM unnest($1::uuid[], $2::text[]) AS part (id, store)
        """,
        [ids.new() for _ in names],
        names,
        case.id,
        case.subject_id,
        case.purpose,
        case.at,
        case.at + DUE_WITHIN,
        orjson.dumps(_counted(case.erased)).decode(),
    )


async def lease_due(*, limit: int, clock: Clock) -> list[Owed]:
    """Take open parts; a job that dies gives them back by letting the lease run out."""
    now = clock.now()
    rows = await sql.fetch(
        """
        UPDATE consent.erasures SET
            attempts = least(attempts + 1, 1000),
            next_try_at = $1 + least($2::interval * power(2, least(attempts, 10)), $3::interval)
        WHERE id = ANY(ARRAY(
            SELECT id FROM consent.erasures WHERE done_at IS NULL AND next_try_at <= $1
            ORDER BY next_try_at LIMIT $4 FOR UPDATE SKIP LOCKED
        ))
        RETURNING id, subject_id, purpose, store, before, attempts
        """,
        now,
        FIRST_RETRY,
        LAST_RETRY,
        limit,
    )
    return [
        Owed(
            id=row["id"],
            subject_id=row["subject_id"],
            purpose=Purpose(row["purpose"]),
            store=row["store"],
            before=row["before"],
            attempts=row["attempts"],
        )
        for row in rows
    ]


async def close(owed: Owed, proof: Proof, *, clock: Clock) -> None:
    """A store has proved its part."""
    await sql.execute(
        """
        UPDATE consent.erasures
        SET done_at = $2, proof = $3::jsonb, next_try_at = NULL, last_error = NULL
        WHERE id = $1 AND done_at IS NULL
        """,
        owed.id,
        clock.now(),
        orjson.dumps({**_counted(proof.erased), "digest": proof.digest}).decode(),
    )


async def note_failure(owed: Owed, *, error: str) -> None:
    """`error` is the fault's class name: texts of exceptions may hold personal data."""
    await sql.execute(
        "UPDATE consent.erasures SET last_error = left($2, 80) WHERE id = $1", owed.id, error
    )


def _counted(erased: Sequence[Erased]) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for one in erased:
        counted[one.what] += one.rows
    return dict(counted)
