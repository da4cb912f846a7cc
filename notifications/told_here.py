"""What an installation was told: the leave to answer it."""

from uuid import UUID

from domains.kernel import sql


async def told_here(person_id: UUID, *, device_id: UUID, event_id: UUID) -> str | None:
    """The tag of an event that went to this person on this device; None where it never did.

    An event's id can be guessed by nobody, and only phones that it was sent to have heard of it:
    so it is what an answer from a locked phone names. It may come before we have written down that
    the push service had it, which we never do of what was taken back, or lost, on its way.
    """
    rows = await sql.fetch(
        """
        SELECT n.tag FROM notifications.deliveries d JOIN notifications.notices n USING (event_id)
        WHERE d.event_id = $1 AND d.device_id = $2 AND d.person_id = $3
          AND (d.attempts > 0 OR d.state <> 'queued')
        """,
        event_id,
        device_id,
        person_id,
    )
    return str(rows[0]["tag"]) if rows else None
