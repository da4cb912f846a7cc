"""`make chaos` in small: real processes, real SIGKILLs, and the same verdict."""

import subprocess
import sys

import pytest

SMALL = ("--seed", "7", "--crossings", "40", "--kills", "6", "--seconds-a-kill", "1.5")


@pytest.mark.slow
@pytest.mark.long
def test_six_kills_lose_nothing_and_repeat_nothing(repository):
    storm = subprocess.run(
        [sys.executable, "-m", "infra.chaos", *SMALL],
        cwd=repository,
        capture_output=True,
        text=True,
        check=False,
    )
    assert storm.returncode == 0, storm.stdout + storm.stderr
    assert "PASSED" in storm.stdout
