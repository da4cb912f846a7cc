"""Puts together what the ledger, the gate's book and the chains know of one delivery."""

from typing import Any, Final, LiteralString
from uuid import UUID

from domains.kernel import sql
from domains.kernel.actor import Actor
from notifications.campaigns.notice import CAMPAIGN
from notifications.dead_letters.dead_letter import DeadLetter
from notifications.dead_letters.story import Step, Story, What
from notifications.escalate import escalation_of
from notifications.events import DeliveryExhausted
from notifications.messages.keys import CAMPAIGN as CAMPAIGN_KIND
from notifications.messages.keys import RETRACT
from notifications.notices import FROM_SOME

_STEPS: Final[LiteralString] = """
    SELECT decided_at AS at, 'decided' AS what, verdict || '.' || reason AS detail
    FROM notifications.decisions WHERE event_id = $1 AND person_id = $2
    UNION ALL
    SELECT coalesce(finished_at, created_at), 'other_way', channel || '.' || state
    FROM notifications.deliveries WHERE event_id = $1 AND person_id = $2 AND device_id <> $3
    UNION ALL
    SELECT ended_at, 'chain_ended', coalesce(ended_because, '')
    FROM notifications.fallbacks
    WHERE event_id = $1 AND person_id = $2 AND ended_at IS NOT NULL
    UNION ALL
    SELECT occurred_at, 'escalated', '' FROM notifications.notices WHERE event_id = $4
"""


async def tell_story(_: Actor, letter: DeadLetter) -> Story:
    """For an operator who may look, and has left a trace."""
    key = letter.key
    rows = await sql.fetch(
        _STEPS, key.event_id, letter.person_id, key.device_id, _escalation_of(letter)
    )
    known = [Step(row["at"], What(row["what"]), row["detail"]) for row in rows]
    kind, campaign_id = await _what_it_was(key.event_id)
    steps = sorted([*known, *_own_steps(letter)], key=lambda step: step.at)
    return Story(letter, kind, campaign_id, tuple(steps))


def _own_steps(letter: DeadLetter) -> list[Step]:
    """A ledger row keeps the number of attempts and what the last one met."""
    steps = [Step(letter.created_at, What.QUEUED, letter.channel.value)]
    if letter.attempts:
        met = f"{letter.attempts}: {letter.reason}"
        steps.append(Step(letter.given_up_at, What.LAST_ATTEMPT, met))
    return [*steps, Step(letter.given_up_at, What.GIVEN_UP, letter.reason)]


def _escalation_of(letter: DeadLetter) -> UUID:
    exhausted = DeliveryExhausted(
        event_id=letter.key.event_id,
        device_id=letter.key.device_id,
        person_id=letter.person_id,
        category=letter.lane.category.value,
        reason=letter.reason,
    )
    return escalation_of(exhausted)


async def _what_it_was(event_id: UUID) -> tuple[str | None, UUID | None]:
    """The message's kind, and its campaign's id; the words stay where they lie."""
    rows = await sql.fetch(
        """
        SELECT tag, coalesce(notification, $2) = $2 AS retracts,
            notification::jsonb ->> 'key' AS key
        FROM notifications.notices WHERE event_id = $1
        """,
        event_id,
        FROM_SOME,
    )
    return _kind(rows[0]) if rows else (None, None)


def _kind(row: Any) -> tuple[str | None, UUID | None]:
    if row["tag"].startswith(CAMPAIGN):
        return CAMPAIGN_KIND, UUID(row["tag"].removeprefix(CAMPAIGN))
    return (RETRACT if row["retracts"] else row["key"]), None
