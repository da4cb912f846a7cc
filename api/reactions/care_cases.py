"""A case of somebody who is cared for: who is asked hears of it, and is told when it is over."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import assert_never
from uuid import UUID

from api.reactions.follow import Follows
from api.reactions.messenger import Messenger, second, third
from domains.care import events
from domains.care.public import cases
from domains.kernel.outbox import Recorded
from notifications import public as notifications
from notifications.public import Notification, announcements

CareNews = announcements.CareNews


async def step_taken(messenger: Messenger, record: Recorded, event: events.StepTaken) -> None:
    """The notices' ids are the step's own, so that what reaches nobody finds its step."""
    senior = await messenger.name_of(event.senior_id, even_nameless=True)
    if senior is None:
        return
    news = CareNews(event.step_id, event.case_id, event.senior_id, senior, record.occurred_at)
    for notice in _asked(news, event):
        await messenger.tell(notice)


def _asked(news: CareNews, event: events.StepTaken) -> Iterator[Notification]:
    step = announcements.CareStep(event.step_id, event.kind, event.observed_at, event.late)
    apart = replace(news, event_id=second(news.event_id))
    match event.rung:
        case cases.Rung.COMPANION:
            return
        case cases.Rung.GUARDIAN | cases.Rung.WORKER | cases.Rung.STAND_IN | cases.Rung.CENTRE:
            yield announcements.care_case_asked(news, step, knows_why=True)
            yield announcements.care_case_asked(apart, step, knows_why=False)
        case cases.Rung.CONFIRM:
            yield announcements.care_case_confirm(news, step)
        case cases.Rung.HAND_OVER:
            yield announcements.care_case_emergency(news, step, knows_why=True)
            yield announcements.care_case_emergency(apart, step, knows_why=False)
        case cases.Rung.WATCH:
            yield announcements.care_case_still_open(news, step)
        case unreachable:
            assert_never(unreachable)


async def case_taken(messenger: Messenger, record: Recorded, event: events.CaseTaken) -> None:
    tag = announcements.care_case_tag(event.case_id)
    await messenger.take_back(record, tag, except_person=event.taken_by)
    by = await messenger.name_of(event.taken_by, even_nameless=True)
    if by is not None:
        taken = partial(announcements.care_case_taken, by=by)
        await _tell(messenger, second(record.id), record, event, taken)


async def case_went_over(
    messenger: Messenger, record: Recorded, event: events.CaseWentOver
) -> None:
    """Who looked after her before has nothing of hers on a screen any more, and no telephone of
    theirs rings for her. All that happens to her happens in turn: so it is before her successors
    are asked."""
    gone = await cases.asked_no_more(event.case_id, at=messenger.clock.now())
    if not gone:
        return
    tag, news = announcements.care_case_tag, announcements.care_news_tag
    await messenger.take_back_from(gone, record, tag(event.case_id), event_id=record.id)
    await messenger.take_back_from(gone, record, news(event.case_id), event_id=second(record.id))


async def case_ended(messenger: Messenger, record: Recorded, event: events.CaseEnded) -> None:
    await messenger.take_back(record, announcements.care_case_tag(event.case_id))
    ended = partial(announcements.care_case_ended, how=event.end.value)
    await _tell(messenger, second(record.id), record, event, ended)
    if event.end is cases.CaseEnd.LEFT:
        # What was told between her leaving and this goes, too: of her all comes in turn.
        await notifications.erase_alarms(event.senior_id, record.occurred_at)
        news_tag = announcements.care_news_tag(event.case_id)
        await messenger.take_back(record, news_tag, event_id=third(record.id))


async def she_asked(messenger: Messenger, record: Recorded, event: events.SheAsked) -> None:
    await _tell(messenger, record.id, record, event, announcements.care_she_asked)


async def position_given(messenger: Messenger, _: Recorded, event: events.PositionGiven) -> None:
    await cases.put_position_on_record(event.senior_id, clock=messenger.clock, ids=messenger.ids)


async def door_corrected(
    messenger: Messenger, record: Recorded, event: events.DoorCorrected
) -> None:
    await _tell(messenger, record.id, record, event, announcements.care_door_corrected)


async def gap_found(messenger: Messenger, record: Recorded, event: events.GapFound) -> None:
    found = partial(announcements.care_gap_found, gap=event.gap.value)
    await _tell(messenger, record.id, record, event, found)


async def emergency_not_sent(
    messenger: Messenger, record: Recorded, event: events.EmergencyNotSent
) -> None:
    await _tell(messenger, record.id, record, event, announcements.care_not_sent)


async def emergency_sent_after_all(
    messenger: Messenger, record: Recorded, event: events.EmergencySentAfterAll
) -> None:
    await _tell(messenger, record.id, record, event, announcements.care_sent_after_all)


CaseEvent = (
    events.CaseTaken
    | events.SheAsked
    | events.DoorCorrected
    | events.CaseEnded
    | events.GapFound
    | events.EmergencyNotSent
    | events.EmergencySentAfterAll
)


async def _tell(
    messenger: Messenger,
    event_id: UUID,
    record: Recorded,
    event: CaseEvent,
    announcement: Callable[[CareNews], Notification],
) -> None:
    senior = await messenger.name_of(event.senior_id, even_nameless=True)
    if senior is not None:
        news = CareNews(event_id, event.case_id, event.senior_id, senior, record.occurred_at)
        await messenger.tell(announcement(news))


FOLLOWS: Follows = (
    (events.StepTaken, step_taken),
    (events.CaseTaken, case_taken),
    (events.CaseWentOver, case_went_over),
    (events.SheAsked, she_asked),
    (events.PositionGiven, position_given),
    (events.DoorCorrected, door_corrected),
    (events.CaseEnded, case_ended),
    (events.GapFound, gap_found),
    (events.EmergencyNotSent, emergency_not_sent),
    (events.EmergencySentAfterAll, emergency_sent_after_all),
)
