"""Searching the audit. Reading it leaves a trace of its own: one for each page that is read."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from domains.kernel import audit, sql
from domains.kernel.actor import Actor
from domains.kernel.audit import Why
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.sealing.stream import first_id_at
from domains.kernel.trail_policy import actions_open_to, may_browse

_FIRST, _BEYOND = UUID(int=0), UUID(int=2**128 - 1)


@dataclass(frozen=True, slots=True)
class TrailFilter:
    """What is looked for. `person` acted, was acted for, or was acted upon; `action` is a
    beginning, such as `commute.sos`; the period is [since, until)."""

    person: UUID | None = None
    reference: UUID | None = None
    action: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """One entry of the audit."""

    id: UUID
    at: datetime
    actor_id: UUID | None
    actor_system: str | None
    on_behalf_of: UUID | None
    action: str
    subject_id: UUID | None
    reference: UUID | None
    why: Why | None


@dataclass(frozen=True, slots=True)
class TooWide:
    """An office other than the DPO's must name a person or a reference."""


async def search_trail(
    actor: Actor,
    *,
    wanted: TrailFilter,
    limit: int,
    before: UUID | None,
    clock: Clock,
    ids: Ids,
) -> list[Trace] | TooWide:
    """A page of the audit as far as the caller's office covers it, newest first.

    `before` is the last entry of the page before. Nothing is shown to whom no office covers.
    """
    if not may_browse(actor) and wanted.person is None and wanted.reference is None:
        return TooWide()
    await audit.record(
        actor,
        "kernel.audit.read",
        subject_id=wanted.person,
        reference=wanted.reference,
        why=Why.REVIEW,
        clock=clock,
        ids=ids,
    )
    begin, stop = _span(wanted, before)
    rows = await _rows(wanted, begin, stop, list(actions_open_to(actor)), limit)
    return [_trace(row) for row in rows]


async def who_acted_for_me(
    actor: Actor, *, limit: int, before: UUID | None, clock: Clock, ids: Ids
) -> list[Trace]:
    """What others did about the caller or in their name, newest first; their own look is traced."""
    me = actor.person_id
    await audit.record(
        actor, "kernel.audit.read_own", subject_id=me, why=Why.OWN_AFFAIR, clock=clock, ids=ids
    )
    rows = await sql.fetch(
        """
        SELECT * FROM (
            (SELECT * FROM kernel.audit WHERE subject_id = $1 AND id < $2
             AND actor_id IS DISTINCT FROM $1 ORDER BY id DESC LIMIT $3)
            UNION
            (SELECT * FROM kernel.audit WHERE on_behalf_of = $1 AND id < $2
             AND actor_id IS DISTINCT FROM $1 ORDER BY id DESC LIMIT $3)
        ) AS about_me ORDER BY id DESC LIMIT $3
        """,
        me,
        before or _BEYOND,
        limit,
    )
    return [_trace(row) for row in rows]


def _span(wanted: TrailFilter, before: UUID | None) -> tuple[UUID, UUID]:
    """The period as ids, so that whole months are left out unread."""
    begin = _FIRST if wanted.since is None else first_id_at(wanted.since.astimezone(UTC))
    stop = _BEYOND if wanted.until is None else first_id_at(wanted.until.astimezone(UTC))
    return begin, stop if before is None else min(stop, before)


async def _rows(
    wanted: TrailFilter, begin: UUID, stop: UUID, open_to: list[str], limit: int
) -> list[Any]:
    if wanted.person is not None:
        return await sql.fetch(
            _OF_PERSON, begin, stop, wanted.action, open_to, limit, wanted.reference, wanted.person
        )
    if wanted.reference is not None:
        return await sql.fetch(
            _OF_REFERENCE, begin, stop, wanted.action, open_to, limit, wanted.reference
        )
    return await sql.fetch(_OF_ALL, begin, stop, wanted.action, open_to, limit)


def _trace(row: Any) -> Trace:
    return Trace(
        id=row["id"],
        at=row["at"],
        actor_id=row["actor_id"],
        actor_system=row["actor_system"],
        on_behalf_of=row["on_behalf_of"],
        action=row["action"],
        subject_id=row["subject_id"],
        reference=row["reference"],
        why=None if row["why"] is None else Why(row["why"]),
    )


_OF_ALL = """
SELECT * FROM kernel.audit
WHERE id >= $1 AND id < $2 AND starts_with(action, $3)
  AND EXISTS (SELECT FROM unnest($4::text[]) AS begin WHERE starts_with(action, begin))
ORDER BY id DESC LIMIT $5
"""

_OF_REFERENCE = """
SELECT * FROM kernel.audit
WHERE reference = $6 AND id >= $1 AND id < $2 AND starts_with(action, $3)
  AND EXISTS (SELECT FROM unnest($4::text[]) AS begin WHERE starts_with(action, begin))
ORDER BY id DESC LIMIT $5
"""

_OF_PERSON = """
WITH part AS (
    (SELECT * FROM kernel.audit
     WHERE subject_id = $7 AND id >= $1 AND id < $2 AND starts_with(action, $3)
       AND ($6::uuid IS NULL OR reference = $6)
       AND EXISTS (SELECT FROM unnest($4::text[]) AS begin WHERE starts_with(action, begin))
     ORDER BY id DESC LIMIT $5)
    UNION
    (SELECT * FROM kernel.audit
     WHERE actor_id = $7 AND id >= $1 AND id < $2 AND starts_with(action, $3)
       AND ($6::uuid IS NULL OR reference = $6)
       AND EXISTS (SELECT FROM unnest($4::text[]) AS begin WHERE starts_with(action, begin))
     ORDER BY id DESC LIMIT $5)
    UNION
    (SELECT * FROM kernel.audit
     WHERE on_behalf_of = $7 AND id >= $1 AND id < $2 AND starts_with(action, $3)
       AND ($6::uuid IS NULL OR reference = $6)
       AND EXISTS (SELECT FROM unnest($4::text[]) AS begin WHERE starts_with(action, begin))
     ORDER BY id DESC LIMIT $5)
)
SELECT * FROM part ORDER BY id DESC LIMIT $5
"""
"""Three ordered walks over three indexes; each ends after a page."""
