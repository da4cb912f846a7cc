"""`make chaos-care` in small: real processes, real SIGKILLs, and the same verdict."""

import subprocess
import sys

import pytest


@pytest.mark.slow
def test_three_kills_beside_three_steps_lose_none_and_double_none(repository):
    storm = subprocess.run(
        [sys.executable, "-m", "infra.chaos.care", "--short", "--seed", "7"],
        cwd=repository,
        capture_output=True,
        text=True,
        check=False,
    )
    assert storm.returncode == 0, storm.stdout + storm.stderr
    assert "PASSED" in storm.stdout
