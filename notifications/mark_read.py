"""A person has read entries of their inbox, or wants them to count as unread again."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final, LiteralString
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.kernel import outbox, sql
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from notifications.events import InboxMarked
from notifications.read_elsewhere import tell_other_phones
from notifications.readable import VISIBLE, readable_by

_NOW_CHANGED: Final[LiteralString] = "changed_in = pg_current_xact_id()::text::bigint"

_READ: Final[LiteralString] = f"""
    UPDATE notifications.inbox SET read_at = $2, {_NOW_CHANGED} WHERE id IN (
        SELECT inbox.id FROM {VISIBLE} AND inbox.id = ANY($8::uuid[]) AND inbox.read_at IS NULL)
    RETURNING event_id
"""  # noqa: S608 - two literals of ours

_UNREAD: Final[LiteralString] = f"""
    UPDATE notifications.inbox SET read_at = NULL, {_NOW_CHANGED} WHERE id IN (
        SELECT inbox.id FROM {VISIBLE} AND inbox.id = ANY($8::uuid[])
            AND inbox.read_at IS NOT NULL)
    RETURNING event_id
"""  # noqa: S608

_ALL_READ: Final[LiteralString] = f"""
    UPDATE notifications.inbox SET read_at = $2, {_NOW_CHANGED} WHERE id IN (
        SELECT inbox.id FROM {VISIBLE} AND inbox.read_at IS NULL AND inbox.id <= (
            SELECT own.id FROM notifications.inbox own WHERE own.id = $8 AND own.person_id = $1))
    RETURNING event_id
"""  # noqa: S608


async def mark_read(person_id: UUID, *, entry_ids: Collection[UUID], clock: Clock, ids: Ids) -> int:
    """Mark one's own entries; how many became read now.

    Another's entry, and one that may no longer be read, is left alone and looks like one that
    does not exist. What other phones of the person still show is taken off them.
    """
    return await _mark(_READ, person_id, list(entry_ids), clock=clock, ids=ids)


async def mark_unread(
    person_id: UUID, *, entry_ids: Collection[UUID], clock: Clock, ids: Ids
) -> int:
    """They wait to be read again; no phone rings for it."""
    return await _mark(_UNREAD, person_id, list(entry_ids), clock=clock, ids=ids)


async def mark_all_read(person_id: UUID, *, up_to: UUID, clock: Clock, ids: Ids) -> int:
    """Whatever lies there up to the entry `up_to`, the newest that the person has seen listed:
    what came after it stays unread."""
    return await _mark(_ALL_READ, person_id, up_to, clock=clock, ids=ids)


async def mark_opened(
    person_id: UUID, *, event_ids: Collection[UUID], on: UUID, clock: Clock, ids: Ids
) -> int:
    """The person opened these notifications on the phone `on`: their entries are read."""
    rows = await sql.fetch(
        "SELECT id FROM notifications.inbox WHERE person_id = $1 AND event_id = ANY($2::uuid[])",
        person_id,
        list(event_ids),
    )
    entries = [row["id"] for row in rows]
    return await _mark(_READ, person_id, entries, but=on, clock=clock, ids=ids)


async def _mark(
    statement: LiteralString,
    person_id: UUID,
    which: object,
    *,
    but: UUID | None = None,
    clock: Clock,
    ids: Ids,
) -> int:
    now = clock.now()
    may = await readable_by(person_id, at=now)
    async with in_transaction():
        changed = await sql.fetch(statement, person_id, now, *may.arguments, which)
        if not changed:
            return 0
        if statement is not _UNREAD:
            await _tell(person_id, changed, but=but, now=now, ids=ids)
        await outbox.record(InboxMarked(person_id), clock=clock, ids=ids)
    return len(changed)


async def _tell(
    person_id: UUID, changed: Sequence[Any], *, but: UUID | None, now: datetime, ids: Ids
) -> None:
    events = [row["event_id"] for row in changed]
    await tell_other_phones(person_id, event_ids=events, but=but, now=now, ids=ids)
