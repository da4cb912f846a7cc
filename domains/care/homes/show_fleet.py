"""How all devices of the city do: for the operators, who see devices and no people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final, LiteralString
from uuid import UUID

from domains.care.homes.device_health import LOW_BATTERY, SILENT_AFTER
from domains.care.homes.firmware import Build, outdated
from domains.care.homes.operators import must_operate
from domains.kernel import sql
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock

MOST: Final = 200
REFUSED_WITHIN: Final = timedelta(days=1)


class Trouble(StrEnum):
    """What is wrong with a device, the gravest first; it may have several."""

    MISTRUSTED = "mistrusted"
    NEVER_HEARD = "never_heard"
    SILENT = "silent"
    BATTERY_LOW = "battery_low"
    FIRMWARE_OLD = "firmware_old"


@dataclass(frozen=True, slots=True)
class FleetDevice:
    """One device in use that is in trouble; `refused` are messages of the last day in its name
    that were not believed. The id leads to no person from here."""

    device_id: UUID
    model: str
    firmware: str | None
    battery: int | None
    heard_at: datetime | None
    refused: int
    troubles: tuple[Trouble, ...]


@dataclass(frozen=True, slots=True)
class Fleet:
    """Every device in use, counted; the worst of those in trouble, at most `MOST`."""

    at: datetime
    in_use: int
    well: int
    counts: Mapping[Trouble, int]
    worst: Sequence[FleetDevice]


_BUILDS: Final[LiteralString] = """
    SELECT DISTINCT d.model, d.firmware
    FROM care.devices d JOIN care.homes h ON h.id = d.home_id AND h.closed_at IS NULL
    WHERE d.retired_at IS NULL AND d.firmware IS NOT NULL
"""
_LOOKED: Final[LiteralString] = """
    WITH refused AS (
        SELECT device_id, sum(times)::int8 AS times FROM care.mistrusts
        WHERE hour > $2 GROUP BY device_id
    ), old AS (
        SELECT * FROM unnest($4::text[], $5::text[]) AS old (model, firmware)
    ), looked AS (
        SELECT d.id, d.model, d.firmware, d.battery, d.heard_at,
            coalesce(refused.times, 0) AS refused,
            array_remove(ARRAY[
                CASE WHEN refused.times > 0 THEN 'mistrusted' END,
                CASE WHEN d.heard_at IS NULL THEN 'never_heard' END,
                CASE WHEN d.heard_at < $1 THEN 'silent' END,
                CASE WHEN d.battery < $3 THEN 'battery_low' END,
                CASE WHEN old.model IS NOT NULL THEN 'firmware_old' END
            ], NULL) AS troubles
        FROM care.devices d
            JOIN care.homes h ON h.id = d.home_id AND h.closed_at IS NULL
            LEFT JOIN refused ON refused.device_id = d.id
            LEFT JOIN old ON old.model = d.model AND old.firmware = d.firmware
        WHERE d.retired_at IS NULL
    )
"""
_COUNT: Final[LiteralString] = f"""
    {_LOOKED}
    SELECT trouble, count(*) AS devices FROM looked, unnest(troubles) AS trouble GROUP BY trouble
    UNION ALL SELECT 'in_use', count(*) FROM looked
    UNION ALL SELECT 'well', count(*) FROM looked WHERE cardinality(troubles) = 0
"""  # noqa: S608 - a literal of ours
_WORST: Final[LiteralString] = f"""
    {_LOOKED}
    SELECT * FROM looked WHERE cardinality(troubles) > 0
    ORDER BY array_position($6::text[], troubles[1]), heard_at NULLS FIRST, id LIMIT $7
"""  # noqa: S608 - a literal of ours


async def show_fleet(actor: Actor, *, clock: Clock) -> Fleet:
    """Raises Forbidden for who is no operator."""
    await must_operate(actor, clock=clock)
    now = clock.now()
    old = outdated(Build(row["model"], row["firmware"]) for row in await sql.fetch(_BUILDS))
    asked = (
        now - SILENT_AFTER,
        now - REFUSED_WITHIN,
        LOW_BATTERY,
        [build.model for build in old],
        [build.firmware for build in old],
    )
    counted = {row["trouble"]: row["devices"] for row in await sql.fetch(_COUNT, *asked)}
    worst = await sql.fetch(_WORST, *asked, list(Trouble), MOST)
    return Fleet(
        at=now,
        in_use=counted["in_use"],
        well=counted["well"],
        counts={trouble: counted.get(trouble.value, 0) for trouble in Trouble},
        worst=tuple(_device(row) for row in worst),
    )


def _device(row: Any) -> FleetDevice:
    return FleetDevice(
        device_id=row["id"],
        model=row["model"],
        firmware=row["firmware"],
        battery=row["battery"],
        heard_at=row["heard_at"],
        refused=row["refused"],
        troubles=tuple(Trouble(word) for word in row["troubles"]),
    )
