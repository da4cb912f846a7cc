"""What each spot told in each hour: counts and extremes, made from events as they arrive.

Each run takes the events of the transactions that ended since the last one, and moves the line on
in the transaction that adds them up: none is counted twice, and one that came late is added to the
hour in which it was.
"""

from typing import Any, Final

from tortoise.transactions import in_transaction

from domains.kernel import sql
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

_LINE: Final = "hours"

_READ: Final = """
    SELECT home_id, spot_id, measure, date_trunc('hour', at, 'UTC') AS hour,
        count(*) AS times, min(reading) AS lowest, max(reading) AS highest
    FROM care.sensor_events
    WHERE received_at >= $3::timestamptz - interval '15 minutes'  -- no transaction lives longer
        AND taken_in >= $1::text::xid8 AND taken_in < $2::text::xid8
    GROUP BY home_id, spot_id, measure, date_trunc('hour', at, 'UTC')
    ORDER BY spot_id, measure, hour
"""

_ADD: Final = """
    INSERT INTO care.home_hours AS kept
        (id, home_id, spot_id, measure, hour, times, lowest, highest)
    SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::int2[], $5::timestamptz[],
        $6::int4[], $7::float8[], $8::float8[])
    ON CONFLICT (spot_id, measure, hour) DO UPDATE SET times = kept.times + EXCLUDED.times,
        lowest = least(kept.lowest, EXCLUDED.lowest),
        highest = greatest(kept.highest, EXCLUDED.highest)
"""


async def summarise_hours(*, clock: Clock, ids: Ids) -> int:
    """Add what arrived since the last time; how many spots' hours it touched."""
    async with in_transaction():
        since, received = await _line(clock)
        here = (await sql.fetch("SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS here"))[0]
        rows = await sql.fetch(_READ, since, here["here"], received)
        if rows:
            await _add(rows, ids)
        await sql.execute(
            """
            UPDATE care.summary_line SET taken_before = $2::text::xid8, received_before = $3
            WHERE name = $1
            """,
            *(_LINE, here["here"], clock.now()),
        )
        return len(rows)


async def _line(clock: Clock) -> tuple[str, Any]:
    """Where the last run ended, locked: two runs at once add nothing twice."""
    await sql.execute(
        "INSERT INTO care.summary_line VALUES ($1, '0', $2) ON CONFLICT DO NOTHING",
        *(_LINE, clock.now()),
    )
    rows = await sql.fetch(
        """
        SELECT taken_before::text AS since, received_before FROM care.summary_line
        WHERE name = $1 FOR UPDATE
        """,
        _LINE,
    )
    return rows[0]["since"], rows[0]["received_before"]


async def _add(rows: list[Any], ids: Ids) -> None:
    await sql.execute(
        _ADD,
        [ids.new() for _ in rows],
        *([row[name] for row in rows] for name in ("home_id", "spot_id", "measure", "hour")),
        *([row[name] for row in rows] for name in ("times", "lowest", "highest")),
    )
