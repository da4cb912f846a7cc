"""A connection dies between the pool and BEGIN; the task that wanted it goes on with the next."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import asyncpg
import pytest
from tortoise.transactions import in_transaction

from domains.kernel import sql
from infra.database import OUTAGES


async def end_the_pools(owner_url: str) -> None:
    connection = await asyncpg.connect(owner_url)
    await connection.execute(
        """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'osan-talk'
        """
    )
    await connection.close()


@pytest.fixture
def blow(settings):
    """Falls while this loop is not looking, so that nobody has heard the farewell yet."""

    def fall() -> None:
        with ThreadPoolExecutor(1) as beside:
            beside.submit(lambda: asyncio.run(end_the_pools(settings.database.owner_url))).result()

    return fall


async def test_a_task_whose_transaction_could_not_begin_has_the_next_one(database, blow):
    async with in_transaction():
        await sql.fetch("SELECT 1")
    blow()
    with pytest.raises(OUTAGES):
        async with in_transaction():
            await sql.fetch("SELECT 1")
    async with in_transaction():
        assert (await sql.fetch("SELECT 1 AS one"))[0]["one"] == 1
