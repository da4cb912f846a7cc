"""The claims that wait for an officer, oldest first; and one's own."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.identity.kin import kin_of
from domains.identity.models import GuardianshipClaim
from domains.identity.offices_held import holds_office
from domains.identity.vocabulary import RelationKind
from domains.kernel import audit, personal, sql
from domains.kernel.actor import Actor, Role
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

GONE = "—"
"""Where the holder's key was destroyed, so that nothing of theirs can be read any more."""


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim as its holder or an officer reads it."""

    claim_id: UUID
    kind: RelationKind
    holder_id: UUID
    subject_id: UUID
    brought_by: UUID
    endorsed_by: UUID | None
    evidence: str = field(repr=False)
    brought_at: datetime
    ends_at: datetime | None
    decision: str | None
    reason: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class QueueState:
    """How many claims wait for this officer, and since when the oldest does."""

    waiting: int
    oldest_since: datetime | None


def parties(claim: GuardianshipClaim) -> frozenset[UUID]:
    """Those who may not judge it."""
    named = (claim.holder_id, claim.subject_id, claim.brought_by, claim.endorsed_by)
    return frozenset(party for party in named if party is not None)


async def may_judge(actor: Actor, of: Collection[UUID], *, at: datetime) -> bool:
    """Whether the actor is an officer now, and neither one of these people nor their family."""
    if actor.person_id is None or actor.stand_in_id is not None:
        return False
    if not await holds_office(actor, Role.OFFICER, at=at):
        return False
    return not set(of) & await kin_of(actor.person_id)


async def guardianship_queue(
    actor: Actor, *, limit: int, after: UUID | None, clock: Clock, ids: Ids
) -> list[ClaimView] | None:
    """What this officer may decide, oldest first; None for who is no officer.

    Each claim that is shown is written into the audit first: its evidence is read.
    """
    if not await holds_office(actor, Role.OFFICER, at=clock.now()):
        return None
    async with in_transaction():
        rows = await _waiting(actor, limit=limit, after=after)
        await audit.record_each(
            actor,
            "identity.guardianship.read",
            touched=[(row.subject_id, row.id) for row in rows],
            clock=clock,
            ids=ids,
        )
    return await _views(rows)


async def queue_state(actor: Actor, *, clock: Clock) -> QueueState | None:
    """The length of this officer's queue and its age; None for who is no officer."""
    if actor.person_id is None or not await holds_office(actor, Role.OFFICER, at=clock.now()):
        return None
    rows = await sql.fetch(
        """
        SELECT count(*) AS waiting, min(brought_at) AS oldest FROM identity.guardianship_claims
        WHERE decided_at IS NULL
          AND NOT ARRAY[holder_id, subject_id, brought_by, endorsed_by] && $1::uuid[]
        """,
        sorted(await kin_of(actor.person_id)),
    )
    return QueueState(rows[0]["waiting"], rows[0]["oldest"])


async def my_claims(actor: Actor, *, limit: int, before: UUID | None) -> list[ClaimView]:
    """The claims of which the actor would be the holder, newest first."""
    mine = GuardianshipClaim.filter(holder_id=actor.speaks_for)
    if before is not None:
        mine = mine.filter(id__lt=before)
    return await _views(await mine.order_by("-id").limit(limit))


async def _waiting(actor: Actor, *, limit: int, after: UUID | None) -> list[GuardianshipClaim]:
    assert actor.person_id is not None
    rows = await sql.fetch(
        """
        SELECT id FROM identity.guardianship_claims
        WHERE decided_at IS NULL AND ($2::uuid IS NULL OR id > $2)
          AND NOT ARRAY[holder_id, subject_id, brought_by, endorsed_by] && $1::uuid[]
        ORDER BY id LIMIT $3
        """,
        sorted(await kin_of(actor.person_id)),
        after,
        limit,
    )
    return await GuardianshipClaim.filter(id__in=[row["id"] for row in rows]).order_by("id")


async def _views(rows: list[GuardianshipClaim]) -> list[ClaimView]:
    evidence = await personal.open_each([(row.holder_id, row.evidence) for row in rows])
    reasons = await personal.open_each([(row.holder_id, row.reason) for row in rows if row.reason])
    unread = iter(reasons)
    return [
        ClaimView(
            claim_id=row.id,
            kind=row.kind,
            holder_id=row.holder_id,
            subject_id=row.subject_id,
            brought_by=row.brought_by,
            endorsed_by=row.endorsed_by,
            evidence=shown or GONE,
            brought_at=row.brought_at,
            ends_at=row.ends_at,
            decision=row.decision,
            reason=(next(unread) or GONE) if row.reason else None,
        )
        for row, shown in zip(rows, evidence, strict=True)
    ]
