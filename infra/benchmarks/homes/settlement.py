"""Homes and their devices, one statement a table; and a table of the yardstick's like ours."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import asyncpg

from domains.care.public import homes
from domains.kernel.clock import SystemClock
from domains.kernel.ids import UuidV7Ids
from infra.benchmarks.house import House
from infra.database import migrate, open_database
from infra.device_keys import device_keys


@dataclass(frozen=True, slots=True)
class Speaker:
    """What one device of the load knows."""

    device_id: UUID
    password: str
    signing_key: bytes


def settle(house: House, *, devices: int) -> Sequence[Speaker]:
    """A home a device, each with one that shows life; and the yardstick's table."""
    asyncio.run(migrate(house.settings.database))
    asyncio.run(_make_partitions(house))
    keys, ids = device_keys(house.settings), UuidV7Ids()
    home_ids, spot_ids, device_ids = ([ids.new() for _ in range(devices)] for _ in range(3))
    asyncio.run(_fill(house, home_ids, spot_ids, device_ids, keys.newest))
    return [
        Speaker(one, keys.password(one, key_id=keys.newest), keys.signing(one, key_id=keys.newest))
        for one in device_ids
    ]


async def _make_partitions(house: House) -> None:
    async with open_database(house.settings.database):
        await homes.expire_events(kept=timedelta(days=14), clock=SystemClock())


async def _fill(
    house: House,
    home_ids: Sequence[UUID],
    spot_ids: Sequence[UUID],
    device_ids: Sequence[UUID],
    key_id: str,
) -> None:
    now = datetime.now(UTC)
    connection = await asyncpg.connect(house.database)
    try:
        for promise in ("fsync", "synchronous_commit"):
            assert await connection.fetchval(f"SHOW {promise}") == "on", promise
        await connection.execute(_CONSENTS, home_ids, now)
        await connection.execute(_HOMES, home_ids, home_ids, now)
        await connection.execute(_SPOTS, spot_ids, home_ids, now)
        await connection.execute(_DEVICES, device_ids, home_ids, spot_ids, key_id, now)
        await connection.execute(_YARDSTICK)
        await connection.execute(await connection.fetchval(_PARTITIONS))
        await connection.execute("ANALYZE")
    finally:
        await connection.close()


_CONSENTS = """
    INSERT INTO consent.standing (subject_id, purposes, terms, changed_at)
    SELECT senior, '{care.check_ins,care.home_sensors}',
        '{"care.check_ins": {"version": 1}, "care.home_sensors": {"version": 1}}', $2
    FROM unnest($1::uuid[]) AS senior
"""
_HOMES = """
    INSERT INTO care.homes (id, senior_id, opened_at)
    SELECT home, senior, $3 FROM unnest($1::uuid[], $2::uuid[]) AS made (home, senior)
"""
_SPOTS = """
    INSERT INTO care.spots (id, home_id, room, made_at)
    SELECT spot, home, 'living_room', $3 FROM unnest($1::uuid[], $2::uuid[]) AS made (spot, home)
"""
_DEVICES = """
    INSERT INTO care.devices (id, home_id, spot_id, serial, model, shows_life, key_id, paired_at,
        version, boot, clock_ms)
    SELECT device, home, spot, 'serial', 'model', true, $4, $5, 0, 0, 0
    FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS made (device, home, spot)
"""
_YARDSTICK = """
    CREATE SCHEMA bench;
    CREATE TABLE bench.sensor_events (LIKE care.sensor_events INCLUDING ALL)
        PARTITION BY RANGE (received_at)
"""
_PARTITIONS = """
    SELECT string_agg(format('CREATE TABLE bench.%I PARTITION OF bench.sensor_events %s',
                             c.relname, pg_get_expr(c.relpartbound, c.oid)), ';')
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'care.sensor_events'::regclass
"""
