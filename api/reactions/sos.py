"""A call for help, and that somebody took it on."""

from api.reactions.follow import Follows
from api.reactions.messenger import Messenger, second
from domains.commute import events
from domains.commute import public as commute
from domains.kernel.actor import system_actor
from domains.kernel.outbox import Recorded
from notifications import public as notifications
from notifications.public import Child, LastSeen, announcements

MESSENGER = system_actor("commute.messenger")


async def sos_raised(messenger: Messenger, record: Recorded, event: events.SosRaised) -> None:
    sos = await commute.sos_for_message(
        MESSENGER, event.sos_id, clock=messenger.clock, ids=messenger.ids
    )
    if sos is None:
        return
    last_seen = (
        LastSeen(at=sos.position_at, point=sos.position)
        if sos.position and sos.position_at
        else None
    )
    await messenger.tell(
        announcements.sos_raised(
            event_id=record.id,
            child=Child(id=sos.child_id, name=sos.child_name),
            sos_id=sos.id,
            at=sos.raised_at,
            last_seen=last_seen,
        )
    )


async def sos_acknowledged(
    messenger: Messenger, record: Recorded, event: events.SosAcknowledged
) -> None:
    await messenger.take_back(
        record, notifications.sos_tag(event.sos_id), except_person=event.acknowledged_by
    )
    child, by = (
        await messenger.child(event.child_id, even_nameless=True),
        await messenger.name_of(event.acknowledged_by, even_nameless=True),
    )
    if child is not None and by is not None:
        await messenger.tell(
            announcements.sos_acknowledged(
                event_id=second(record.id),
                child=child,
                sos_id=event.sos_id,
                by=by,
                at=event.acknowledged_at,
            )
        )


FOLLOWS: Follows = (
    (events.SosRaised, sos_raised),
    (events.SosAcknowledged, sos_acknowledged),
)
