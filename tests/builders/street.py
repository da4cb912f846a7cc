"""Homes that live, on the real database: messages, outages and backlogs, timers and looks.

street = await Street.build(seniors, clock, ids)     # doors of ours that beat
flat = await street.flat(seniors.senior)             # with motion, a door and a kettle
await street.live(hours=6, about=[flat])             # somebody stirs there every forty minutes
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from api import timers as rings
from domains.care.homes.judge_messages import Arrived
from domains.care.homes.pulse import Source, beat
from domains.care.homes.raise_alarms import alarms_raised
from domains.care.homes.take_messages import HomeDoor
from domains.care.homes.vocabulary import Room
from domains.care.judgement.judge_due_homes import judge_due_homes
from domains.care.judgement.models import Watch
from domains.care.ports import RhythmModel
from domains.kernel import sql, timers
from domains.kernel.clock import SimulatedClock
from domains.kernel.ids import Ids
from infra.model_client.nobody import Nobody
from tests.builders.heard import nobody_stands_before
from tests.builders.homes import Homes, SpeakingDevice

STEP = timedelta(minutes=30)
BEAT = timedelta(minutes=5)
STIRS = timedelta(minutes=40)


@dataclass
class Flat:
    """A home with its devices; `kept` is what it could not send yet."""

    senior_id: UUID
    home_id: UUID
    motion: SpeakingDevice
    door: SpeakingDevice
    kettle: SpeakingDevice
    smoke: SpeakingDevice
    is_cut_off: bool = False
    forgets: bool = False
    kept: list[tuple[SpeakingDevice, str, datetime, dict[str, Any]]] = field(default_factory=list)


@dataclass
class Street:
    clock: SimulatedClock
    ids: Ids
    homes: Homes
    door: HomeDoor
    model: RhythmModel
    flats: list[Flat] = field(default_factory=list)
    city_is_down: bool = False

    @classmethod
    async def build(
        cls, clock: SimulatedClock, ids: Ids, *, model: RhythmModel | None = None
    ) -> "Street":
        homes = Homes(clock, ids)
        await homes.ready()
        door = HomeDoor(
            keys=homes.keys, raise_alarms=alarms_raised(clock=clock, ids=ids), clock=clock, ids=ids
        )
        return cls(clock, ids, homes, door, model or Nobody())

    async def flat(self, senior_id: UUID) -> Flat:
        home_id = await self.homes.home(senior_id)
        flat = Flat(
            senior_id,
            home_id,
            await self.homes.device(home_id, room=Room.LIVING_ROOM),
            await self.homes.device(home_id, room=Room.ENTRANCE),
            await self.homes.device(home_id, room=Room.KITCHEN),
            await self.homes.device(home_id, room=Room.KITCHEN, shows_life=False),
        )
        self.flats.append(flat)
        return flat

    async def live(
        self,
        *,
        hours: float,
        about: Collection[Flat] = (),
        stirs: timedelta = STIRS,
        step: timedelta = STEP,
    ) -> None:
        """Time passes; in the flats `about` somebody stirs, in the others devices beat alone.
        With a longer `step` what is due in it is done at its end."""
        until = self.clock.now() + timedelta(hours=hours)
        while self.clock.now() < until:
            since = self.clock.now()
            self.clock.advance(min(step, until - since))
            for flat in self.flats:
                self._beats(flat, since)
                if flat in about:
                    self._stirs(flat, since, stirs)
            await self.turn()

    async def turn(self) -> None:
        """What has come in is taken; what is due is done."""
        if not self.city_is_down:
            await self._doors_beat()
            for flat in self.flats:
                await self._send(flat)
            await nobody_stands_before()
        handlers = rings.handlers(clock=self.clock, ids=self.ids)
        while (await timers.fire_due(handlers, limit=100, clock=self.clock)).is_full:
            pass
        await judge_due_homes(model=self.model, clock=self.clock, ids=self.ids)

    def says(self, device: SpeakingDevice, kind: str, at: datetime, **said: Any) -> None:
        flat = next(each for each in self.flats if each.home_id == device.home_id)
        flat.kept.append((device, kind, at, said))

    async def _send(self, flat: Flat) -> None:
        if flat.is_cut_off:
            return
        now = self.clock.now()
        kept = sorted((each for each in flat.kept if each[2] <= now), key=lambda each: each[2])
        flat.kept = [each for each in flat.kept if each[2] > now]
        messages: list[Arrived] = [
            device.says(kind, at=at, **said) for device, kind, at, said in kept
        ]
        for first in range(0, len(messages), 200):
            await self.door.take(messages[first : first + 200])

    def _beats(self, flat: Flat, since: datetime) -> None:
        for number in range(1, int((self.clock.now() - since) / BEAT) + 1):
            self.says(flat.motion, "heartbeat", since + BEAT * number, battery=90)

    def _stirs(self, flat: Flat, since: datetime, every: timedelta) -> None:
        first = since.timestamp() // every.total_seconds() + 1
        at = datetime.fromtimestamp(first * every.total_seconds(), tz=UTC)
        while at <= self.clock.now():
            self.says(flat.motion, "motion", at)
            self.says(flat.kettle, "power", at, on=True)
            at += every

    async def _doors_beat(self) -> None:
        """Whoever listens has listened since the last turn, if it did then."""
        rows = await sql.fetch("SELECT upper(heard) AS until FROM care.pulses")
        now = self.clock.now()
        if rows and now - rows[0]["until"] <= STEP:
            await sql.execute(
                "UPDATE care.pulses SET heard = heard + tstzmultirange(tstzrange($1, $2))",
                rows[0]["until"],
                now,
            )
        await beat(Source.BRIDGE, clock=self.clock)


async def watch_of(flat: Flat) -> Watch:
    return await Watch.get(home_id=flat.home_id)


async def concerns_of(senior_id: UUID) -> Sequence[tuple[str, int, bool]]:
    """Kind, level and whether late, as they were raised."""
    rows = await sql.fetch(
        "SELECT kind, level, late FROM care.case_concerns WHERE senior_id = $1 ORDER BY raised_at",
        senior_id,
    )
    return [(row["kind"], row["level"], row["late"]) for row in rows]
