"""Every decision of the gate is kept, with its reason."""

from collections.abc import Sequence
from uuid import UUID

from domains.kernel import sql
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from notifications.audience import Addressee
from notifications.gate import Allow, Deny, Hold, Verdict
from notifications.notification import Notification


async def already_decided(event_id: UUID) -> frozenset[UUID]:
    """The people about whom this event was decided before: a job may run twice."""
    rows = await sql.fetch(
        "SELECT person_id FROM notifications.decisions WHERE event_id = $1", event_id
    )
    return frozenset(row["person_id"] for row in rows)


async def keep_decisions(
    notification: Notification,
    verdicts: Sequence[tuple[Addressee, Verdict]],
    *,
    clock: Clock,
    ids: Ids,
) -> None:
    """One statement for the whole audience; of what sort the news was is kept with each."""
    if not verdicts:
        return
    await sql.execute(
        """
        INSERT INTO notifications.decisions
            (id, event_id, person_id, verdict, reason, held_until, decided_at, topic, category)
        SELECT d.id, $1, d.person_id, d.verdict, d.reason, d.held_until, $2, $8, $9
        FROM unnest($3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::timestamptz[])
            AS d (id, person_id, verdict, reason, held_until)
        ON CONFLICT (event_id, person_id) DO NOTHING
        """,
        notification.event_id,
        clock.now(),
        [ids.new() for _ in verdicts],
        [addressee.person_id for addressee, _ in verdicts],
        [_word(verdict) for _, verdict in verdicts],
        [verdict.reason.value for _, verdict in verdicts],
        [verdict.until if isinstance(verdict, Hold) else None for _, verdict in verdicts],
        notification.key.topic,
        notification.category.value,
    )


def _word(verdict: Verdict) -> str:
    match verdict:
        case Allow():
            return "allow"
        case Hold():
            return "hold"
        case Deny():
            return "deny"
