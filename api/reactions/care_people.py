"""Somebody's care begins, rests, goes on and ends: the other rooms follow, and who is
concerned hears."""

from uuid import UUID

from api.reactions import care_check_ins
from api.reactions.follow import Follows
from api.reactions.messenger import Messenger
from domains.care import events
from domains.consent import events as consent_events
from domains.consent.public import Purpose
from domains.kernel.outbox import Recorded
from notifications.public import announcements


async def enrolled(messenger: Messenger, record: Recorded, event: events.SeniorEnrolled) -> None:
    """The first question is proposed, and her care workers hear of her; she was there herself."""
    await care_check_ins.senior_enrolled(messenger, record, event)
    await _meet(messenger, record, event.senior_id, dong_id=event.dong_id)


async def moved(messenger: Messenger, record: Recorded, event: events.SeniorMoved) -> None:
    """Another flat of the same dong changes nothing for who looks after her."""
    if event.to_dong_id != event.from_dong_id:
        await _meet(messenger, record, event.senior_id, dong_id=event.to_dong_id)


async def _meet(messenger: Messenger, record: Recorded, senior_id: UUID, *, dong_id: UUID) -> None:
    senior = await messenger.name_of(senior_id)
    if senior is not None:
        await messenger.tell(
            announcements.care_new_senior(
                event_id=record.id,
                senior_id=senior_id,
                senior=senior,
                dong_id=dong_id,
                at=record.occurred_at,
            )
        )


async def paused(messenger: Messenger, record: Recorded, event: events.CarePaused) -> None:
    senior = await messenger.name_of(event.senior_id)
    if senior is not None:
        await messenger.tell(
            announcements.care_paused(
                event_id=record.id,
                senior_id=event.senior_id,
                senior=senior,
                until=event.until,
                at=record.occurred_at,
            )
        )


async def resumed(messenger: Messenger, record: Recorded, event: events.CareResumed) -> None:
    await care_check_ins.care_resumed(messenger, record, event)
    senior = await messenger.name_of(event.senior_id)
    if senior is not None:
        await messenger.tell(
            announcements.care_resumed(
                event_id=record.id,
                senior_id=event.senior_id,
                senior=senior,
                at=record.occurred_at,
            )
        )


async def left(
    messenger: Messenger, record: Recorded, event: consent_events.ConsentWithdrawn
) -> None:
    """By whichever way she said no: with that consent her care has ended."""
    if event.purpose != Purpose.CARE_CHECK_INS:
        return
    senior = await messenger.name_of(event.subject_id)
    if senior is not None:
        await messenger.tell(
            announcements.care_left(
                event_id=record.id,
                senior_id=event.subject_id,
                senior=senior,
                at=record.occurred_at,
            )
        )


FOLLOWS: Follows = (
    (events.SeniorEnrolled, enrolled),
    (events.SeniorMoved, moved),
    (events.CarePaused, paused),
    (events.CareResumed, resumed),
    (consent_events.ConsentWithdrawn, left),
)
