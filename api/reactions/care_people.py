"""Somebody's care begins, rests, goes on and ends: the other rooms follow, and who is
concerned hears."""

from uuid import UUID

from api.reactions import care_check_ins
from api.reactions.follow import Follows
from api.reactions.messenger import Messenger, second
from domains.care import events
from domains.care import public as care
from domains.consent import events as consent_events
from domains.consent.public import Purpose
from domains.identity.public import roles as offices
from domains.kernel.outbox import Recorded
from notifications.public import announcements


async def asked_for(messenger: Messenger, record: Recorded, event: events.CareAskedFor) -> None:
    """Nobody looks after her until staff of the centre have looked: they hear of it."""
    await messenger.tell(
        announcements.care_application_waits(
            event_id=record.id,
            senior_id=event.senior_id,
            centre_id=event.centre_id,
            at=record.occurred_at,
        )
    )


async def accepted(messenger: Messenger, record: Recorded, event: events.CareAccepted) -> None:
    """She asked on her own phone and was not there: she hears who looks after her now."""
    await messenger.tell(
        announcements.care_accepted(
            event_id=record.id,
            senior_id=event.senior_id,
            centre=await _name_of_centre(event.centre_id),
            at=record.occurred_at,
        )
    )


async def declined(messenger: Messenger, record: Recorded, event: events.CareDeclined) -> None:
    """She hears why, and that nobody looks after her; staff need not look any more. What still
    waited to be told went with her consent."""
    tag = announcements.application_tag(event.senior_id)
    await messenger.take_back(record, tag, event_id=second(record.id))
    await messenger.tell(
        announcements.care_declined(
            event_id=record.id,
            senior_id=event.senior_id,
            centre=await _name_of_centre(event.centre_id),
            why=event.why,
            at=record.occurred_at,
        )
    )


async def _name_of_centre(centre_id: UUID) -> str:
    return (await offices.units([centre_id]))[centre_id].name


async def enrolled(messenger: Messenger, record: Recorded, event: events.SeniorEnrolled) -> None:
    """The first question is proposed, and her care workers hear of her. Who waited for a yes waits
    no more; what she herself hears of it, `accepted` says."""
    await messenger.take_back(record, announcements.application_tag(event.senior_id))
    await care_check_ins.senior_enrolled(messenger, record, event)
    await _meet(messenger, record, event.senior_id, dong_id=event.dong_id)


async def moved(messenger: Messenger, record: Recorded, event: events.SeniorMoved) -> None:
    """Another flat of the same dong changes nothing for who looks after her."""
    if event.to_dong_id != event.from_dong_id:
        await _meet(messenger, record, event.senior_id, dong_id=event.to_dong_id)


async def went_over(messenger: Messenger, _: Recorded, event: events.SeniorWentOver) -> None:
    """Each of a dong by herself. Who sees the case of hers is told by what this records."""
    await care.bring_case_along(event.senior_id, clock=messenger.clock, ids=messenger.ids)


async def _meet(messenger: Messenger, record: Recorded, senior_id: UUID, *, dong_id: UUID) -> None:
    senior = await messenger.name_of(senior_id)
    if senior is not None:
        await messenger.tell(
            announcements.care_new_senior(
                event_id=second(record.id),
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


async def visited(messenger: Messenger, record: Recorded, event: events.LongVisitTold) -> None:
    senior = await messenger.name_of(event.senior_id)
    if senior is not None:
        await messenger.tell(
            announcements.care_visit(
                event_id=record.id,
                visit_id=event.visit_id,
                senior_id=event.senior_id,
                senior=senior,
                since=event.since,
                until=event.until,
                at=record.occurred_at,
            )
        )


async def visit_ended(messenger: Messenger, record: Recorded, event: events.VisitEnded) -> None:
    """A silent home raises its alarm again: nobody goes on reading that it does not."""
    await messenger.take_back(record, announcements.care_visit_tag(event.visit_id))


async def left(
    messenger: Messenger, record: Recorded, event: consent_events.ConsentWithdrawn
) -> None:
    """By whichever way she said no: with that consent her care has ended, or her application."""
    if event.purpose != Purpose.CARE_CHECK_INS:
        return
    senior = await messenger.name_of(event.subject_id)
    if senior is None:
        return  # of who is erased not even an id is written down again
    tag = announcements.application_tag(event.subject_id)
    await messenger.take_back(record, tag, event_id=second(record.id))
    await messenger.tell(
        announcements.care_left(
            event_id=record.id, senior_id=event.subject_id, senior=senior, at=record.occurred_at
        )
    )


FOLLOWS: Follows = (
    (events.CareAskedFor, asked_for),
    (events.CareAccepted, accepted),
    (events.CareDeclined, declined),
    (events.SeniorEnrolled, enrolled),
    (events.SeniorMoved, moved),
    (events.SeniorWentOver, went_over),
    (events.CarePaused, paused),
    (events.CareResumed, resumed),
    (events.LongVisitTold, visited),
    (events.VisitEnded, visit_ended),
    (consent_events.ConsentWithdrawn, left),
)
