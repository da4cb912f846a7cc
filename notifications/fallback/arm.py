"""Start the chain of each person whom a telephone could reach, should the push stay unseen."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from domains.identity.public import contacts
from domains.kernel import sql
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from notifications.audience import Addressee
from notifications.channel import Channel
from notifications.fallback.policy import Chains, first_look
from notifications.gate import Hold, Reason, Spoken
from notifications.notification import Notification

WAY_OF: Final[Mapping[contacts.LineKind, Channel]] = {
    contacts.LineKind.SMS: Channel.SMS,
    contacts.LineKind.VOICE: Channel.VOICE,
}

Armed = tuple[Addressee, Spoken, list[str]]


async def arm(
    notification: Notification,
    told: Sequence[tuple[Addressee, Spoken]],
    *,
    chains: Chains,
    clock: Clock,
    ids: Ids,
) -> int:
    """In the transaction of the deliveries, after them; how many chains were started.

    Nobody without a telephone gets a row, and whoever has no phone to ring is due at once. What is
    expected has none: who planned the question planned its reminders.
    """
    steps = [step.way for step in chains.of(notification.category)]
    if not steps or notification.expected:
        return 0
    armed = await _with_ways(steps, told)
    if not armed:
        return 0
    now, category = clock.now(), notification.category
    starts = [verdict.until if isinstance(verdict, Hold) else now for _, verdict, _ in armed]
    wait = first_look(category, chains)
    return await sql.execute(
        """
        INSERT INTO notifications.fallbacks
            (id, event_id, person_id, category, locale, armed_at, expires_at,
             tried, ways_left, due_at)
        SELECT f.id, $1, f.person_id, $2, f.locale, $3, $4, 'push',
            string_to_array(f.ways, ','),
            CASE WHEN EXISTS (
                SELECT FROM notifications.deliveries d
                WHERE d.event_id = $1 AND d.person_id = f.person_id
            ) THEN f.due_at ELSE f.starts_at END
        FROM unnest($5::uuid[], $6::uuid[], $7::text[], $8::text[], $9::timestamptz[],
                    $10::timestamptz[])
            AS f (id, person_id, locale, ways, starts_at, due_at)
        ON CONFLICT (event_id, person_id) DO NOTHING
        """,
        notification.event_id,
        category.value,
        now,
        notification.expires_at,
        [ids.new() for _ in armed],
        [person.person_id for person, _, _ in armed],
        [person.locale.value for person, _, _ in armed],
        [",".join(ways) for _, _, ways in armed],
        starts,
        [start + wait for start in starts],
    )


async def _with_ways(
    steps: Sequence[Channel], told: Sequence[tuple[Addressee, Spoken]]
) -> list[Armed]:
    """Those with a telephone for at least one step that their wishes leave open."""
    people = [person.person_id for person, verdict in told if verdict.reason is not Reason.DIGEST]
    lines: dict[UUID, set[Channel]] = defaultdict(set)
    for line in await contacts.contact_lines_of(people):
        lines[line.person_id].add(WAY_OF[line.kind])
    armed = [
        (person, verdict, _ways(steps, lines[person.person_id], verdict))
        for person, verdict in told
        if person.person_id in lines
    ]
    return [each for each in armed if each[2]]


def _ways(steps: Sequence[Channel], lines: set[Channel], verdict: Spoken) -> list[str]:
    return [way.value for way in steps if way in lines and way in verdict.channels]
