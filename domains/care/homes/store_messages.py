"""What was believed of one batch, kept in one statement, whatever it is and however much.

A message that was taken before is left out by its number: `care.sequences` gives back what it held
before this batch, locked, so that two processes never both take the same. Device and home are
looked up once more: what was destroyed a moment ago keeps nothing.
"""

from collections.abc import Sequence
from typing import Final, LiteralString, NamedTuple
from uuid import UUID

from domains.care.homes.listening import HEARTBEAT_WORTH
from domains.care.homes.vocabulary import Measure
from domains.kernel import sql

LATE_AFTER_MS: Final = 5 * 60_000
"""A message about a moment this long ago comes from a backlog."""


class Believed(NamedTuple):
    """One message as it is kept; times in milliseconds since 1970 by our clock."""

    device_id: UUID
    boot: int
    sequence: int
    measure: int
    reading: float | None
    humidity: float | None
    at_ms: int


_STORE: Final[LiteralString] = """
    WITH here AS (
        SELECT to_timestamp($8::int8 / 1000.0)
    ), given AS (
        SELECT * FROM unnest($1::uuid[], $2::int8[], $3::int8[], $4::int2[], $5::float4[],
            $6::float4[], $7::int8[]) WITH ORDINALITY
            AS said (device_id, boot, sequence, measure, reading, humidity, at_ms, nr)
    ), firsts AS (
        SELECT DISTINCT ON (device_id, boot, sequence) *
        FROM given ORDER BY device_id, boot, sequence, nr
    ), numbered AS (
        INSERT INTO care.sequences AS kept (device_id, boot, taken, heard_at)
        SELECT device_id, boot, range_agg(int8range(sequence, sequence + 1)), (SELECT * FROM here)
        FROM firsts GROUP BY device_id, boot ORDER BY device_id, boot
        ON CONFLICT (device_id, boot) DO UPDATE
            SET taken = kept.taken + EXCLUDED.taken, heard_at = EXCLUDED.heard_at
        RETURNING kept.device_id, kept.boot, old.taken AS before
    ), fresh AS (
        SELECT firsts.*, devices.home_id, devices.spot_id, devices.shows_life,
            to_timestamp(at_ms / 1000.0) AS at
        FROM firsts JOIN numbered USING (device_id, boot)
            JOIN care.devices ON devices.id = device_id
        WHERE before IS NULL OR NOT before @> sequence
    ), stored AS (
        INSERT INTO care.sensor_events
            (home_id, spot_id, device_id, measure, reading, humidity, at, received_at, late)
        SELECT home_id, spot_id, device_id, measure, reading, humidity, at,
            (SELECT * FROM here), $8::int8 - at_ms > $9::int8
        FROM fresh WHERE measure <> $10::int2 ORDER BY nr
    ), listened AS (
        INSERT INTO care.listening AS kept (device_id, home_id, heard)
        SELECT device_id, home_id, range_agg(tstzrange(at, at + $11::interval))
        FROM fresh WHERE measure = $10::int2 AND shows_life
        GROUP BY device_id, home_id ORDER BY device_id
        ON CONFLICT (device_id) DO UPDATE SET heard = kept.heard + EXCLUDED.heard
    )
    SELECT nr FROM given EXCEPT SELECT nr FROM fresh
"""


async def store_messages(believed: Sequence[Believed], *, received_ms: int) -> set[int]:
    """Keep what is new; the places in `believed` of what had been taken before."""
    if not believed:
        return set()
    ids, boots, sequences, measures, readings, humidities, ats = zip(*believed, strict=True)
    rows = await sql.fetch(
        _STORE,
        *(ids, boots, sequences, measures, readings, humidities, ats),
        received_ms,
        LATE_AFTER_MS,
        int(Measure.HEARTBEAT),
        HEARTBEAT_WORTH,
    )
    return {row["nr"] - 1 for row in rows}
