"""A phone's retry gets the first answer."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domains.kernel import personal, sql
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

CONTEXT = "answer"
"""Binds a sealed answer to its use."""


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """What was answered to this request before."""

    outcome: bytes


@dataclass(frozen=True, slots=True)
class RequestIdReused:
    """The same request id came with another content: a fault of the client."""

    request_id: str


def fingerprint(content: bytes) -> bytes:
    """Tells whether two requests of one id ask the same."""
    return hashlib.sha256(content).digest()


async def recall(
    *, actor_id: UUID, operation: str, request_id: str, content: bytes
) -> FirstAnswer | RequestIdReused | None:
    """The first answer, if this request was answered before.

    Takes a transaction-long lock on the request, so that two copies of one request that race
    meet here and the second reads the first one's answer.
    """
    await sql.fetch(
        "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))",
        f"{actor_id}/{operation}/{request_id}",
    )
    rows = await sql.fetch(
        """
        SELECT fingerprint, outcome FROM kernel.answers
        WHERE actor_id = $1 AND operation = $2 AND request_id = $3
        """,
        actor_id,
        operation,
        request_id,
    )
    if not rows:
        return None
    if bytes(rows[0]["fingerprint"]) != fingerprint(content):
        return RequestIdReused(request_id)
    outcome = await personal.reveal(actor_id, bytes(rows[0]["outcome"]), context=CONTEXT)
    return None if outcome is None else FirstAnswer(outcome.encode())


async def remember(
    *,
    actor_id: UUID,
    operation: str,
    request_id: str,
    content: bytes,
    outcome: bytes,
    clock: Clock,
    ids: Ids,
    urgent: bool = False,
) -> None:
    """Keep the first answer, in the transaction that made it true; sealed, for it names people.

    An `urgent` one (a call for help) is kept even while the key store is down.
    """
    sealed = await personal.seal(actor_id, outcome.decode(), context=CONTEXT, urgent=urgent)
    await sql.execute(
        """
        INSERT INTO kernel.answers
            (id, actor_id, operation, request_id, fingerprint, outcome, answered_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING
        """,
        ids.new(),
        actor_id,
        operation,
        request_id,
        fingerprint(content),
        sealed,
        clock.now(),
    )


async def forget(*, before: datetime) -> int:
    """Drop answers that no phone will ask for again."""
    return await sql.execute("DELETE FROM kernel.answers WHERE answered_at < $1", before)
