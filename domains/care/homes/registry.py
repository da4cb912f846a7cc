"""The registry's versions: raised by whoever changes devices, read by every batch.

A batch holds them (`FOR SHARE`) while it raises what it found, and so waits for seniors. Whoever
wants both the registry and a device or a senior takes the registry first (`care.lock_senior`).
"""

from uuid import UUID

from domains.kernel import sql


async def raise_version() -> int:
    """The version that a changed device bears; within the transaction that changes it.

    Take it late, with the permissions asked and only rows left to write: every batch of messages
    of the city waits from here until the commit. But take it before any device's row.
    """
    rows = await sql.fetch(
        "UPDATE care.registry SET version = version + 1 WHERE name = 'devices' RETURNING version"
    )
    return int(rows[0]["version"])


async def close_registry_for(senior_id: UUID) -> None:
    """Her home is about to be destroyed: no batch is under way, and none begins before the commit.

    Whoever never had a home keeps nobody waiting.
    """
    if await sql.fetch("SELECT FROM care.homes WHERE senior_id = $1 LIMIT 1", senior_id):
        await note_destruction()


async def hold_devices_of(senior_id: UUID) -> None:
    """Her devices are about to be changed, after other locks: no batch is under way, and none
    begins before the commit. Whoever has no home keeps nobody waiting."""
    rows = await sql.fetch(
        "SELECT id FROM care.homes WHERE senior_id = $1 AND closed_at IS NULL", senior_id
    )
    if rows:
        await sql.fetch("SELECT FROM care.registry WHERE name = 'devices' FOR UPDATE")
        await sql.fetch(
            "SELECT FROM care.devices WHERE home_id = ANY($1::uuid[]) ORDER BY id FOR UPDATE",
            [row["id"] for row in rows],
        )


async def note_destruction() -> None:
    """Devices are gone, and no row is left to say so: everybody forgets what they know of all."""
    await sql.execute("UPDATE care.registry SET version = version + 1 WHERE name = 'destroyed'")
