"""Put news into its readers' digests, in the transaction that lists it in their inboxes."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from domains.kernel import sql
from domains.kernel.ids import Ids


async def gather(event_id: UUID, until: Mapping[UUID, datetime], *, ids: Ids) -> None:
    """Into each person's open digest; who has none gets one, due at the moment given for them.

    The open digest is a row that is locked until we commit: who tells it meanwhile waits for us,
    and who comes after its telling opens the next. Repeating it adds nothing.
    """
    if not until:
        return
    people = sorted(until)
    await sql.execute(
        """
        WITH open AS (
            INSERT INTO notifications.digests (id, person_id, due_at)
            SELECT * FROM unnest($2::uuid[], $3::uuid[], $4::timestamptz[])
            ON CONFLICT (person_id) WHERE told_at IS NULL
                DO UPDATE SET due_at = digests.due_at
            RETURNING id
        )
        INSERT INTO notifications.digest_items (digest_id, event_id)
        SELECT id, $1 FROM open ON CONFLICT DO NOTHING
        """,
        event_id,
        [ids.new() for _ in people],
        people,
        [until[person] for person in people],
    )
