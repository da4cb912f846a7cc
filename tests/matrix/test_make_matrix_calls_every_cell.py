"""`make matrix` once called the pairs alone: its folder swallowed the file it named beside it."""

import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_complete_matrix_is_among_what_make_collects() -> None:
    recipe = _say("make", "--dry-run", "--no-print-directory", "matrix").splitlines()[-1]
    named = [word for word in shlex.split(recipe) if word.startswith("tests/")]
    collected = _say(sys.executable, "-m", "pytest", "--collect-only", "-q", *named)
    assert "tests/matrix/complete_matrix.py" in collected


def _say(*command: str) -> str:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout
