"""The devices that somebody answers for: their own, and those of their children under 14."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from domains.identity import policy
from domains.identity.queries import children_of, people
from domains.identity.vocabulary import NAMELESS, Platform
from domains.kernel import personal, sql
from domains.kernel.clock import Clock, seoul_date


@dataclass(frozen=True, slots=True)
class DeviceView:
    """A device as its owner or a guardian sees it; never its token or its secret."""

    device_id: UUID
    owner_id: UUID
    owner_name: str = field(repr=False)
    name: str = field(repr=False)
    platform: Platform
    added_at: datetime
    last_seen_at: datetime | None


async def devices_in_care_of(
    person_id: UUID, *, limit: int, before: UUID | None, clock: Clock
) -> list[DeviceView]:
    """Devices that work, newest first; `before` is the last device of the page before.

    Those are the devices that `may_manage_devices_of` lets this person revoke.
    """
    owners = [person_id, *await _young_children_of(person_id, clock=clock)]
    rows = await sql.fetch(
        """
        SELECT d.id, d.person_id, p.display_name, d.name, d.platform, d.created_at, d.last_seen_at
        FROM identity.devices d JOIN identity.people p ON p.id = d.person_id
        WHERE d.person_id = ANY($1::uuid[]) AND d.revoked_at IS NULL
          AND ($2::uuid IS NULL OR d.id < $2)
        ORDER BY d.id DESC LIMIT $3
        """,
        owners,
        before,
        limit,
    )
    owners_names = await personal.open_each(
        [(row["person_id"], row["display_name"]) for row in rows]
    )
    names = await personal.open_each([(row["person_id"], row["name"]) for row in rows])
    return [
        DeviceView(
            device_id=row["id"],
            owner_id=row["person_id"],
            owner_name=owner_name or NAMELESS,
            name=name or NAMELESS,
            platform=Platform(row["platform"]),
            added_at=row["created_at"],
            last_seen_at=row["last_seen_at"],
        )
        for row, owner_name, name in zip(rows, owners_names, names, strict=True)
    ]


async def _young_children_of(person_id: UUID, *, clock: Clock) -> list[UUID]:
    children = await people(await children_of(person_id, at=clock.now()), named=False)
    today = seoul_date(clock.now())
    return [child for child, card in children.items() if policy.is_young(card.birth_date, today)]
