"""Chores on people's keys, each resumable and safe while everybody works."""

import secrets
from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from infra.keys import rotation
from infra.keys.columns import (
    BATCH,
    FIRST,
    SealedColumn,
    count,
    renew_batch,
    versions_in_use,
)
from infra.keys.keyring import Keyring
from infra.keys.store import StoredKey
from infra.keys.wrapping import Wrapped

Columns = Sequence[SealedColumn]
Tell = Callable[[str, int], None]
"""Told the name of what advances and by how much."""

KEYS = "data keys"


def say_nothing(_: str, __: int) -> None:
    """For chores that nobody watches."""


async def seal_rest(columns: Columns, ring: Keyring, *, tell: Tell = say_nothing) -> int:
    """Seal what still waits: rows of before there were keys, and of while the store was down."""
    sealed = 0
    for column in columns:
        after: UUID | None = FIRST
        while after is not None:
            done = await renew_batch(column, ring, after=after, only_waiting=True)
            sealed, after = sealed + done.renewed, done.reached
            tell(column.name, done.renewed)
    return sealed


async def rotate_wrapping(ring: Keyring, *, tell: Tell = say_nothing) -> int:
    """Wrap every data key under the newest key-encryption key; no data is touched."""

    def anew(key: StoredKey) -> Wrapped:
        data_key = ring.wrapping.unwrap(key.wrapped, owner_id=key.owner_id, version=key.version)
        return ring.wrapping.wrap(data_key, owner_id=key.owner_id, version=key.version)

    total = 0
    while n := await rotation.rewrap_batch(
        ring.store, newest=ring.wrapping.newest, rewrap=anew, limit=BATCH
    ):
        total += n
        tell(KEYS, n)
    return total


async def rotate_data(columns: Columns, ring: Keyring, *, tell: Tell = say_nothing) -> None:
    """A new data key for everybody, and all that is sealed under older ones sealed anew.

    Killed anywhere, the next run goes on. A writer that had not heard of the new key yet may
    seal under the older behind our back: that stays readable, and the second pass takes it.
    """
    under_way = await rotation.begin(ring.store)
    await _new_keys(ring, before=under_way.started_at, tell=tell)
    for column in columns:
        reached = under_way.reached.get(column.name, str(FIRST))
        if reached != "done":
            await _renew(column, ring, under_way, after=UUID(reached), tell=tell)
    for column in columns:
        await _renew(column, ring, under_way, after=FIRST, tell=say_nothing)
    await rotation.finish(ring.store, under_way)


async def drop_retired(columns: Columns, ring: Keyring, *, before: datetime) -> int:
    """Destroy the versions that were retired `before`, save those that something needs still.

    Data backups that are older than that cannot be read any more.
    """
    in_use: set[tuple[UUID, int]] = set()
    for column in columns:
        in_use |= await versions_in_use(column)
    return await rotation.drop_retired(ring.store, before=before, in_use=in_use)


async def sealed_values(columns: Columns) -> dict[str, int]:
    """How many values each column holds: what a rotation has to do."""
    return {column.name: await count(column) for column in columns}


async def waiting_values(columns: Columns) -> dict[str, int]:
    """How many values wait to be sealed, by column."""
    return {column.name: await count(column, only_waiting=True) for column in columns}


async def _new_keys(ring: Keyring, *, before: datetime, tell: Tell) -> None:
    def wrap(owner_id: UUID, version: int) -> Wrapped:
        return ring.wrapping.wrap(secrets.token_bytes(32), owner_id=owner_id, version=version)

    while owners := await rotation.add_versions(ring.store, before=before, wrap=wrap, limit=BATCH):
        tell(KEYS, len(owners))
    ring.forget_all()


async def _renew(
    column: SealedColumn,
    ring: Keyring,
    under_way: rotation.Rotation,
    *,
    after: UUID | None,
    tell: Tell,
) -> None:
    while after is not None:
        done = await renew_batch(column, ring, after=after, only_waiting=False)
        after = done.reached
        await rotation.note(ring.store, under_way, column=column.name, reached=after)
        tell(column.name, done.seen)
