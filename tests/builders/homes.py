"""Homes with devices that speak: what a device of the city does, in a few lines."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import orjson

from domains.care.homes.device_keys import DeviceKeys
from domains.care.homes.expire_events import expire_events
from domains.care.homes.judge_messages import Arrived
from domains.care.homes.prove_message import sign
from domains.care.homes.vocabulary import Room
from domains.kernel import sql
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

CITY = DeviceKeys([b"a city's key of thirty-two bytes"])


@dataclass
class SpeakingDevice:
    """A device with a clock of its own: `wrong_by` is how far it runs ahead of ours."""

    id: UUID
    home_id: UUID
    clock: Clock
    signing_key: bytes
    boot: int = 1
    sequence: int = 0
    wrong_by: timedelta = timedelta(0)

    def says(self, kind: str, *, at: datetime | None = None, **said: Any) -> Arrived:
        """The next message, about now or about an earlier moment, sent now."""
        self.sequence += 1
        body = {
            "v": 1,
            "boot": self.boot,
            "seq": self.sequence,
            "at": self._shown(at or self.clock.now()),
            "sent": self._shown(self.clock.now()),
            "kind": kind,
            **said,
        }
        return Arrived(str(self.id), sign(orjson.dumps(body), self.signing_key))

    def restarts(self) -> None:
        self.boot, self.sequence = self.boot + 1, 0

    def _shown(self, moment: datetime) -> int:
        return int((moment + self.wrong_by).timestamp() * 1000)


@dataclass
class Homes:
    """Rows of homes and devices, without the ways that lead to them."""

    clock: Clock
    ids: Ids
    keys: DeviceKeys = field(default_factory=lambda: CITY)

    async def ready(self) -> None:
        await expire_events(kept=timedelta(days=14), clock=self.clock)

    async def home(self, senior_id: UUID | None = None) -> UUID:
        """Of somebody new, who agreed to sensors, unless told whose."""
        home_id = self.ids.new()
        if senior_id is None:
            senior_id = await self._somebody()
        await sql.execute(
            "INSERT INTO care.homes (id, senior_id, opened_at) VALUES ($1, $2, $3)",
            home_id,
            senior_id,
            self.clock.now(),
        )
        return home_id

    async def _somebody(self) -> UUID:
        senior_id = self.ids.new()
        await sql.execute(
            """
            INSERT INTO consent.standing (subject_id, purposes, changed_at)
            VALUES ($1, '{care.check_ins,care.home_sensors}', $2)
            """,
            *(senior_id, self.clock.now()),
        )
        return senior_id

    async def device(
        self, home_id: UUID, *, room: Room = Room.LIVING_ROOM, shows_life: bool = True
    ) -> SpeakingDevice:
        device_id, spot_id = self.ids.new(), self.ids.new()
        await sql.execute(
            "INSERT INTO care.spots (id, home_id, room, made_at) VALUES ($1, $2, $3, $4)",
            *(spot_id, home_id, room.value, self.clock.now()),
        )
        await sql.execute(
            """
            WITH turned AS (
                UPDATE care.registry SET version = version + 1 WHERE name = 'devices'
                RETURNING version
            )
            INSERT INTO care.devices (id, home_id, spot_id, serial, model, shows_life, key_id,
                paired_at, version, boot, clock_ms)
            SELECT $1, $2, $3, 'serial', 'model', $4, $6, $5, version, 0, 0 FROM turned
            """,
            *(device_id, home_id, spot_id, shows_life, self.clock.now(), self.keys.newest),
        )
        key = self.keys.signing(device_id, key_id=self.keys.newest)
        return SpeakingDevice(device_id, home_id, self.clock, key)
