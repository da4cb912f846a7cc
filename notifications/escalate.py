"""An alarm that none of a guardian's phones took is told to the operators: people find a way."""

from uuid import UUID

from domains.identity import public as identity
from domains.kernel import sql
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from notifications import announcements, notices
from notifications.audience import stands_for
from notifications.events import CHAIN_ENDED, DeliveryExhausted
from notifications.messages.keys import MessageKey
from notifications.notification import Category, Notification
from notifications.notify import notify

RANDOM_BITS = (1 << 62) - 1
"""Of a uuidv7: the rest is its time, its version and its variant."""


async def escalate(exhausted: DeliveryExhausted, *, clock: Clock, ids: Ids) -> bool:
    """Tell the operators, once an alarm and guardian; within the caller's transaction.

    False where there is nothing to tell: it was no alarm or is an escalation itself, another of
    the person's phones took it or still may, or the person is no guardian (any longer): operators
    have the alarm in their queue.
    """
    alarm = await _alarm(exhausted)
    if alarm is None or not await stands_for(exhausted.person_id, alarm, at=clock.now()):
        return False
    if await reached_otherwise(exhausted):
        return False
    cards = await identity.people([exhausted.person_id], even_nameless=True)
    unreached = announcements.alarm_unreached(
        event_id=escalation_of(exhausted),
        person_id=exhausted.person_id,
        person=cards[exhausted.person_id].display_name,
        at=alarm.occurred_at,
        told_at=clock.now(),
    )
    told = await notify(unreached, clock=clock, ids=ids)
    return told.decided > 0


def escalation_of(exhausted: DeliveryExhausted) -> UUID:
    """The event id of the escalation: a uuidv7 of the alarm's time, the same for all the phones
    of one person, and at every repetition."""
    return UUID(int=exhausted.event_id.int ^ (exhausted.person_id.int & RANDOM_BITS))


async def _alarm(exhausted: DeliveryExhausted) -> Notification | None:
    """The alarm that was lost; None for lesser news, retractions, escalations and the erased."""
    if exhausted.category != Category.SAFETY:
        return None
    stated = (await notices.load([exhausted.event_id])).get(exhausted.event_id)
    if stated is None or not isinstance(stated.notice, Notification):
        return None
    return None if stated.notice.key is MessageKey.ALARM_UNREACHED else stated.notice


async def reached_otherwise(exhausted: DeliveryExhausted) -> bool:
    """Something took it or still may, or a text message or call is still to come.

    After a chain that ended, what merely waits is hope no more.
    """
    rows = await sql.fetch(
        """
        SELECT 1 FROM notifications.deliveries
        WHERE event_id = $1 AND person_id = $2
          AND (state IN ('sent', 'seen') OR state IN ('queued', 'sending') AND NOT $3)
        UNION ALL
        SELECT 1 FROM notifications.fallbacks
        WHERE event_id = $1 AND person_id = $2 AND ended_at IS NULL
        LIMIT 1
        """,
        exhausted.event_id,
        exhausted.person_id,
        exhausted.reason == CHAIN_ENDED,
    )
    return bool(rows)
