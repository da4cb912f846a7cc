"""`osan-talk dead-letters …`, as somebody at the house's console types it."""

import os
import subprocess
import sys
from asyncio import to_thread
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from domains.kernel import sql
from domains.kernel.clock import SystemClock
from infra.settings import Settings
from tests.notifications.test_dead_letters import given_up
from tests.notifications.world import World, states

Console = Callable[..., Awaitable[tuple[int, str]]]


@pytest.fixture
def console(settings: Settings, repository: Path) -> Console:
    """Runs one command; its exit status and all it said."""
    environment = {
        "PATH": os.environ["PATH"],
        "OSAN__ENVIRONMENT": "test",
        "OSAN__DATABASE__URL": settings.database.url,
        "OSAN__STATE_DIR": str(settings.state_dir),
        "COLUMNS": "200",
    }

    async def run(*words: str) -> tuple[int, str]:
        done = await to_thread(
            subprocess.run,
            [sys.executable, "-m", "api.cli", "dead-letters", *words],
            env=environment,
            cwd=repository,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    return run


async def test_they_are_listed_shown_tried_anew_and_put_away(
    world: World, console: Console
) -> None:
    world.clock.set(SystemClock().now())
    family = await world.family()
    first, second = await given_up(family, of=2)
    (device,) = {row["device_id"] for row in await sql.fetch(DEVICES)}

    status, said = await console("list", "--lane", "safety")
    assert status == 0
    assert "2 given up" in said
    assert [str(alarm.event_id) in said for alarm in (first, second)] == [True, True]

    status, said = await console("show", str(first.event_id), str(device))
    assert (status, "commute.not_arrived" in said, "민아" in said) == (0, True, False)
    assert "1: INVALID_ARGUMENT" in said

    status, said = await console("replay", "--event", str(first.event_id))
    assert (status, "1 queued again" in said) == (0, True)
    assert await states(first.event_id) == ["queued"]

    status, said = await console("dismiss", "--all")
    assert (status, "1 put away" in said) == (0, True)
    rows = await sql.fetch(
        "SELECT DISTINCT actor_system AS who FROM kernel.audit WHERE action "
        "LIKE 'notifications.dead_letter.%'"
    )
    assert [row["who"] for row in rows] == ["osan-talk dead-letters"]


DEVICES = "SELECT device_id FROM notifications.deliveries"


async def test_whoever_does_not_say_which_changes_nothing(world: World, console: Console) -> None:
    assert (await console("replay"))[0] == 2
    assert (await console("dismiss", "--all", "--lane", "safety"))[0] == 2
    assert (await console("list", "--lane", "fast"))[0] == 2
    assert (await console("replay", "--all"))[0] == 1
