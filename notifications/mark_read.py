"""A person has seen entries of their inbox."""

from collections.abc import Collection
from typing import Final, LiteralString
from uuid import UUID

from domains.kernel import sql
from domains.kernel.clock import Clock
from notifications.readable import VISIBLE, readable_by

_MARK: Final[LiteralString] = f"""
    UPDATE notifications.inbox SET read_at = $2 WHERE id IN (
        SELECT inbox.id FROM {VISIBLE} AND inbox.id = ANY($8::uuid[]) AND inbox.read_at IS NULL)
"""  # noqa: S608 - two literals of ours


async def mark_read(person_id: UUID, *, entry_ids: Collection[UUID], clock: Clock) -> int:
    """Mark one's own entries; how many became read now.

    Another's entry, and one that may no longer be read, is left alone and looks like one that
    does not exist.
    """
    now = clock.now()
    may = await readable_by(person_id, at=now)
    return await sql.execute(
        _MARK,
        person_id,
        now,
        may.subjects,
        may.seniors,
        may.scopes,
        may.consenting,
        may.consents,
        list(entry_ids),
    )
