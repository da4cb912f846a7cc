"""The registry's versions: raised by whoever changes devices, read by every batch."""

from domains.kernel import sql


async def raise_version() -> int:
    """The version that a changed device bears; within the transaction that changes it.

    Take it last: every batch of messages of the city waits from here until the commit.
    """
    rows = await sql.fetch(
        "UPDATE care.registry SET version = version + 1 WHERE name = 'devices' RETURNING version"
    )
    return int(rows[0]["version"])


async def note_destruction() -> None:
    """Devices are gone, and no row is left to say so: everybody forgets what they know of all."""
    await sql.execute("UPDATE care.registry SET version = version + 1 WHERE name = 'destroyed'")
