"""The job that tells digests whose hour has come: each once, as one push."""

from collections import Counter
from typing import Final, LiteralString
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.kernel import sql
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.one_by_one import one_by_one
from notifications.announcements.digest import digest
from notifications.notification import Category
from notifications.notify import notify
from notifications.readable import VISIBLE, readable_by

_STILL_NEWS: Final[LiteralString] = f"""
    SELECT inbox.kind, inbox.category FROM {VISIBLE}
      AND inbox.read_at IS NULL AND inbox.retracted_at IS NULL
      AND inbox.event_id IN (
          SELECT event_id FROM notifications.digest_items WHERE digest_id = $8
          EXCEPT SELECT event_id FROM notifications.stopped WHERE until > $2)
"""  # noqa: S608 - two literals of ours


async def tell_digests(*, clock: Clock, ids: Ids, limit: int) -> int:
    """How many came to their end; the oldest first, and one that fails comes again."""

    async def tell_one(digest_id: UUID) -> int:
        async with in_transaction():
            return await _tell(digest_id, clock=clock, ids=ids)

    rows = await sql.fetch(
        """
        SELECT id FROM notifications.digests WHERE told_at IS NULL AND due_at <= $1
        ORDER BY due_at, id LIMIT $2
        """,
        clock.now(),
        limit,
    )
    return await one_by_one([row["id"] for row in rows], tell_one, what="digests")


async def _tell(digest_id: UUID, *, clock: Clock, ids: Ids) -> int:
    """Close it and tell what is still news, in one transaction; nothing where nothing is left."""
    now = clock.now()
    closed = await sql.fetch(
        """
        UPDATE notifications.digests SET told_at = $2 WHERE id IN (
            SELECT id FROM notifications.digests
            WHERE id = $1 AND told_at IS NULL AND due_at <= $2 FOR UPDATE SKIP LOCKED)
        RETURNING person_id
        """,
        digest_id,
        now,
    )
    if not closed:
        return 0
    person_id = closed[0]["person_id"]
    topics, is_care = await _still_news(digest_id, person_id, clock=clock)
    if topics:
        news = digest(
            event_id=digest_id, person_id=person_id, topics=topics, is_care=is_care, at=now
        )
        await notify(news, clock=clock, ids=ids)
    return 1


async def _still_news(
    digest_id: UUID, person_id: UUID, *, clock: Clock
) -> tuple[Counter[str], bool]:
    """By topic, what was neither read nor taken back nor is stopped (a cancelled campaign stays in
    the inbox and rings no more), and may still be read by this person."""
    now = clock.now()
    may = await readable_by(person_id, at=now)
    rows = await sql.fetch(_STILL_NEWS, person_id, now, *may.arguments, digest_id)
    topics = Counter(row["kind"].partition(".")[0] for row in rows)
    return topics, any(row["category"] == Category.CARE for row in rows)
