"""Tokens that nobody used for nine months are dead, though the push service has not said so yet."""

from datetime import timedelta

from tortoise.transactions import in_transaction

from domains.identity.events import PushTokenForgotten
from domains.identity.vocabulary import Platform
from domains.kernel import outbox, sql
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

UNSEEN_FOR = timedelta(days=270)
"""FCM, "Best practices for FCM registration token management": after 270 days without a
connection it treats a token as expired. The app introduces itself at each start."""

OF_FCM = (Platform.ANDROID, Platform.IOS)
"""A browser's subscription says itself when it ends."""


async def expire_push_tokens(*, limit: int, clock: Clock, ids: Ids) -> int:
    """Forget at most `limit` of them, the longest unseen first; how many were forgotten."""
    async with in_transaction():
        rows = await sql.fetch(
            """
            UPDATE identity.devices SET push_token = NULL WHERE id = ANY(ARRAY(
                SELECT id FROM identity.devices
                WHERE push_token IS NOT NULL AND platform = ANY($1::text[])
                  AND coalesce(last_seen_at, created_at) < $2
                ORDER BY coalesce(last_seen_at, created_at), id LIMIT $3 FOR UPDATE SKIP LOCKED))
            RETURNING id, person_id
            """,
            [platform.value for platform in OF_FCM],
            clock.now() - UNSEEN_FOR,
            limit,
        )
        events = [PushTokenForgotten(row["id"], row["person_id"]) for row in rows]
        await outbox.record_all(events, clock=clock, ids=ids)
    return len(rows)
