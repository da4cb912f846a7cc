"""A telephone number was named: a code goes there."""

from api.reactions.follow import Follows
from api.reactions.messenger import Messenger
from domains.identity.events import ContactCodeAsked
from domains.identity.public import contacts
from domains.kernel.outbox import Recorded
from notifications import public as notifications


async def contact_code_asked(
    messenger: Messenger, record: Recorded, event: ContactCodeAsked
) -> None:
    issued = await contacts.issue_contact_code(event.number_id, clock=messenger.clock)
    if issued is not None:
        await notifications.tell_contact_code(
            issued,
            event_id=record.id,
            number_id=event.number_id,
            clock=messenger.clock,
            ids=messenger.ids,
        )


FOLLOWS: Follows = ((ContactCodeAsked, contact_code_asked),)
