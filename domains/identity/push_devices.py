"""Which installations can be pushed to, and whose they are."""

from collections.abc import Collection, Sequence
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.identity.events import PushTokenForgotten
from domains.identity.vocabulary import Platform, PushDevice
from domains.kernel import audit, outbox, personal, sql
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

MOST_PHONES = 20
"""Of one person, to be rung: a stolen session must not turn one alarm into thousands of sends."""


async def register_push_device(
    *, person_id: UUID, platform: Platform, push_token: str, name: str, clock: Clock, ids: Ids
) -> PushDevice:
    """Make an installation reachable. A token belongs to one person: the last who registered it.

    A phone that changes hands keeps its token, and the former owner's child must not ring there.
    Nobody has more than `MOST_PHONES`: the one that was not seen for longest falls silent.
    """
    sealed = await personal.seal(person_id, name)
    async with in_transaction():
        known = await sql.fetch(
            "SELECT person_id FROM identity.devices WHERE push_token = $1 FOR UPDATE", push_token
        )
        device_id = await _write(person_id, platform, push_token, sealed, clock=clock, ids=ids)
        if not known or known[0]["person_id"] != person_id:
            await _trace(person_id, device_id, clock=clock, ids=ids)
            await _retire_unseen(person_id, clock=clock, ids=ids)
    return PushDevice(device_id, person_id, platform, push_token)


async def _write(
    person_id: UUID, platform: Platform, push_token: str, name: bytes, *, clock: Clock, ids: Ids
) -> UUID:
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
    device_id: UUID = rows[0]["id"]
    return device_id


async def _trace(person_id: UUID, device_id: UUID, *, clock: Clock, ids: Ids) -> None:
    """Once an installation and owner; an app that introduces itself at every start is no news."""
    await audit.record(
        Actor(person_id=person_id),
        "identity.push_device.register",
        subject_id=person_id,
        reference=device_id,
        clock=clock,
        ids=ids,
    )


async def _retire_unseen(person_id: UUID, *, clock: Clock, ids: Ids) -> None:
    rows = await sql.fetch(
        """
        UPDATE identity.devices SET push_token = NULL
        WHERE id IN (
            SELECT id FROM identity.devices
            WHERE person_id = $1 AND push_token IS NOT NULL AND revoked_at IS NULL
            ORDER BY last_seen_at DESC, id DESC OFFSET $2
        )
        RETURNING id
        """,
        person_id,
        MOST_PHONES,
    )
    events = [PushTokenForgotten(row["id"], person_id) for row in rows]
    await outbox.record_all(events, clock=clock, ids=ids)


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


async def push_device_with(push_token: str) -> PushDevice | None:
    """The reachable installation of this token: only it, its push service and we know the token."""
    rows = await sql.fetch(
        """
        SELECT id, person_id, platform, push_token FROM identity.devices
        WHERE push_token = $1 AND revoked_at IS NULL
        """,
        push_token,
    )
    return next(
        (
            PushDevice(row["id"], row["person_id"], Platform(row["platform"]), push_token)
            for row in rows
        ),
        None,
    )


async def forget_push_token(push_token: str, *, clock: Clock, ids: Ids) -> bool:
    """The push service says that the token is dead; True when a device lost it."""
    return await forget_push_tokens([push_token], clock=clock, ids=ids) > 0


async def forget_push_tokens(push_tokens: Collection[str], *, clock: Clock, ids: Ids) -> int:
    """All that the push service said of one batch; how many devices lost theirs."""
    async with in_transaction():
        rows = await sql.fetch(
            """
            UPDATE identity.devices SET push_token = NULL WHERE id = ANY(ARRAY(
                SELECT id FROM identity.devices WHERE push_token = ANY($1::text[])
                ORDER BY id FOR UPDATE))
            RETURNING id, person_id
            """,
            list(push_tokens),
        )
        events = [PushTokenForgotten(row["id"], row["person_id"]) for row in rows]
        await outbox.record_all(events, clock=clock, ids=ids)
    return len(rows)
