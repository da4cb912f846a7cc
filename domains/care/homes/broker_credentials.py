"""Who may come in at the broker: each device in use, with its password."""

from collections.abc import Sequence
from uuid import UUID

from domains.care.homes.device_keys import DeviceKeys
from domains.kernel import sql


async def registry_version() -> int:
    """Rises whenever a device is paired, swapped, retired or destroyed."""
    rows = await sql.fetch("SELECT sum(version)::int8 AS version FROM care.registry")
    return int(rows[0]["version"])


async def broker_credentials(keys: DeviceKeys) -> Sequence[tuple[UUID, str]]:
    """Ids and passwords, by id; a device of a city key that the settings lost has none."""
    rows = await sql.fetch(
        "SELECT id, key_id FROM care.devices WHERE retired_at IS NULL ORDER BY id"
    )
    return [
        (row["id"], keys.password(row["id"], key_id=row["key_id"]))
        for row in rows
        if keys.has(row["key_id"])
    ]
