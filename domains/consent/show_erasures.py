"""What was erased after a consent ended, what is still owed, and what is kept and by which law."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from domains.consent.catalogue import Purpose
from domains.consent.erasers import Erased
from domains.consent.fold import Action
from domains.consent.kept import kept_after
from domains.consent.look import may_look
from domains.consent.show_purposes import NotYoursToSee
from domains.kernel import sql
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.subject_rights import Kept


@dataclass(frozen=True, slots=True)
class StorePart:
    """One store's part, and what its proof counts; nothing while it is owed."""

    store: str
    due_at: datetime
    done_at: datetime | None
    erased: Sequence[Erased]
    digest: str | None


@dataclass(frozen=True, slots=True)
class ErasureCase:
    """A purpose that ended, and what became of what was held under it.

    It is closed when the last store has proved its part.
    """

    id: UUID
    purpose: Purpose
    ended_at: datetime
    action: Action
    parts: Sequence[StorePart]
    kept: Sequence[Kept]

    @property
    def closed_at(self) -> datetime | None:
        done = [part.done_at for part in self.parts]
        return None if None in done else max(at for at in done if at)


async def show_erasures(
    actor: Actor, *, subject_id: UUID, limit: int, before: UUID | None, clock: Clock, ids: Ids
) -> list[ErasureCase] | NotYoursToSee:
    """A page of cases, newest first. A guardian's look is audited; one's own is not."""
    action = "consent.erasures.read"
    if not await may_look(actor, action, subject_id=subject_id, clock=clock, ids=ids):
        return NotYoursToSee()
    rows = await _cases(subject_id, limit=limit, before=before)
    purposes = {Purpose(row["purpose"]) for row in rows}
    kept = {one: await kept_after(subject_id, one, at=clock.now()) for one in sorted(purposes)}
    return [_case(row, kept[Purpose(row["purpose"])]) for row in rows]


async def _cases(subject_id: UUID, *, limit: int, before: UUID | None) -> list[Any]:
    return await sql.fetch(
        """
        SELECT l.id, l.purpose, l.at, l.action, e.parts
        FROM consent.ledger l CROSS JOIN LATERAL (
            SELECT jsonb_agg(jsonb_build_object(
                'store', store, 'due_at', due_at, 'done_at', done_at, 'proof', proof
            ) ORDER BY store) AS parts
            FROM consent.erasures WHERE case_id = l.id
        ) e
        WHERE l.subject_id = $1 AND e.parts IS NOT NULL AND ($2::uuid IS NULL OR l.number < (
            SELECT number FROM consent.ledger WHERE id = $2 AND subject_id = $1))
        ORDER BY l.number DESC LIMIT $3
        """,
        subject_id,
        before,
        limit,
    )


def _case(row: Any, kept: Sequence[Kept]) -> ErasureCase:
    return ErasureCase(
        id=row["id"],
        purpose=Purpose(row["purpose"]),
        ended_at=row["at"],
        action=Action(row["action"]),
        parts=[_part(part) for part in orjson.loads(row["parts"])],
        kept=kept,
    )


def _part(part: dict[str, Any]) -> StorePart:
    done_at, proof = part["done_at"], dict(part["proof"] or {})
    digest = proof.pop("digest", None)
    return StorePart(
        store=part["store"],
        due_at=datetime.fromisoformat(part["due_at"]),
        done_at=datetime.fromisoformat(done_at) if done_at else None,
        erased=[Erased(what, rows) for what, rows in sorted(proof.items())],
        digest=digest,
    )
