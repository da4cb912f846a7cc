"""Who cares when something happened: event topic -> what follows.

Each reaction runs in the transaction that marks its event done, and may run twice.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from domains.commute import events as commute_events
from domains.commute import public as commute
from domains.commute.public import CrossingKind, Retention
from domains.identity import public as identity
from domains.kernel.actor import system_actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.outbox import Recorded
from notifications import public as notifications
from notifications.public import (
    Child,
    DeliveryExhausted,
    LastSeen,
    Retraction,
    announcements,
)

MESSENGER = system_actor("commute.messenger")

STALE = timedelta(hours=2)
"""A crossing learned of later than this belongs in the timeline and rings no phone."""


@dataclass(frozen=True, slots=True)
class Reactions:
    """Turns events into notifications and retractions."""

    clock: Clock
    ids: Ids
    retention: Retention

    async def react(self, event: Recorded) -> None:
        """Do what follows from one event; an event that nobody cares for is simply done."""
        reaction = _BY_TOPIC.get(event.topic)
        if reaction is not None:
            kind, follow = reaction
            await follow(self, event, event.read_as(kind))

    async def crossing_recorded(
        self, record: Recorded, event: commute_events.CrossingRecorded
    ) -> None:
        if self.clock.now() - event.at > STALE:
            return
        tell = announcements.arrived if event.kind is CrossingKind.ENTER else announcements.departed
        await self._notify(
            tell(
                event_id=record.id,
                child=await self._child(event.child_id),
                visit_id=event.visit_id,
                place=event.place_name,
                at=event.at,
                told_at=record.occurred_at,
            )
        )

    async def crossing_retracted(
        self, record: Recorded, event: commute_events.CrossingRetracted
    ) -> None:
        await self._retract(record, notifications.visit_tag(event.visit_id))

    async def late_fixes_came(self, _: Recorded, event: commute_events.LateFixesCame) -> None:
        await commute.judge_late_fixes(
            event.child_id, retention=self.retention, clock=self.clock, ids=self.ids
        )

    async def arrival_missed(self, record: Recorded, event: commute_events.ArrivalMissed) -> None:
        await self._notify(
            announcements.not_arrived(
                event_id=record.id,
                child=await self._child(event.child_id),
                alarm_id=event.watch_id,
                place=event.place_name,
                due=event.due_at,
                told_at=record.occurred_at,
            )
        )

    async def child_turned_up(self, record: Recorded, event: commute_events.ChildTurnedUp) -> None:
        await self._retract(record, notifications.alarm_tag(event.watch_id))
        await self._notify(
            announcements.turned_up(
                event_id=self.second(record.id),
                child=await self._child(event.child_id),
                alarm_id=event.watch_id,
                place=event.place_name,
                at=event.at,
                told_at=record.occurred_at,
            )
        )

    async def sos_raised(self, record: Recorded, event: commute_events.SosRaised) -> None:
        sos = await commute.sos_for_message(MESSENGER, event.sos_id, clock=self.clock, ids=self.ids)
        if sos is None:
            return
        last_seen = (
            LastSeen(at=sos.position_at, point=sos.position)
            if sos.position and sos.position_at
            else None
        )
        await self._notify(
            announcements.sos_raised(
                event_id=record.id,
                child=Child(id=sos.child_id, name=sos.child_name),
                sos_id=sos.id,
                at=sos.raised_at,
                last_seen=last_seen,
            )
        )

    async def sos_acknowledged(
        self, record: Recorded, event: commute_events.SosAcknowledged
    ) -> None:
        await self._retract(
            record, notifications.sos_tag(event.sos_id), except_person=event.acknowledged_by
        )
        by = (await identity.people([event.acknowledged_by]))[event.acknowledged_by]
        await self._notify(
            announcements.sos_acknowledged(
                event_id=self.second(record.id),
                child=await self._child(event.child_id),
                sos_id=event.sos_id,
                by=by.display_name,
                at=event.acknowledged_at,
            )
        )

    async def delivery_exhausted(self, _: Recorded, event: DeliveryExhausted) -> None:
        await notifications.escalate(event, clock=self.clock, ids=self.ids)

    async def _child(self, child_id: UUID) -> Child:
        card = (await identity.people([child_id]))[child_id]
        return Child(id=child_id, name=card.display_name)

    async def _notify(self, notification: notifications.Notification) -> None:
        await notifications.notify(notification, clock=self.clock, ids=self.ids)

    async def _retract(
        self, record: Recorded, tag: str, *, except_person: UUID | None = None
    ) -> None:
        retraction = Retraction(
            event_id=record.id,
            occurred_at=record.occurred_at,
            tag=tag,
            except_person=except_person,
        )
        await notifications.retract(retraction, clock=self.clock)

    @staticmethod
    def second(event_id: UUID) -> UUID:
        """The id of the second notice that one event causes: the same at every repetition.

        The last bit of a uuidv7 is random; turned, it is another id of the same instant.
        """
        return UUID(int=event_id.int ^ 1)


Follow = Callable[[Reactions, Recorded, Any], Awaitable[None]]

_BY_TOPIC: dict[str, tuple[type[Any], Follow]] = {
    kind.topic: (kind, follow)
    for kind, follow in (
        (commute_events.CrossingRecorded, Reactions.crossing_recorded),
        (commute_events.CrossingRetracted, Reactions.crossing_retracted),
        (commute_events.LateFixesCame, Reactions.late_fixes_came),
        (commute_events.ArrivalMissed, Reactions.arrival_missed),
        (commute_events.ChildTurnedUp, Reactions.child_turned_up),
        (commute_events.SosRaised, Reactions.sos_raised),
        (commute_events.SosAcknowledged, Reactions.sos_acknowledged),
        (DeliveryExhausted, Reactions.delivery_exhausted),
    )
}

LIVE_TOPICS = frozenset(
    {
        commute_events.CrossingRecorded.topic,
        commute_events.CrossingRetracted.topic,
        commute_events.CrossingAmended.topic,
    }
)
"""Events of which the subscribers of a child's commute are told."""


async def live_channels(events: list[Recorded]) -> set[str]:
    """The live channels on which something happened: children's days, and inboxes."""
    children = {
        commute_channel(event.read_as(_ChildOf).child_id)
        for event in events
        if event.topic in LIVE_TOPICS
    }
    told = [id_ for event in events for id_ in _notices_of(event)]
    return children | {inbox_channel(one) for one in await notifications.receivers_of(told)}


def _notices_of(event: Recorded) -> list[UUID]:
    """The ids of all notices that an event may have caused."""
    if event.topic == DeliveryExhausted.topic:
        return [notifications.escalation_of(event.read_as(DeliveryExhausted))]
    return [event.id, Reactions.second(event.id)]


def inbox_channel(person_id: UUID) -> str:
    """The live channel of one person's inbox."""
    return f"inbox:{person_id}"


def commute_channel(child_id: UUID) -> str:
    """The live channel of one child's commute."""
    return f"commute:{child_id}"


@dataclass(frozen=True, slots=True)
class _ChildOf:
    child_id: UUID
