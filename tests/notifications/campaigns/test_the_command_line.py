"""`osan-talk campaign …`, as somebody at the city's console types it."""

import os
import subprocess
import sys
from asyncio import to_thread
from datetime import timedelta

import pytest
from gateway.global_ids import global_id

from domains.kernel.clock import SystemClock
from notifications.campaigns.vocabulary import CampaignState


@pytest.fixture
def console(settings, repository):
    """Runs one command; its exit status and all it said."""
    environment = {
        "PATH": os.environ["PATH"],
        "OSAN__ENVIRONMENT": "test",
        "OSAN__DATABASE__URL": settings.database.url,
        "OSAN__STATE_DIR": str(settings.state_dir),
        "COLUMNS": "120",
    }

    async def run(*words: str, typed: str = "") -> tuple[int, str]:
        done = await to_thread(
            subprocess.run,
            [sys.executable, "-m", "api.cli", "campaign", *words],
            env=environment,
            cwd=repository,
            input=typed,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    return run


async def test_a_start_says_how_many_phones_ring_and_asks(desk, console):
    desk.clock.set(SystemClock().now())
    person = await desk.town.person("민아")
    await desk.town.phone(person, "token-mina")
    campaign = str(await desk.write())
    status, said = await console("list")
    assert (status, campaign in said, "물놀이장 개장" in said) == (0, True, True)

    status, said = await console("preview", campaign)
    assert status == 0
    assert "phones and browsers that would ring" in said
    assert "people without app or browser (no text message, no call)" in said

    status, said = await console("start", campaign, typed="n\n")
    assert status == 1
    assert "Ring 1 phones" in said
    assert (await desk.see(campaign)).state is CampaignState.DRAFT


async def test_an_id_that_the_app_copied_is_understood(desk, console):
    campaign = await desk.write()
    status, said = await console("show", global_id("Campaign", campaign))
    assert (status, f"id: {campaign}" in said) == (0, True)


async def test_it_is_paused_resumed_and_cancelled(desk, console):
    campaign = str(await desk.started(expires_at=desk.clock.now() + timedelta(days=20)))
    for command, state in (("pause", "paused"), ("resume", "running")):
        assert await console(command, campaign[-8:]) == (0, f"✓ it is {state} now\n")
    status, said = await console("cancel", "--yes", campaign)
    assert (status, said) == (0, "✓ it is cancelled now\n")
    status, said = await console("resume", campaign)
    assert (status, said) == (1, "✗ it is cancelled: from there nobody can resume it\n")


async def test_watching_ends_with_the_report(desk, console):
    person = await desk.town.person("민아")
    await desk.town.phone(person, "token-mina")
    campaign = str(await desk.started())
    await desk.work()
    await desk.tend()
    status, said = await console("watch", campaign)
    assert status == 0
    assert "100%" in said
    assert "final report" in said
    assert "deliveries: sent" in said


async def test_what_is_no_campaign_is_said_so(desk, console):
    status, said = await console("show", "nothing")
    assert status == 1
    assert "No campaign ends in 'nothing': see `osan-talk campaign list`." in said
