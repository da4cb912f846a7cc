"""A session that ended for a reason its owner must hear."""

from api.reactions.follow import Follows
from api.reactions.messenger import Messenger
from domains.identity import events
from domains.identity import public as identity
from domains.kernel.outbox import Recorded
from notifications.public import announcements

THEFT = frozenset({"refresh_token_reused", "code_reused"})
"""Somebody else held a copy: RFC 9700 §4.14.2."""


async def session_revoked(
    messenger: Messenger, record: Recorded, event: events.SessionRevoked
) -> None:
    if event.because not in THEFT:
        return
    device = await identity.device_name_of_session(event.session_id)
    if device is not None:
        await messenger.tell(
            announcements.session_stolen(
                event_id=record.id,
                person_id=event.person_id,
                session_id=event.session_id,
                device=device,
                at=record.occurred_at,
            )
        )


FOLLOWS: Follows = ((events.SessionRevoked, session_revoked),)
