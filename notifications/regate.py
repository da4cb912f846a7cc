"""Ask the gate again about deliveries that waited or failed: what was right may be wrong now."""

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
"""A decision this young is not asked for again before the first attempt: the usual delivery costs
no second look. A retry always asks: a relation may have ended since."""

Verdicts = dict[tuple[UUID, UUID], Verdict]
"""By event and person; a delivery that is absent goes out as it was decided."""


async def regate(
    claimed: Collection[Claimed],
    stated: Mapping[UUID, Stated],
    *,
    now: datetime,
) -> Verdicts:
    """The verdicts of today for what was not sent at once. A retraction needs nobody's leave."""
    waited = [each for each in claimed if _has_waited(each, now=now)]
    verdicts: Verdicts = {}
    for event_id in {each.event_id for each in waited}:
        if event_id not in stated:
            continue
        notice = stated[event_id].notice
        if isinstance(notice, Notification):
            people = {each.person_id for each in waited if each.event_id == event_id}
            verdicts |= await _of_event(notice, people, now=now)
    return verdicts


def _has_waited(claimed: Claimed, *, now: datetime) -> bool:
    """`error` tells of failures that use up no attempt: a quota, or wrong credentials."""
    tried = claimed.attempts > 0 or claimed.error is not None
    return tried or claimed.created_at + STILL_FRESH <= now


async def _of_event(
    notification: Notification, people: Collection[UUID], *, now: datetime
) -> Verdicts:
    today = {each.person_id: each.receiver for each in await addressees(notification, at=now)}
    content = content_of(notification, digestible=False)
    return {
        (notification.event_id, person): decide(content, today[person], now)
        if person in today
        else Deny(Reason.RELATION_ENDED)
        for person in people
    }
