"""Telling somebody about a location is providing it: the law wants a record of each.

위치정보법 §16②: who received whose location, why and when. The record is written in the
transaction that queues the push, under a share lock on the consent: a withdrawal that is answered
before finds nothing provided after it.
"""

from dataclasses import replace
from uuid import UUID

from domains.consent import public as consent
from domains.kernel.actor import system_actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from notifications.gate import Allow, Deny, Hold, Reason, Verdict
from notifications.notification import Notification

ACTOR = system_actor("notifications")


async def provide(
    notification: Notification, person_id: UUID, verdict: Verdict, *, clock: Clock, ids: Ids
) -> Verdict:
    """The verdict as it stands once the consents it rests on are locked and recorded."""
    if isinstance(verdict, Deny):
        return verdict
    if not await _recorded(notification, notification.purpose, person_id, clock, ids):
        return Deny(Reason.CONSENT_MISSING)
    if isinstance(verdict, Hold) or not _shows_position(notification, verdict):
        return verdict
    stands = await _recorded(notification, notification.position_purpose, person_id, clock, ids)
    return verdict if stands else replace(verdict, with_position=False)


def _shows_position(notification: Notification, verdict: Allow) -> bool:
    return verdict.with_position and notification.position is not None


async def _recorded(
    notification: Notification,
    purpose: consent.Purpose | None,
    person_id: UUID,
    clock: Clock,
    ids: Ids,
) -> bool:
    if purpose is None or notification.subject_id is None:
        return True
    answer = await consent.require(
        ACTOR,
        subject_id=notification.subject_id,
        purpose=purpose,
        act=consent.Act.PROVIDE,
        receiver_id=person_id,
        clock=clock,
        ids=ids,
    )
    return isinstance(answer, consent.Grant)
