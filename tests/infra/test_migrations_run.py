"""Migrations run as Tortoise means them: what stood before is known, and old houses come along."""

import asyncpg
import pytest
from tortoise import Tortoise, fields
from tortoise.connection import get_connection
from tortoise.migrations import operations as ops
from tortoise.migrations.executor import MigrationTarget

from domains.kernel.sql import CONNECTION
from infra.database import migrate, tortoise_config
from infra.run_migrations import Executor, Rendered, StateNow
from infra.settings import DatabaseSettings
from tests.infra.servers import TEMPLATE, run_apart

AN_EARLIER_HOUSE = [MigrationTarget("care", "0004_check_ins")]
COLUMNS = """
SELECT table_schema, table_name, column_name, data_type, column_default, is_nullable
FROM information_schema.columns WHERE table_schema NOT IN ('pg_catalog', 'information_schema')
ORDER BY 1, 2, 3
"""


@pytest.fixture
def state() -> StateNow:
    """A shop with a name."""
    state = StateNow(models={}, apps=Rendered())
    shop = [("id", fields.IntField(primary_key=True)), ("name", fields.TextField())]
    ops.CreateModel("Shop", shop).state_forward("town", state)
    return state


def columns_of(state) -> set[str]:
    return set(state.apps.get_model("town.Shop")._meta.fields_map)


def test_what_stood_before_an_operation_is_known_after_it(state):
    before = state.clone()
    ops.AddField("Shop", "opens_at", fields.TextField()).state_forward("town", state)
    ops.RemoveField("Shop", "name").state_forward("town", state)
    assert columns_of(state) == {"id", "opens_at"}
    assert columns_of(before) == {"id", "name"}


def test_what_stood_before_can_be_changed_and_changes_nothing(state):
    before = state.clone()
    ops.RemoveField("Shop", "name").state_forward("town", before)
    assert columns_of(before) == {"id"}
    assert columns_of(state) == {"id", "name"}


def test_a_house_of_an_earlier_version_becomes_what_a_new_one_is(addresses, process_number):
    name = f"osan_earlier_{addresses.first_index + process_number}"
    settings = DatabaseSettings(url=addresses.database(name), owner_url=addresses.owner(name))

    async def story() -> None:
        guard = await asyncpg.connect(addresses.owner("postgres"))
        await guard.execute(f'CREATE DATABASE "{name}"')
        owner = settings.model_copy(update={"url": settings.owner_url})
        config = tortoise_config(owner)
        await Tortoise.init(config=config, init_connections=False)
        await Executor(get_connection(CONNECTION), config["apps"]).migrate(AN_EARLIER_HOUSE)
        await Tortoise.close_connections()
        assert await columns(addresses.owner(name)) != await columns(addresses.owner(TEMPLATE))
        await migrate(settings)
        assert await columns(addresses.owner(name)) == await columns(addresses.owner(TEMPLATE))
        await guard.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        await guard.close()

    run_apart(story())


async def columns(url: str) -> list[tuple[object, ...]]:
    line = await asyncpg.connect(url)
    rows = await line.fetch(COLUMNS)
    await line.close()
    return [tuple(row) for row in rows]
