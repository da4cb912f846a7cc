"""A way that cannot succeed in time is not waited for."""

from collections.abc import Collection
from typing import Final, LiteralString
from uuid import UUID

from domains.kernel import sql
from domains.kernel.clock import Clock

_WAYS: Final[LiteralString] = """
    CASE f.tried WHEN 'push' THEN ARRAY['fcm', 'web_push'] ELSE ARRAY[f.tried] END
"""

_HOPELESS: Final[LiteralString] = f"""
    NOT EXISTS (
        SELECT FROM notifications.deliveries d
        WHERE d.event_id = f.event_id AND d.person_id = f.person_id
          AND d.channel = ANY({_WAYS})
          AND (d.state IN ('sending', 'sent', 'seen')
               OR d.state = 'queued' AND d.next_attempt_at < f.due_at)
    )
"""
"""Nothing of what was tried last may still arrive before the next way's own time."""

_HURRY: Final[LiteralString] = f"""
    UPDATE notifications.fallbacks f SET due_at = $1
    FROM unnest($2::uuid[], $3::uuid[]) AS failed (event_id, person_id)
    WHERE f.event_id = failed.event_id AND f.person_id = failed.person_id
      AND f.ended_at IS NULL AND f.due_at > $1 AND {_HOPELESS}
"""  # noqa: S608

_HURRY_ALL: Final[LiteralString] = """
    UPDATE notifications.fallbacks f SET due_at = $1
    WHERE f.ended_at IS NULL AND f.due_at > $1 AND f.tried = 'push' AND f.armed_at <= $1
      AND NOT EXISTS (
        SELECT FROM notifications.deliveries d
        WHERE d.event_id = f.event_id AND d.person_id = f.person_id
          AND d.channel IN ('fcm', 'web_push')
          AND (d.state IN ('sent', 'seen')
               OR d.state IN ('queued', 'sending') AND d.channel <> $2)
      )
"""


async def hurry(failed: Collection[tuple[UUID, UUID]], *, clock: Clock) -> int:
    """Deliveries to these (event, person) have failed or must wait; how many chains are due now.

    In the transaction that says so.
    """
    if not failed:
        return 0
    pairs = sorted(set(failed))
    return await sql.execute(
        _HURRY, clock.now(), [event for event, _ in pairs], [person for _, person in pairs]
    )


async def hurry_past(channel: str, *, clock: Clock) -> int:
    """This channel's breaker is open: whoever had hope in nothing else is written to now."""
    return await sql.execute(_HURRY_ALL, clock.now(), channel)
