"""Which of the sensors that told of a door or a switch would tell of it now.

Its own silence must never pass for hers: a kettle whose plug was pulled at noon was not unused all
evening. So silence of a sensor is measured as hers is, by the time in which the home was heard: an
outage of the home is no death of a sensor.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from domains.care.homes.device_health import SILENT_AFTER
from domains.care.judgement.deafness import unheard
from domains.care.judgement.fixed_timer import quiet_for_s
from domains.care.judgement.heard import ALL_HEARD, Sensors
from domains.care.judgement.memory import Remembered
from domains.care.ports import Deaf
from domains.kernel import sql

LIVES_FOR: Final = timedelta(hours=12)
"""What saves its battery beats some times a day, and one beat may be lost. Less than the least
that any rule of doors and switches waits for, whatever a centre sets (`limits.FLOORS`): none of
them ever rests on such a silence alone."""


@dataclass(frozen=True, slots=True)
class LastWord:
    """Of one sensor; `heard_at` None: there is none any more, or it never spoke. One that never
    told of a battery is on the mains, and beats as often as the contract of messages says."""

    sensor: str
    heard_at: datetime | None
    on_mains: bool

    @property
    def pace(self) -> timedelta:
        return SILENT_AFTER if self.on_mains else LIVES_FOR


async def hear_sensors(
    home: Remembered, *, home_id: UUID, deaf: Sequence[Deaf], now: datetime
) -> Sensors:
    """Nothing is read where all of them told of something lately: then none of their rules can
    ring, and none of them is dead. `deaf`: when the home was not heard."""
    told = {**home.doors, **home.switches}
    if all(now - at < LIVES_FOR for at in told.values()):
        return ALL_HEARD
    return sensors_of(await _last_words(home_id, list(told)), deaf=deaf, now=now)


def sensors_of(words: Iterable[LastWord], *, deaf: Sequence[Deaf], now: datetime) -> Sensors:
    silent: dict[str, datetime] = {}
    dead: set[str] = set()
    for word in words:
        silent_s = _silent_s(word.heard_at, deaf, now)
        if word.heard_at is None or silent_s > LIVES_FOR.total_seconds():
            dead.add(word.sensor)
        elif silent_s > word.pace.total_seconds():
            silent[word.sensor] = word.heard_at
    return Sensors(silent, frozenset(dead))


def _silent_s(heard_at: datetime | None, deaf: Sequence[Deaf], now: datetime) -> float:
    if heard_at is None:
        return 0.0
    return quiet_for_s(heard_at, deaf=unheard(deaf, since=heard_at, until=now), now=now)


async def _last_words(home_id: UUID, sensors: Sequence[str]) -> Sequence[LastWord]:
    """By spot. The home is asked for of both tables: devices have an index by home, none by
    spot."""
    rows = await sql.fetch(
        """
        SELECT s.id, max(d.heard_at) AS heard_at, bool_and(d.battery IS NULL) AS on_mains
        FROM care.spots s LEFT JOIN care.devices d
            ON d.spot_id = s.id AND d.home_id = $1 AND d.retired_at IS NULL
        WHERE s.home_id = $1 AND s.id = ANY($2::uuid[]) GROUP BY s.id
        """,
        home_id,
        sensors,
    )
    return [LastWord(str(row["id"]), row["heard_at"], bool(row["on_mains"])) for row in rows]
