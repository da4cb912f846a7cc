"""What was told to somebody, and of somebody, is forgotten."""

from collections.abc import Sequence
from datetime import datetime
from typing import LiteralString
from uuid import UUID

from domains.kernel import sql
from domains.kernel.subject_rights import Kept
from notifications.erase_alarms import erase_alarms

TOLD_OF: tuple[LiteralString, ...] = (
    "DELETE FROM notifications.inbox WHERE event_id IN "
    "(SELECT event_id FROM notifications.notices WHERE subject_id = $1)",
    "DELETE FROM notifications.deliveries WHERE event_id IN "
    "(SELECT event_id FROM notifications.notices WHERE subject_id = $1)",
    "DELETE FROM notifications.notices WHERE $1 IN (subject_id, owner_id)",
    "DELETE FROM notifications.inbox WHERE owner_id = $1",
    "DELETE FROM notifications.notices WHERE tag = 'care-waits:' || $1::uuid::text",
)
"""A text about somebody names them, in whosoever's inbox it lies."""

TOLD_TO: tuple[LiteralString, ...] = (
    "DELETE FROM notifications.inbox WHERE person_id = $1",
    "DELETE FROM notifications.deliveries WHERE person_id = $1",
    "DELETE FROM notifications.decisions WHERE person_id = $1",
    "UPDATE notifications.campaigns SET created_by = NULL WHERE created_by = $1",
    "DELETE FROM notifications.digests WHERE person_id = $1",
    "DELETE FROM notifications.fallbacks WHERE person_id = $1",
    "DELETE FROM notifications.preferences WHERE person_id = $1",
    "DELETE FROM notifications.notices WHERE reader_id = $1",
)


async def erase_person(person_id: UUID, at: datetime) -> Sequence[Kept]:
    """A `PersonEraser`. Nothing is kept, and what still waited is never told. Of alarms the tag
    stays until they are taken back from screens."""
    await erase_alarms(person_id, at)
    for statement in (*TOLD_OF, *TOLD_TO):
        await sql.execute(statement, person_id)
    return []
