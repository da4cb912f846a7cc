"""The ground that every other test stands on."""

import asyncpg
import pytest

from domains.kernel.clock import SEOUL
from domains.kernel.models import AuditEntry

pytestmark = pytest.mark.usefixtures("database")


@pytest.mark.parametrize("turn", [1, 2])
async def test_each_test_starts_with_an_empty_database(turn, clock, ids):
    assert await AuditEntry.all().count() == 0
    await AuditEntry.create(id=ids.new(), at=clock.now(), action="tests.leave_something_behind")


@pytest.mark.parametrize("turn", [1, 2])
async def test_each_test_starts_with_an_empty_valkey(turn, valkey):
    assert await valkey.dbsize() == 0
    await valkey.set("left", "behind")


async def test_models_and_bare_sql_see_the_same_database(settings, clock, ids):
    await AuditEntry.create(id=ids.new(), at=clock.now(), action="tests.look_twice")
    connection = await asyncpg.connect(settings.database.url)
    try:
        assert await connection.fetchval("SELECT count(*) FROM kernel.audit") == 1
    finally:
        await connection.close()


def test_the_day_begins_at_eight_in_osan(clock):
    assert clock.now().astimezone(SEOUL).isoformat() == "2026-03-03T08:00:00+09:00"


def test_ids_are_uuidv7_in_the_order_of_their_making(ids):
    first, second = ids.new(), ids.new()
    assert first < second
    assert first.version == second.version == 7
