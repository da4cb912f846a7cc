"""A child's way: guardians hear of it, and of it being taken back."""

from datetime import timedelta
from uuid import UUID

from api.reactions.follow import Follows
from api.reactions.messenger import Messenger, second
from domains.commute import events
from domains.commute import public as commute
from domains.commute.public import CrossingKind
from domains.kernel.outbox import Recorded
from notifications import public as notifications
from notifications.public import announcements

STALE = timedelta(hours=2)
"""A crossing learned of later than this belongs in the timeline and rings no phone."""


async def crossing_recorded(
    messenger: Messenger, record: Recorded, event: events.CrossingRecorded
) -> None:
    child = await messenger.child(event.child_id)
    if child is None or messenger.is_older_than(STALE, event.at):
        return
    tell = announcements.arrived if event.kind is CrossingKind.ENTER else announcements.departed
    await messenger.tell(
        tell(
            event_id=record.id,
            child=child,
            visit_id=event.visit_id,
            place=await _name_of(event.place_id),
            at=event.at,
            told_at=record.occurred_at,
        )
    )


async def crossing_retracted(
    messenger: Messenger, record: Recorded, event: events.CrossingRetracted
) -> None:
    await messenger.take_back(record, notifications.visit_tag(event.visit_id))


async def late_fixes_came(messenger: Messenger, _: Recorded, event: events.LateFixesCame) -> None:
    await commute.judge_late_fixes(
        event.child_id,
        retention=messenger.retention,
        clock=messenger.clock,
        ids=messenger.ids,
    )


async def arrival_missed(
    messenger: Messenger, record: Recorded, event: events.ArrivalMissed
) -> None:
    child = await messenger.child(event.child_id)
    if child is not None:
        await messenger.tell(
            announcements.not_arrived(
                event_id=record.id,
                child=child,
                alarm_id=event.watch_id,
                place=await _name_of(event.place_id),
                due=event.due_at,
                told_at=record.occurred_at,
            )
        )


async def child_turned_up(
    messenger: Messenger, record: Recorded, event: events.ChildTurnedUp
) -> None:
    await messenger.take_back(record, notifications.alarm_tag(event.watch_id))
    child = await messenger.child(event.child_id)
    if child is not None:
        await messenger.tell(
            announcements.turned_up(
                event_id=second(record.id),
                child=child,
                alarm_id=event.watch_id,
                place=await _name_of(event.place_id),
                at=event.at,
                told_at=record.occurred_at,
            )
        )


async def _name_of(place_id: UUID) -> str:
    return (await commute.place_names([place_id])).get(place_id, commute.NAMELESS)


FOLLOWS: Follows = (
    (events.CrossingRecorded, crossing_recorded),
    (events.CrossingRetracted, crossing_retracted),
    (events.LateFixesCame, late_fixes_came),
    (events.ArrivalMissed, arrival_missed),
    (events.ChildTurnedUp, child_turned_up),
)
