"""What was believed of one batch, kept in one statement, whatever it is and however much.

A message that was taken before is left out by its number: `care.sequences` gives back what it held
before this batch, locked, so that two processes never both take the same. So is any of a start of
its device whose numbers are forgotten: nothing would tell it from a replay. Device and home are
looked up once more: what was destroyed or closed a moment ago keeps nothing.

What no consent covers at this moment is not kept either, whoever has noticed its end by then: not
the message, not its number, not that the home was heard. An emergency's number alone is, so that
the same smoke is raised once.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final, LiteralString, NamedTuple
from uuid import UUID

from domains.care.homes.listening import HEARTBEAT_WORTH
from domains.care.homes.vocabulary import EMERGENCIES, Measure
from domains.consent.public import CATALOGUE, Purpose
from domains.kernel import sql

LATE_AFTER_MS: Final = 5 * 60_000
"""A message about a moment this long ago comes from a backlog."""

NEEDED: Final = (Purpose.CARE_HOME_SENSORS, Purpose.CARE_CHECK_INS)
"""Without check-ins there is no care, and without care no reason to listen."""


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
    ), at_home AS (
        SELECT given.*, devices.home_id, devices.spot_id, devices.shows_life,
            measure = ANY($12::int2[]) AS urgent, given.boot <= forgotten_boot AS forgotten,
            consent.holds((SELECT * FROM here), purposes, terms, $13, $14)
                AND consent.holds((SELECT * FROM here), purposes, terms, $15, $16) AS agreed
        FROM given JOIN care.devices ON devices.id = device_id
            JOIN care.homes ON homes.id = devices.home_id AND homes.closed_at IS NULL
            LEFT JOIN consent.audience ON person_id = homes.senior_id
    ), firsts AS (
        SELECT DISTINCT ON (device_id, boot, sequence) *
        FROM at_home WHERE (agreed OR urgent) AND NOT forgotten
        ORDER BY device_id, boot, sequence, nr
    ), numbered AS (
        INSERT INTO care.sequences AS kept (device_id, boot, taken, heard_at)
        SELECT device_id, boot, range_agg(int8range(sequence, sequence + 1)), (SELECT * FROM here)
        FROM firsts GROUP BY device_id, boot ORDER BY device_id, boot
        ON CONFLICT (device_id, boot) DO UPDATE
            SET taken = kept.taken + EXCLUDED.taken, heard_at = EXCLUDED.heard_at
        RETURNING kept.device_id, kept.boot, old.taken AS before
    ), fresh AS (
        SELECT firsts.*, to_timestamp(at_ms / 1000.0) AS at
        FROM firsts JOIN numbered USING (device_id, boot)
        WHERE before IS NULL OR NOT before @> sequence
    ), stored AS (
        INSERT INTO care.sensor_events
            (home_id, spot_id, device_id, measure, reading, humidity, at, received_at, late)
        SELECT home_id, spot_id, device_id, measure, reading, humidity, at,
            (SELECT * FROM here), $8::int8 - at_ms > $9::int8
        FROM fresh WHERE agreed AND measure <> $10::int2 ORDER BY nr
    ), listened AS (
        INSERT INTO care.listening AS kept (device_id, home_id, heard)
        SELECT device_id, home_id, range_agg(tstzrange(at, at + $11::interval))
        FROM fresh WHERE agreed AND measure = $10::int2 AND shows_life
        GROUP BY device_id, home_id ORDER BY device_id
        ON CONFLICT (device_id) DO UPDATE
            SET home_id = EXCLUDED.home_id, heard = kept.heard + EXCLUDED.heard
    )
    SELECT nr, NOT (agreed OR urgent) AS unwanted, forgotten
    FROM (SELECT nr FROM given EXCEPT SELECT nr FROM fresh) AS left_out LEFT JOIN at_home USING (nr)
"""


class LeftOut(StrEnum):
    """Why a message is not kept."""

    KNOWN = "known"
    """It had been taken before, or its device is gone."""
    UNWANTED = "unwanted"
    """No consent stands to keep it."""
    FORGOTTEN = "forgotten"
    """Of a start of its device whose numbers are forgotten."""


async def store_messages(
    believed: Sequence[Believed], *, received_ms: int
) -> Mapping[int, LeftOut]:
    """Keep what is new. The places in `believed` of what is not, and why."""
    if not believed:
        return {}
    ids, boots, sequences, measures, readings, humidities, ats = zip(*believed, strict=True)
    rows = await sql.fetch(
        _STORE,
        *(ids, boots, sequences, measures, readings, humidities, ats),
        received_ms,
        LATE_AFTER_MS,
        int(Measure.HEARTBEAT),
        HEARTBEAT_WORTH,
        sorted(EMERGENCIES),
        *_agreement(received_ms),
    )
    return {row["nr"] - 1: _why(row) for row in rows}


def _why(row: Any) -> LeftOut:
    if row["forgotten"]:
        return LeftOut.FORGOTTEN
    return LeftOut.UNWANTED if row["unwanted"] else LeftOut.KNOWN


def _agreement(at_ms: int) -> Sequence[str | int]:
    """Each purpose that must stand, with the oldest text on which it may."""
    at = datetime.fromtimestamp(at_ms / 1000, UTC)
    return [word for one in NEEDED for word in (one.value, CATALOGUE[one].oldest_valid(at))]
