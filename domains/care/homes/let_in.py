"""Whether a device is who it says, where no broker stands before us: by the broker's password."""

from hmac import compare_digest
from uuid import UUID

from domains.care.homes.device_keys import DeviceKeys
from domains.kernel import sql


async def is_let_in(device_id: UUID, password: str, *, keys: DeviceKeys) -> bool:
    """False for a wrong password, an unknown and a retired device alike."""
    rows = await sql.fetch(
        "SELECT key_id FROM care.devices WHERE id = $1 AND retired_at IS NULL", device_id
    )
    if not rows or not keys.has(rows[0]["key_id"]):
        return False
    right = keys.password(device_id, key_id=rows[0]["key_id"])
    return compare_digest(right.encode(), password.encode())
