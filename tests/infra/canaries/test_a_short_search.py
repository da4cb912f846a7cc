"""`make canaries` in small: a real house, one citizen of canaries, and the same verdict."""

import subprocess
import sys

import pytest


@pytest.mark.slow
def test_of_an_erased_citizen_is_left_what_the_answer_lists(repository):
    search = subprocess.run(
        [sys.executable, "-m", "infra.canaries", "--seed", "7", "--short"],
        cwd=repository,
        capture_output=True,
        text=True,
        check=False,
    )
    assert search.returncode == 0, search.stdout + search.stderr
    assert "PASSED" in search.stdout
