"""The audit: who did what, for whom, why, and when; never the content."""

from collections.abc import Iterable
from uuid import UUID

from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.models import AuditEntry
from domains.kernel.why import Why, presumed_why

__all__ = ["Why", "record", "record_each"]


async def record(
    actor: Actor,
    action: str,
    *,
    clock: Clock,
    ids: Ids,
    subject_id: UUID | None = None,
    reference: UUID | None = None,
    why: Why | None = None,
) -> None:
    """Leave a trace within the caller's transaction: no trace, no deed.

    `action` is `<domain>.<noun>.<verb>`; `reference` is the row that the deed touched. Say `why`
    where actor and subject alone do not tell: staff who are also somebody's family.
    개인정보의 안전성 확보조치 기준 §8: access records are kept two years.
    """
    entry = _entry(actor, action, subject_id, reference, why, clock=clock, ids=ids)
    await entry.save(force_create=True)


async def record_each(
    actor: Actor,
    action: str,
    *,
    touched: Iterable[tuple[UUID, UUID]],
    clock: Clock,
    ids: Ids,
    why: Why | None = None,
) -> None:
    """A trace for each subject and reference of a list that was shown, in one statement."""
    await AuditEntry.bulk_create(
        _entry(actor, action, subject_id, reference, why, clock=clock, ids=ids)
        for subject_id, reference in touched
    )


def _entry(
    actor: Actor,
    action: str,
    subject_id: UUID | None,
    reference: UUID | None,
    why: Why | None,
    *,
    clock: Clock,
    ids: Ids,
) -> AuditEntry:
    return AuditEntry(
        id=ids.new(),
        at=clock.now(),
        actor_id=actor.person_id,
        actor_system=actor.system,
        on_behalf_of=actor.on_behalf_of,
        action=action,
        subject_id=subject_id,
        reference=reference,
        why=why or presumed_why(actor, subject_id),
    )
