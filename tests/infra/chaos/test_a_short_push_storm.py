"""`make chaos` over campaigns, in small: real processes, real SIGKILLs, and the same verdict."""

import subprocess
import sys

import pytest

SMALL = ("--seed", "7", "--messages", "500", "--kills", "4", "--seconds-a-kill", "1.5")


@pytest.mark.slow
def test_four_kills_lose_no_message_and_repeat_none(repository):
    storm = subprocess.run(
        [sys.executable, "-m", "infra.chaos", "push", *SMALL],
        cwd=repository,
        capture_output=True,
        text=True,
        check=False,
    )
    assert storm.returncode == 0, storm.stdout + storm.stderr
    assert "PASSED" in storm.stdout


@pytest.mark.slow
@pytest.mark.long
def test_revoked_credentials_forget_nobody_and_alarms_are_written(repository):
    drill = subprocess.run(
        [sys.executable, "-m", "infra.chaos", "credentials"],
        cwd=repository,
        capture_output=True,
        text=True,
        check=False,
    )
    assert drill.returncode == 0, drill.stdout + drill.stderr
    assert "fcm: credentials" in drill.stdout
