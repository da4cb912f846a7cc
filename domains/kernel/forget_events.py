"""Finished events that name somebody who is known no more."""

from uuid import UUID

from domains.kernel import sql


async def forget_events_of(person_id: UUID) -> int:
    """Delete what is done or given up and names the person; how many are still to do.

    Reads the whole outbox, which holds a few days: for a job, never for a request.
    """
    await sql.execute(
        """
        DELETE FROM kernel.outbox
        WHERE (done_at IS NOT NULL OR gave_up_at IS NOT NULL)
          AND position($1 in convert_from(payload, 'UTF8')) > 0
        """,
        str(person_id),
    )
    rows = await sql.fetch(
        """
        SELECT count(*) AS n FROM kernel.outbox
        WHERE done_at IS NULL AND gave_up_at IS NULL
          AND position($1 in convert_from(payload, 'UTF8')) > 0
        """,
        str(person_id),
    )
    return int(rows[0]["n"])
