"""On which live channels something happened: children's days, inboxes, boards."""

from dataclasses import dataclass
from uuid import UUID

from api.reactions.messenger import second
from domains.care import events as care_events
from domains.care.public import views
from domains.commute import events
from domains.kernel.outbox import Recorded
from notifications import public as notifications
from notifications.public import CampaignChanged, DeliveryExhausted, InboxMarked

LIVE_TOPICS = frozenset(
    {
        events.CrossingRecorded.topic,
        events.CrossingRetracted.topic,
        events.CrossingAmended.topic,
    }
)
"""Events of which the subscribers of a child's commute are told."""

CASE_TOPICS = frozenset(
    {
        care_events.CaseOpened.topic,
        care_events.StepTaken.topic,
        care_events.GapFound.topic,
        care_events.CaseWentOver.topic,
        care_events.CaseTaken.topic,
        care_events.CaseEnded.topic,
    }
)
"""Events by which a centre's board changes."""


CENTRE_TOPICS = frozenset(
    {
        care_events.CareAskedFor.topic,
        care_events.CareAccepted.topic,
        care_events.CareDeclined.topic,
    }
)
"""Events by which the numbers of a centre's board change; they name the centre."""


async def live_channels(happened: list[Recorded]) -> set[str]:
    """The live channels that have news."""
    children = {
        commute_channel(event.read_as(_ChildOf).child_id)
        for event in happened
        if event.topic in LIVE_TOPICS
    }
    told = [id_ for event in happened for id_ in _notices_of(event)]
    readers = await notifications.receivers_of(told) | _markers(happened)
    inboxes = {inbox_channel(reader) for reader in readers}
    return children | inboxes | _campaigns(happened) | await _boards(happened)


def _markers(happened: list[Recorded]) -> set[UUID]:
    """Who marked entries on one device: the inbox on their other screens follows."""
    return {
        event.read_as(InboxMarked).person_id
        for event in happened
        if event.topic == InboxMarked.topic
    }


def _campaigns(happened: list[Recorded]) -> set[str]:
    return {
        campaign_channel(event.read_as(CampaignChanged).campaign_id)
        for event in happened
        if event.topic == CampaignChanged.topic
    }


async def _boards(happened: list[Recorded]) -> set[str]:
    """The boards of the centres whose cases have changed, or have gone to another; and where
    somebody asks to be cared for."""
    centres = {
        event.read_as(_CentreOf).centre_id for event in happened if event.topic in CENTRE_TOPICS
    }
    changed = {event.read_as(_CaseOf).case_id for event in happened if event.topic in CASE_TOPICS}
    if changed:
        centres |= await views.centres_of(changed) | _left_behind(happened)
    return {board_channel(centre) for centre in centres}


def _left_behind(happened: list[Recorded]) -> set[UUID]:
    topic = care_events.CaseWentOver.topic
    left = [
        event.read_as(care_events.CaseWentOver).from_centre_id
        for event in happened
        if event.topic == topic
    ]
    return {centre for centre in left if centre is not None}


def board_channel(centre_id: UUID) -> str:
    """The live channel of one centre's board."""
    return f"care:{centre_id}"


def campaign_channel(campaign_id: UUID) -> str:
    """The live channel of one campaign."""
    return f"campaign:{campaign_id}"


def inbox_channel(person_id: UUID) -> str:
    """The live channel of one person's inbox."""
    return f"inbox:{person_id}"


def commute_channel(child_id: UUID) -> str:
    """The live channel of one child's commute."""
    return f"commute:{child_id}"


def _notices_of(event: Recorded) -> list[UUID]:
    """The ids of all notices that an event may have caused."""
    if event.topic == DeliveryExhausted.topic:
        return [notifications.escalation_of(event.read_as(DeliveryExhausted))]
    return [event.id, second(event.id)]


@dataclass(frozen=True, slots=True)
class _ChildOf:
    child_id: UUID


@dataclass(frozen=True, slots=True)
class _CaseOf:
    case_id: UUID


@dataclass(frozen=True, slots=True)
class _CentreOf:
    centre_id: UUID
