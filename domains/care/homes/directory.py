"""The devices that one process knows, kept true by the registry's versions.

Every pairing, swap and retirement raises a number in the transaction that makes it, and so does
every destruction; every batch of messages reads them under a share lock. So a device that was
retired a moment ago is refused by every process, and a batch costs no look at ten thousand rows.
"""

from dataclasses import dataclass
from datetime import UTC
from typing import Any
from uuid import UUID

from domains.care.homes.correct_clock import DeviceClock
from domains.care.homes.device_keys import DeviceKeys
from domains.care.homes.vocabulary import Room
from domains.kernel import sql


@dataclass(slots=True)
class KnownDevice:
    """A device in use. `clock`, `battery`, `firmware` and `noted_ms` (when they were last written
    down) move with its messages; the rest changes with the registry only."""

    id: UUID
    home_id: UUID
    room: Room
    signing_key: bytes
    shows_life: bool
    clock: DeviceClock | None
    battery: int | None
    firmware: str | None
    noted_ms: int = 0


class Directory:
    """Devices by their id as topics write it."""

    def __init__(self, keys: DeviceKeys) -> None:
        self._keys = keys
        self._version = self._destroyed = -1
        self.devices: dict[str, KnownDevice] = {}

    async def refresh(self) -> None:
        """Within the batch's transaction: nobody changes the registry before it ends."""
        rows = await sql.fetch("SELECT name, version FROM care.registry ORDER BY name FOR SHARE")
        now = {row["name"]: row["version"] for row in rows}
        if now["destroyed"] != self._destroyed:
            self.devices, self._version = {}, -1
        if now["devices"] != self._version:
            await self._read_newer()
        self._version, self._destroyed = now["devices"], now["destroyed"]

    async def _read_newer(self) -> None:
        rows = await sql.fetch(
            """
            SELECT d.id, d.home_id, s.room, d.key_id, d.shows_life, d.boot, d.clock_ms,
                d.clock_sequence, d.clock_shown_ms, d.battery, d.firmware, d.heard_at, d.retired_at
            FROM care.devices d JOIN care.spots s ON s.id = d.spot_id WHERE d.version > $1
            """,
            self._version,
        )
        for row in rows:
            if row["retired_at"] is None and self._keys.has(row["key_id"]):
                self.devices[str(row["id"])] = self._known(row)
            else:
                self.devices.pop(str(row["id"]), None)

    def _known(self, row: Any) -> KnownDevice:
        return KnownDevice(
            id=row["id"],
            home_id=row["home_id"],
            room=Room(row["room"]),
            signing_key=self._keys.signing(row["id"], key_id=row["key_id"]),
            shows_life=row["shows_life"],
            clock=_clock(row),
            battery=row["battery"],
            firmware=row["firmware"],
        )


def _clock(row: Any) -> DeviceClock | None:
    if row["heard_at"] is None:
        return None
    known_ms = int(row["heard_at"].astimezone(UTC).timestamp() * 1000)
    said = (row["clock_sequence"], row["clock_shown_ms"])
    return DeviceClock(row["boot"], row["clock_ms"], known_ms, *said)
