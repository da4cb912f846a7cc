"""Ring telephones at once, beside the push: for what is asked rather than told."""

from collections.abc import Sequence

from domains.identity.public import contacts
from domains.kernel import sql
from domains.kernel.clock import Clock
from notifications.audience import Addressee
from notifications.channel import Channel
from notifications.gate import Allow, Spoken
from notifications.lanes import lane_of
from notifications.notification import Notification

Told = Sequence[tuple[Addressee, Spoken]]


async def queue_calls(notification: Notification, told: Told, *, clock: Clock) -> int:
    """One call for each proved line that takes calls, where the verdict lets them ring now.

    Unique on event and line; how many are new. A position is never spoken.
    """
    if not notification.calls:
        return 0
    locales = {
        person.person_id: person.locale
        for person, verdict in told
        if isinstance(verdict, Allow) and Channel.VOICE in verdict.channels
    }
    lines = [
        line
        for line in await contacts.contact_lines_of(locales)
        if line.kind is contacts.LineKind.VOICE
    ]
    return await sql.execute(
        """
        INSERT INTO notifications.deliveries
            (event_id, device_id, person_id, channel, lane, locale, with_position,
             expires_at, created_at, next_attempt_at)
        SELECT $1, l.line_id, l.person_id, 'voice', $2, l.locale, false, $3, $4, $4
        FROM unnest($5::uuid[], $6::uuid[], $7::text[]) AS l (line_id, person_id, locale)
        ON CONFLICT (event_id, device_id) DO NOTHING
        """,
        notification.event_id,
        lane_of(notification.category).value,
        notification.expires_at,
        clock.now(),
        [line.line_id for line in lines],
        [line.person_id for line in lines],
        [locales[line.person_id].value for line in lines],
    )
