"""The rights desk: citizens hear how their case stands, officers which clock runs out."""

from api.reactions.follow import Follows
from api.reactions.messenger import Messenger
from domains.governance import events
from domains.kernel.outbox import Recorded
from notifications.public import announcements

CaseEvent = events.CaseOpened | events.CaseAnswered | events.CaseExtended | events.CaseWaits


async def case_opened(messenger: Messenger, record: Recorded, event: events.CaseOpened) -> None:
    await messenger.tell(announcements.case_received(_news(record, event), due=event.last_day))


async def case_answered(messenger: Messenger, record: Recorded, event: events.CaseAnswered) -> None:
    await messenger.tell(announcements.case_answered(_news(record, event)))


async def case_extended(messenger: Messenger, record: Recorded, event: events.CaseExtended) -> None:
    await messenger.tell(announcements.case_extended(_news(record, event), due=event.last_day))


async def case_waits(messenger: Messenger, record: Recorded, event: events.CaseWaits) -> None:
    await messenger.tell(announcements.case_waits(_news(record, event)))


async def case_due(
    messenger: Messenger, record: Recorded, event: events.CaseDueSoon | events.CaseOverdue
) -> None:
    await messenger.tell(
        announcements.case_due(
            event_id=record.id,
            case_id=event.case_id,
            kind=event.kind,
            due=event.last_day,
            overdue=isinstance(event, events.CaseOverdue),
            at=record.occurred_at,
        )
    )


async def export_ready(messenger: Messenger, record: Recorded, event: events.ExportReady) -> None:
    if messenger.clock.now() < event.until:
        await messenger.tell(
            announcements.export_ready(
                event_id=record.id,
                person_id=event.person_id,
                export_id=event.export_id,
                until=event.until,
                at=record.occurred_at,
            )
        )


async def breach_due(
    messenger: Messenger, record: Recorded, event: events.BreachDueSoon | events.BreachOverdue
) -> None:
    await messenger.tell(
        announcements.breach_due(
            event_id=record.id,
            breach_id=event.breach_id,
            due=event.due_at,
            overdue=isinstance(event, events.BreachOverdue),
            at=record.occurred_at,
        )
    )


def _news(record: Recorded, event: CaseEvent) -> announcements.CaseNews:
    return announcements.CaseNews(
        event_id=record.id,
        person_id=event.applicant_id,
        case_id=event.case_id,
        kind=event.kind,
        at=record.occurred_at,
    )


FOLLOWS: Follows = (
    (events.CaseOpened, case_opened),
    (events.CaseAnswered, case_answered),
    (events.CaseExtended, case_extended),
    (events.CaseWaits, case_waits),
    (events.CaseDueSoon, case_due),
    (events.CaseOverdue, case_due),
    (events.ExportReady, export_ready),
    (events.BreachDueSoon, breach_due),
    (events.BreachOverdue, breach_due),
)
