"""The audit: who did what, for whom, and when; never the content."""

from uuid import UUID

from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.models import AuditEntry


async def record(
    actor: Actor,
    action: str,
    *,
    clock: Clock,
    ids: Ids,
    subject_id: UUID | None = None,
    reference: UUID | None = None,
) -> None:
    """Leave a trace within the caller's transaction: no trace, no deed.

    `action` is `<domain>.<noun>.<verb>`; `reference` is the row that the deed touched.
    개인정보의 안전성 확보조치 기준 §8: access records are kept two years.
    """
    await AuditEntry.create(
        id=ids.new(),
        at=clock.now(),
        actor_id=actor.person_id,
        actor_system=actor.system,
        on_behalf_of=actor.on_behalf_of,
        action=action,
        subject_id=subject_id,
        reference=reference,
    )
