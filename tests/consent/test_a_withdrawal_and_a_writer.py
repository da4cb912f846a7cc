"""A "no" waits for who is writing under the consent, and whoever comes after it is refused."""

import asyncio
from contextvars import copy_context

import asyncpg
import pytest
from tortoise.transactions import in_transaction

from domains.consent import public as consent
from domains.consent.public import Act, ConsentMissing, Grant, Purpose
from domains.kernel.actor import Actor, system_actor
from domains.kernel.text import Locale
from infra.settings import Settings
from tests.builders.families import Town

pytestmark = pytest.mark.usefixtures("database")

PURPOSE = Purpose.COMMUTE_ARRIVAL


@pytest.fixture
async def mina_and_hana(clock, ids):
    town = Town(clock, ids)
    mina = await town.person("민아", born=clock.now().date().replace(year=2017))
    hana = await town.parent_of(mina, "김하나")
    await town.consents(hana, mina, {PURPOSE})
    return mina, hana


async def test_a_no_waits_for_the_writer_and_is_seen_by_the_next(
    mina_and_hana, clock, ids, settings: Settings
):
    mina, hana = mina_and_hana

    async def use() -> Grant | ConsentMissing:
        return await consent.require(
            system_actor("tests.writer"),
            subject_id=mina,
            purpose=PURPOSE,
            act=Act.COLLECT,
            clock=clock,
            ids=ids,
        )

    async def say_no() -> object:
        return await consent.withdraw(
            Actor(person_id=hana),
            subject_id=mina,
            purpose=PURPOSE,
            locale=Locale.KO,
            erasers=consent.NOBODY,
            clock=clock,
            ids=ids,
        )

    outside = copy_context()
    async with in_transaction():
        assert isinstance(await use(), Grant)
        saying_no = asyncio.get_running_loop().create_task(say_no(), context=outside)
        await until_somebody_waits_for_a_lock(settings)
        assert not saying_no.done()
    await saying_no

    assert isinstance(await use(), ConsentMissing)


async def until_somebody_waits_for_a_lock(settings: Settings) -> None:
    watcher = await asyncpg.connect(settings.database.url)
    async with asyncio.timeout(10):
        while not await watcher.fetchval(
            """
            SELECT 1 FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock' LIMIT 1
            """
        ):
            await watcher.execute("SELECT pg_sleep(0.01)")
    await watcher.close()
