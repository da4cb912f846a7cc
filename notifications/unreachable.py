"""An alarm for somebody who has no phone is as bad as one that no phone took: it is escalated."""

from collections.abc import Sequence
from dataclasses import replace

from domains.kernel import outbox
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from notifications.audience import Addressee
from notifications.events import DeliveryExhausted
from notifications.gate import Allow, Reason, Verdict
from notifications.messages.keys import MessageKey
from notifications.notification import Category, Notification
from notifications.queue_deliveries import phones_of

Decided = tuple[Addressee, Verdict]


async def note_unreachable(
    notification: Notification, verdicts: Sequence[Decided], *, clock: Clock, ids: Ids
) -> list[Decided]:
    """The verdicts, with the reason at those whom an alarm cannot ring; within the transaction.

    What tells of an escalation is none itself.
    """
    if notification.category is not Category.SAFETY:
        return list(verdicts)
    if notification.key is MessageKey.ALARM_UNREACHED:
        return list(verdicts)
    allowed = [person.person_id for person, verdict in verdicts if isinstance(verdict, Allow)]
    reachable = {phone.person_id for phone in await phones_of(allowed)}
    missing = set(allowed) - reachable
    events = [
        DeliveryExhausted(
            event_id=notification.event_id,
            device_id=None,
            person_id=person_id,
            category=notification.category.value,
            reason=Reason.NO_PHONE.value,
        )
        for person_id in sorted(missing)
    ]
    await outbox.record_all(events, clock=clock, ids=ids)
    return [
        (person, _without_phone(verdict) if person.person_id in missing else verdict)
        for person, verdict in verdicts
    ]


def _without_phone(verdict: Verdict) -> Verdict:
    return replace(verdict, reason=Reason.NO_PHONE) if isinstance(verdict, Allow) else verdict
