"""A house in which two began one senior's first pairing at once starts with the next release."""

from uuid import UUID

import asyncpg
from tortoise import Tortoise
from tortoise.connection import get_connection
from tortoise.migrations.executor import MigrationTarget

from domains.kernel.sql import CONNECTION
from infra.database import migrate, tortoise_config
from infra.run_migrations import Executor
from infra.settings import DatabaseSettings
from tests.infra.servers import run_apart

BEFORE = [MigrationTarget("care", "0014_clocks_that_are_set_back")]
HOME = "INSERT INTO care.homes (id, senior_id, opened_at) VALUES ($1, $2, $3::text::timestamptz)"
SPOT = "INSERT INTO care.spots (id, home_id, room, made_at) VALUES ($1, $2, 'kitchen', now())"
DEVICE = """
INSERT INTO care.devices (id, home_id, spot_id, serial, model, shows_life, key_id, paired_at,
    version, boot, clock_ms)
VALUES ($1, $2, $1, 's', 'm', true, 'k', now(), 0, 0, 0)
"""
OLD, NEW = "2026-03-01T09:00:00Z", "2026-03-01T09:00:01Z"


async def house(line: asyncpg.Connection) -> None:
    """Senior 1 has devices in the older home, 2 in neither, 3 in both."""
    for senior, paired in ((1, [10]), (2, []), (3, [30, 31])):
        for home, at in ((senior * 10, OLD), (senior * 10 + 1, NEW)):
            await line.execute(HOME, UUID(int=home), UUID(int=senior), at)
            if home in paired:
                await line.execute(SPOT, UUID(int=100 + home), UUID(int=home))
                await line.execute(DEVICE, UUID(int=100 + home), UUID(int=home))


def test_the_emptier_is_closed_and_what_is_paired_is_heard_on(addresses, process_number):
    name = f"osan_two_homes_{addresses.first_index + process_number}"
    settings = DatabaseSettings(url=addresses.database(name), owner_url=addresses.owner(name))

    async def story() -> None:
        guard = await asyncpg.connect(addresses.owner("postgres"))
        await guard.execute(f'CREATE DATABASE "{name}"')
        config = tortoise_config(settings.model_copy(update={"url": settings.owner_url}))
        await Tortoise.init(config=config, init_connections=False)
        await Executor(get_connection(CONNECTION), config["apps"]).migrate(BEFORE)
        await Tortoise.close_connections()
        line = await asyncpg.connect(addresses.owner(name))
        await house(line)
        await migrate(settings)
        await as_it_should_be(line)
        await line.close()
        await guard.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        await guard.close()

    run_apart(story())


async def as_it_should_be(line: asyncpg.Connection) -> None:
    kept = await line.fetch("SELECT id FROM care.homes WHERE closed_at IS NULL ORDER BY id")
    assert [row["id"].int for row in kept] == [10, 21, 31]
    devices = await line.fetch(
        """
        SELECT d.id, d.home_id, s.home_id AS spot_in, d.version = r.version AS is_read_anew
        FROM care.devices d JOIN care.spots s ON s.id = d.spot_id, care.registry r
        WHERE r.name = 'devices' ORDER BY d.id
        """
    )
    found = [(row["id"].int, row["home_id"].int, row["spot_in"].int) for row in devices]
    assert found == [(110, 10, 10), (130, 31, 31), (131, 31, 31)]
    assert [row["is_read_anew"] for row in devices] == [False, True, False]
