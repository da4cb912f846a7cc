"""Tell the code that proves a telephone number: to that telephone, and to no inbox or phone."""

from dataclasses import replace
from typing import Final
from uuid import UUID

from domains.identity.public import contacts
from domains.kernel import sql
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from notifications import announcements, notices
from notifications.audience import Addressee, addressees
from notifications.decisions import already_decided, keep_decisions
from notifications.fallback.arm import WAY_OF
from notifications.gate import Allow, decide
from notifications.lanes import lane_of
from notifications.notification import Notification
from notifications.notify import content_of
from notifications.preferences.wishes import NO_WISHES

SPOKEN_APART: Final = ", "
"""Between digits that a voice must not read as one number."""


async def tell_contact_code(
    issued: contacts.IssuedCode, *, event_id: UUID, number_id: UUID, clock: Clock, ids: Ids
) -> bool:
    """Within the caller's transaction; False where it was told before, or to nobody.

    The gate is asked as always, with no wish but this one: the person waits for it. An inbox entry
    would show the code to whoever holds the phone that asks for it.
    """
    if await already_decided(event_id):
        return False
    notification = _notification(issued, event_id, number_id, clock=clock)
    for person in await addressees(notification, at=clock.now()):
        receiver = replace(person.receiver, wishes=NO_WISHES)
        verdict = decide(content_of(notification), receiver, clock.now())
        await keep_decisions(notification, [(person, verdict)], clock=clock, ids=ids)
        if isinstance(verdict, Allow):
            await notices.keep(notification)
            await _queue(notification, person, issued, clock=clock)
            return True
    return False


def _notification(
    issued: contacts.IssuedCode, event_id: UUID, number_id: UUID, *, clock: Clock
) -> Notification:
    is_spoken = issued.kind is contacts.LineKind.VOICE
    return announcements.contact_code(
        event_id=event_id,
        person_id=issued.person_id,
        number_id=number_id,
        code=SPOKEN_APART.join(issued.code) if is_spoken else issued.code,
        at=clock.now(),
        until=issued.ends_at,
    )


async def _queue(
    notification: Notification, person: Addressee, issued: contacts.IssuedCode, *, clock: Clock
) -> None:
    await sql.execute(
        """
        INSERT INTO notifications.deliveries
            (event_id, device_id, person_id, channel, lane, locale, with_position,
             expires_at, created_at, next_attempt_at)
        VALUES ($1, $2, $3, $4, $5, $6, false, $7, $8, $8)
        ON CONFLICT (event_id, device_id) DO NOTHING
        """,
        notification.event_id,
        issued.line_id,
        issued.person_id,
        WAY_OF[issued.kind].value,
        lane_of(notification.category).value,
        person.locale.value,
        notification.expires_at,
        clock.now(),
    )
