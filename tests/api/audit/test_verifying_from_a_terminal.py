"""`osan-talk audit verify`: one command, one status, and the name of what was changed."""

import json
import os
import subprocess
import sys
from datetime import timedelta

import asyncpg
import pytest

from domains.kernel import audit
from domains.kernel.actor import system_actor
from domains.kernel.audit_stream import AUDIT
from domains.kernel.clock import SystemClock
from domains.kernel.ids import UuidV7Ids
from domains.kernel.sealing.anchor import anchor
from domains.kernel.sealing.seal import seal_next
from infra.object_store import open_object_store
from infra.seal_key import sealing_key

pytestmark = pytest.mark.usefixtures("database")


class Ahead:
    """A clock that stands a minute in the future: what happened just now is sealed already."""

    def now(self):
        return SystemClock().now() + timedelta(minutes=1)


@pytest.fixture
async def some_history(settings) -> None:
    for _ in range(3):
        await audit.record(
            system_actor("tests"), "tests.bell.ring", clock=SystemClock(), ids=UuidV7Ids()
        )
    await seal_next(AUDIT, key=sealing_key(settings), clock=Ahead())
    async with open_object_store(settings.objects) as objects:
        await anchor(AUDIT.name, objects=objects, clock=Ahead())
    yield
    async with open_object_store(settings.objects) as objects:
        for key in await objects.list("seals/"):
            await objects.delete(key)


def verify(settings, *options: str, **others: str) -> subprocess.CompletedProcess[str]:
    said = {
        "OSAN__STATE_DIR": str(settings.state_dir),
        "OSAN__DATABASE__URL": settings.database.url,
        "OSAN__LOG__LEVEL": "error",
        **others,
    }
    return subprocess.run(
        [sys.executable, "-m", "api.cli", "audit", "verify", *options],
        env={**os.environ, **said},
        capture_output=True,
        text=True,
        check=False,
    )


async def test_nothing_was_changed(settings, some_history):
    done = verify(settings)
    assert done.returncode == 0, done.stderr
    told = " ".join(done.stdout.split())
    assert "audit: nothing was changed (sealed rows: 3, blocks: 1, not sealed yet: 0)" in told


async def test_a_removed_row_is_named_and_the_status_says_so(settings, some_history):
    superuser = await asyncpg.connect(
        settings.database.owner_url, server_settings={"session_replication_role": "replica"}
    )
    row_id = await superuser.fetchval("DELETE FROM kernel.audit RETURNING id")
    await superuser.close()
    done = verify(settings, "--json")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert found[0]["wrong"] == "row_removed"
    assert str(row_id) in {line.get("row") for line in found}


async def test_a_database_that_is_down_is_not_called_clean(settings):
    nowhere = "postgres://osan_app@127.0.0.1:9/osan"
    done = verify(settings, "--json", OSAN__DATABASE__URL=nowhere)
    assert done.returncode == 2
    assert "unavailable" in json.loads(done.stdout)
