"""Which installations can be pushed to, and whose they are."""

from collections.abc import Collection, Sequence
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.identity.events import PushTokenForgotten
from domains.identity.models import Device
from domains.identity.vocabulary import Platform, PushDevice
from domains.kernel import outbox, sql
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


async def register_push_device(
    *, person_id: UUID, platform: Platform, push_token: str, name: str, clock: Clock, ids: Ids
) -> PushDevice:
    """Make an installation reachable. A token belongs to one person: the last who registered it.

    A phone that changes hands keeps its token, and the former owner's child must not ring there.
    """
    rows = await sql.fetch(
        """
        INSERT INTO identity.devices AS device
            (id, person_id, name, platform, push_token, created_at, last_seen_at)
        VALUES ($1, $2, $3, $4, $5, $6, $6)
        ON CONFLICT (push_token) DO UPDATE SET
            person_id = EXCLUDED.person_id, name = EXCLUDED.name,
            platform = EXCLUDED.platform, last_seen_at = EXCLUDED.last_seen_at
        RETURNING id
        """,
        ids.new(),
        person_id,
        name,
        platform,
        push_token,
        clock.now(),
    )
    return PushDevice(rows[0]["id"], person_id, platform, push_token)


async def push_devices_of(person_ids: Collection[UUID]) -> Sequence[PushDevice]:
    """Every reachable installation of many people, in one statement."""
    rows = await sql.fetch(
        """
        SELECT id, person_id, platform, push_token FROM identity.devices
        WHERE person_id = ANY($1::uuid[]) AND push_token IS NOT NULL AND revoked_at IS NULL
        ORDER BY id
        """,
        list(person_ids),
    )
    return [
        PushDevice(row["id"], row["person_id"], Platform(row["platform"]), row["push_token"])
        for row in rows
    ]


async def forget_push_token(push_token: str, *, clock: Clock, ids: Ids) -> bool:
    """The push service says that the token is dead; True when a device lost it."""
    async with in_transaction():
        device = await Device.select_for_update().get_or_none(push_token=push_token)
        if device is None:
            return False
        device.push_token = None
        await device.save(update_fields=["push_token"])
        event = PushTokenForgotten(device.id, device.person_id)
        await outbox.record(event, clock=clock, ids=ids)
        return True
