"""What the law has us tell about consents."""

from api.reactions.follow import Follows
from api.reactions.messenger import Messenger
from domains.consent import events
from domains.consent import public as consent
from domains.consent.public import Purpose
from domains.identity import events as identity_events
from domains.kernel.outbox import Recorded
from notifications.public import announcements

ConsentEvent = (
    events.ConsentExpired | events.ConsentAsked | events.ReconfirmationDue | events.ResultNoticeDue
)


async def lapse_coming(messenger: Messenger, record: Recorded, event: events.LapseComing) -> None:
    child = await messenger.child(event.subject_id)
    if child is not None:
        await messenger.tell(
            announcements.consent_lapse_coming(
                event_id=record.id, child=child, day=event.day, at=record.occurred_at
            )
        )


async def lapsed(messenger: Messenger, record: Recorded, event: events.ConsentLapsed) -> None:
    child = await messenger.child(event.subject_id)
    if child is not None:
        await messenger.tell(
            announcements.consent_lapsed(event_id=record.id, child=child, at=record.occurred_at)
        )


async def ended(messenger: Messenger, record: Recorded, event: events.ConsentExpired) -> None:
    await messenger.tell(announcements.consent_ended(_news(record, event)))


async def asked(messenger: Messenger, record: Recorded, event: events.ConsentAsked) -> None:
    await messenger.tell(announcements.consent_asked(_news(record, event)))


async def reconfirmation_due(
    messenger: Messenger, record: Recorded, event: events.ReconfirmationDue
) -> None:
    news = _news(record, event)
    await messenger.tell(announcements.consent_reconfirmation(news, since=event.since))


async def result_notice_due(
    messenger: Messenger, record: Recorded, event: events.ResultNoticeDue
) -> None:
    await messenger.tell(
        announcements.consent_result(
            _news(record, event), granted=event.granted, decided_at=event.decided_at
        )
    )


async def location_provided(
    messenger: Messenger, record: Recorded, event: events.LocationProvided
) -> None:
    child = await messenger.child(event.subject_id)
    receiver = await messenger.name_of(event.receiver_id)
    if child is not None and receiver is not None:
        await messenger.tell(
            announcements.location_provided(
                event_id=record.id,
                person_id=event.person_id,
                child=child,
                receiver=receiver,
                at=event.at,
            )
        )


async def provided_digest(
    messenger: Messenger, record: Recorded, event: events.LocationProvidedDigest
) -> None:
    child = await messenger.child(event.subject_id)
    if child is not None:
        await messenger.tell(
            announcements.location_digest(
                event_id=record.id,
                person_id=event.person_id,
                child=child,
                first=event.first,
                last=event.last,
                times=event.times,
                at=record.occurred_at,
            )
        )


async def erasure_overdue(
    messenger: Messenger, record: Recorded, event: events.ErasureOverdue
) -> None:
    await messenger.tell(
        announcements.erasure_overdue(
            event_id=record.id,
            erasure_id=event.erasure_id,
            due=event.due_at,
            at=record.occurred_at,
        )
    )


async def person_corrected(
    messenger: Messenger, _: Recorded, event: identity_events.PersonCorrected
) -> None:
    """With another birth date the day of the own word is another one."""
    if "birth_date" in event.fields:
        await consent.plan_anew(
            event.person_id, erasers=messenger.erasers, clock=messenger.clock, ids=messenger.ids
        )


def _news(record: Recorded, event: ConsentEvent) -> announcements.ConsentNews:
    return announcements.ConsentNews(
        event_id=record.id,
        subject_id=event.subject_id,
        purpose=Purpose(event.purpose),
        at=record.occurred_at,
    )


FOLLOWS: Follows = (
    (identity_events.PersonCorrected, person_corrected),
    (events.LapseComing, lapse_coming),
    (events.ConsentLapsed, lapsed),
    (events.ConsentExpired, ended),
    (events.ConsentAsked, asked),
    (events.ReconfirmationDue, reconfirmation_due),
    (events.ResultNoticeDue, result_notice_due),
    (events.LocationProvided, location_provided),
    (events.LocationProvidedDigest, provided_digest),
    (events.ErasureOverdue, erasure_overdue),
)
