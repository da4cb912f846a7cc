"""Ask the gate again about deliveries that have waited: what was right then may be wrong now."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from notifications.audience import addressees
from notifications.claim_due import Claimed
from notifications.gate import Deny, Reason, Verdict, decide
from notifications.notices import Stated
from notifications.notification import Notification
from notifications.notify import content_of

STILL_FRESH = timedelta(seconds=30)
"""A decision this young is not asked for again: the usual delivery costs no second look."""

Verdicts = dict[tuple[UUID, UUID], Verdict]
"""By event and person; a delivery that is absent goes out as it was decided."""


async def regate(
    claimed: Collection[Claimed],
    stated: Mapping[UUID, Stated],
    *,
    now: datetime,
) -> Verdicts:
    """The verdicts of today for what has waited. A retraction needs nobody's leave."""
    waited = [each for each in claimed if each.created_at + STILL_FRESH <= now]
    verdicts: Verdicts = {}
    for event_id in {each.event_id for each in waited}:
        if event_id not in stated:
            continue
        notice = stated[event_id].notice
        if isinstance(notice, Notification):
            people = {each.person_id for each in waited if each.event_id == event_id}
            verdicts |= await _of_event(notice, people, now=now)
    return verdicts


async def _of_event(
    notification: Notification, people: Collection[UUID], *, now: datetime
) -> Verdicts:
    today = {each.person_id: each.receiver for each in await addressees(notification, at=now)}
    content = content_of(notification)
    return {
        (notification.event_id, person): decide(content, today[person], now)
        if person in today
        else Deny(Reason.RELATION_ENDED)
        for person in people
    }
