"""A senior is asked, and asked again; what is answered goes from her phones."""

from typing import assert_never

from api.reactions.follow import Follows
from api.reactions.messenger import Messenger
from domains.care import events
from domains.care.public import check_ins
from domains.kernel.outbox import Recorded
from notifications import public as notifications
from notifications.public import Notification, announcements


async def check_in_asked(
    messenger: Messenger, record: Recorded, event: events.CheckInAsked
) -> None:
    await messenger.tell(_question(record, event))


def _question(record: Recorded, event: events.CheckInAsked) -> Notification:
    match event.origin:
        case check_ins.Origin.PLAN:
            return announcements.check_in_asked(
                event_id=record.id,
                senior_id=event.senior_id,
                check_in_id=event.check_in_id,
                times=event.times,
                calls=event.by is check_ins.AskBy.CALL,
                at=record.occurred_at,
                until=event.answerable_until,
            )
        case check_ins.Origin.COMPANION:
            return announcements.companion_asks(
                event_id=record.id,
                senior_id=event.senior_id,
                check_in_id=event.check_in_id,
                at=record.occurred_at,
                until=event.answerable_until,
            )
        case unreachable:
            assert_never(unreachable)


async def check_in_settled(
    messenger: Messenger, record: Recorded, event: events.CheckInSettled
) -> None:
    """A question that was missed stays on her phones: the answer still counts."""
    if event.state is not check_ins.CheckInState.MISSED:
        await messenger.take_back(record, notifications.check_in_tag(event.check_in_id))


async def senior_enrolled(messenger: Messenger, _: Recorded, event: events.SeniorEnrolled) -> None:
    await check_ins.propose_plan(event.senior_id, clock=messenger.clock)


async def care_resumed(messenger: Messenger, _: Recorded, event: events.CareResumed) -> None:
    await check_ins.go_on_asking(event.senior_id, clock=messenger.clock)


FOLLOWS: Follows = (
    (events.CheckInAsked, check_in_asked),
    (events.CheckInSettled, check_in_settled),
)
"""What follows from enrolment and the end of a pause is asked for by `care_people`."""
