"""Tell an audience something: decide for each person, and queue it for each of their phones."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from notifications import inbox, notices, queue_deliveries
from notifications.audience import Addressee, addressees
from notifications.decisions import already_decided, keep_decisions
from notifications.digest.gather import gather
from notifications.fallback.arm import arm
from notifications.fallback.policy import CHAINS, Chains
from notifications.gate import Allow, Content, Deny, Hold, Reason, Spoken, Verdict, decide
from notifications.messages.keys import UNLISTED
from notifications.notification import Notification
from notifications.provide import provide
from notifications.queue_calls import queue_calls
from notifications.unreachable import note_unreachable


@dataclass(frozen=True, slots=True)
class Told:
    """How many people were decided about now, and how many deliveries wait for a channel."""

    decided: int
    queued: int


async def notify(
    notification: Notification, *, clock: Clock, ids: Ids, chains: Chains = CHAINS
) -> Told:
    """Within the caller's transaction, so that the outbox row is done if and only if this is.

    Afterwards, outside it, `deliver_due(event_ids=[...])` sends at once. Safe to repeat: who was
    decided about under this event is left alone.

    Raises PayloadTooLarge.
    """
    await notices.lock_tag(notification.tag)
    done = await already_decided(notification.event_id)
    verdicts = await _verdicts(notification, done, clock=clock, ids=ids)
    verdicts = await note_unreachable(notification, verdicts, clock=clock, ids=ids)
    await keep_decisions(notification, verdicts, clock=clock, ids=ids)
    told = [(person, verdict) for person, verdict in verdicts if not isinstance(verdict, Deny)]
    if not told:
        return Told(decided=len(verdicts), queued=0)
    await notices.keep(_without_needless_position(notification, told))
    await inbox.put(notification, told, clock=clock, ids=ids)
    await gather(notification.event_id, _gathered(told), ids=ids)
    queued = await queue_deliveries.queue(notification, told, clock=clock)
    queued += await queue_calls(notification, told, clock=clock)
    await arm(notification, told, chains=chains, clock=clock, ids=ids)
    return Told(decided=len(verdicts), queued=queued)


def _gathered(told: list[tuple[Addressee, Spoken]]) -> dict[UUID, datetime]:
    """Whose digest tells it, and when."""
    return {
        person.person_id: verdict.until
        for person, verdict in told
        if isinstance(verdict, Hold) and verdict.reason is Reason.DIGEST
    }


def _without_needless_position(
    notification: Notification, told: list[tuple[Addressee, Spoken]]
) -> Notification:
    """A position that nobody may see is not kept either."""
    if any(isinstance(verdict, Allow) and verdict.with_position for _, verdict in told):
        return notification
    return replace(notification, position=None)


async def _verdicts(
    notification: Notification, done: frozenset[UUID], *, clock: Clock, ids: Ids
) -> list[tuple[Addressee, Verdict]]:
    now = clock.now()
    retracted = await notices.is_retracted(notification)
    verdicts: list[tuple[Addressee, Verdict]] = []
    for addressee in await addressees(notification, at=now):
        if addressee.person_id in done:
            continue
        verdict: Verdict = Deny(Reason.RETRACTED)
        if not retracted:
            verdict = decide(content_of(notification), addressee.receiver, now)
        verdict = await provide(notification, addressee.person_id, verdict, clock=clock, ids=ids)
        verdicts.append((addressee, verdict))
    return verdicts


def content_of(notification: Notification, *, digestible: bool = True) -> Content:
    """What the gate reads of a notification."""
    return Content(
        category=notification.category,
        purpose=notification.purpose,
        position_purpose=notification.position_purpose,
        expires_at=notification.expires_at,
        by_day=notification.by_day,
        digestible=digestible and notification.key not in UNLISTED,
        expected=notification.expected,
    )
