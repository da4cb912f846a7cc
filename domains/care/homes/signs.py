"""What a home has told since somebody last asked: signs of life, and its climate."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NewType
from uuid import UUID

from domains.care.homes.vocabulary import SIGNS, Measure, Room
from domains.care.ports import Sign, SignKind
from domains.kernel import sql

Cursor = NewType("Cursor", int)
"""How far somebody has read a home: a transaction number of PostgreSQL, so that what commits late
is read late but never skipped. Of another database cluster it means nothing: begin anew."""

BEGINNING: Final = Cursor(0)

_KINDS: Final = {
    Measure.MOTION: SignKind.MOTION,
    Measure.DOOR: SignKind.DOOR,
    Measure.POWER: SignKind.POWER,
    Measure.WATER: SignKind.POWER,
}


@dataclass(frozen=True, slots=True)
class Climate:
    """One reading; `humidity` in percent where the device measures it."""

    at: datetime
    celsius: float
    humidity: float | None
    room: Room


@dataclass(frozen=True, slots=True)
class Signs:
    """What is new, by the moment at which it was, oldest first; `cursor` is for the next asking.

    Signs out of a backlog are among them with their own, earlier times.
    """

    signs: Sequence[Sign]
    climate: Sequence[Climate]
    cursor: Cursor


_READ = """
    WITH line AS (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS here)
    SELECT line.here::text::int8 AS here, e.measure, e.at, e.spot_id, e.reading, e.humidity, s.room
    FROM line LEFT JOIN care.sensor_events e
        ON e.home_id = $1 AND e.measure = ANY($3::smallint[])
        AND e.taken_in < line.here
        AND e.taken_in >= (CASE WHEN $2 <= line.here::text::int8 THEN $2 ELSE 0 END)::text::xid8
    LEFT JOIN care.spots s ON s.id = e.spot_id
    ORDER BY e.at
"""


async def signs_since(home_id: UUID, cursor: Cursor) -> Signs:
    """What a home told after `cursor`; with `BEGINNING`, all that is kept of it.

    Commits are read whole: what another transaction is still writing comes at the next asking.
    """
    wanted = [*sorted(SIGNS), Measure.CLIMATE]
    rows = await sql.fetch(_READ, home_id, cursor, wanted)
    told = [row for row in rows if row["measure"] is not None]
    return Signs(
        signs=tuple(_sign(row) for row in told if row["measure"] in SIGNS),
        climate=tuple(_climate(row) for row in told if row["measure"] == Measure.CLIMATE),
        cursor=Cursor(rows[0]["here"]),
    )


def _sign(row: Any) -> Sign:
    return Sign(row["at"], _KINDS[Measure(row["measure"])], str(row["spot_id"]))


def _climate(row: Any) -> Climate:
    return Climate(row["at"], row["reading"], row["humidity"], Room(row["room"]))
