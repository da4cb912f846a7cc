"""Why somebody was told something, or was not: what the gate said, and what became of each push."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, LiteralString
from uuid import UUID

from domains.identity import public as identity
from domains.kernel import sql
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from notifications.channel import Channel
from notifications.gate import Reason
from notifications.notification import Category
from notifications.preferences.outcomes import NotYoursToChoose
from notifications.preferences.whose import may_choose_for
from notifications.readable import VISIBLE, readable_by
from notifications.retry import State


class Said(StrEnum):
    """The gate's verdict."""

    ALLOW = "allow"
    HOLD = "hold"
    DENY = "deny"


RULES: Final[Mapping[Reason, str]] = {
    Reason.RELATION_ENDED: "개인정보 보호법 §18",
    Reason.CONSENT_MISSING: "위치정보법 §18, §19",
    Reason.NOT_OPTED_IN: "정보통신망법 §50①",
    Reason.UNDER_AGE: "개인정보 보호법 §22의2",
    Reason.NIGHT: "정보통신망법 §50③, 시행령 §61",
}
"""The law behind a reason; the others are one's own wishes, or plain facts."""

DEVICES: Final = 100
"""Whose outcomes are looked for: more than anybody has."""


@dataclass(frozen=True, slots=True)
class PushOutcome:
    """What became of it on one way to the person; `reason` is the ledger's own word."""

    device_id: UUID
    channel: Channel
    state: State
    reason: str | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Why:
    """One decision. `topic` says of what sort the news was and never more: who may not know the
    news may know that there was a reason. `entry_id` leads to it where it may be read."""

    id: UUID
    decided_at: datetime
    topic: str
    category: Category | None
    said: Said
    reason: Reason
    held_until: datetime | None
    entry_id: UUID | None
    outcomes: tuple[PushOutcome, ...]


_PAGE: Final[LiteralString] = """
    SELECT d.id, d.event_id, d.decided_at, d.verdict, d.reason, d.held_until,
        coalesce(d.category, n.category) AS category,
        coalesce(d.topic, split_part(n.notification::jsonb ->> 'key', '.', 1), 'campaign') AS topic
    FROM notifications.decisions d LEFT JOIN notifications.notices n USING (event_id)
    WHERE d.person_id = $1 AND ($2::uuid IS NULL OR d.id < $2)
    ORDER BY d.id DESC LIMIT $3
"""

_ENTRIES: Final[LiteralString] = f"""
    SELECT inbox.id, inbox.event_id FROM {VISIBLE} AND inbox.event_id = ANY($8::uuid[])
"""  # noqa: S608 - two literals of ours


async def why(
    actor: Actor, person_id: UUID, *, limit: int, before: UUID | None, clock: Clock
) -> Sequence[Why] | NotYoursToChoose:
    """Newest first, for whoever may choose how the person is told. `before` is the last one's id
    of the page before."""
    if not await may_choose_for(actor, person_id, clock=clock):
        return NotYoursToChoose()
    rows = await sql.fetch(_PAGE, person_id, before, limit)
    events = [row["event_id"] for row in rows]
    outcomes = await _outcomes(person_id, events, clock=clock)
    entries = await _entries(person_id, events, clock=clock)
    return [
        replace(_why(row), entry_id=entries.get(event), outcomes=tuple(outcomes.get(event, ())))
        for row, event in zip(rows, events, strict=True)
    ]


def _why(row: Any) -> Why:
    return Why(
        id=row["id"],
        decided_at=row["decided_at"],
        topic=row["topic"],
        category=Category(row["category"]) if row["category"] else None,
        said=Said(row["verdict"]),
        reason=Reason(row["reason"]),
        held_until=row["held_until"],
        entry_id=None,
        outcomes=(),
    )


async def _entries(
    person_id: UUID, events: Collection[UUID], *, clock: Clock
) -> Mapping[UUID, UUID]:
    now = clock.now()
    may = await readable_by(person_id, at=now)
    rows = await sql.fetch(_ENTRIES, person_id, now, *may.arguments, list(events))
    return {row["event_id"]: row["id"] for row in rows}


async def _outcomes(
    person_id: UUID, events: Collection[UUID], *, clock: Clock
) -> Mapping[UUID, list[PushOutcome]]:
    """By event; by its key, device by device: a campaign's rows are a city's."""
    rows = await sql.fetch(
        """
        SELECT event_id, device_id, channel, state, reason, coalesce(seen_at, finished_at) AS at
        FROM notifications.deliveries
        WHERE event_id = ANY($1::uuid[]) AND device_id = ANY($2::uuid[]) AND person_id = $3
        ORDER BY event_id, created_at, device_id
        """,
        list(events),
        await _endpoints(person_id, clock=clock),
        person_id,
    )
    found: dict[UUID, list[PushOutcome]] = defaultdict(list)
    for row in rows:
        found[row["event_id"]].append(
            PushOutcome(
                device_id=row["device_id"],
                channel=Channel(row["channel"]),
                state=State(row["state"]),
                reason=row["reason"],
                at=row["at"],
            )
        )
    return found


async def _endpoints(person_id: UUID, *, clock: Clock) -> list[UUID]:
    """The person's phones, browsers and telephone lines."""
    devices = await identity.devices_in_care_of(person_id, limit=DEVICES, before=None, clock=clock)
    lines = await identity.contacts.contact_lines_of([person_id])
    own = [device.device_id for device in devices if device.owner_id == person_id]
    return [*own, *(line.line_id for line in lines)]
