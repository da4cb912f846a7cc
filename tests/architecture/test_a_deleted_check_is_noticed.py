"""Take a check out of a copy of the house, and the stories of refusal must fail."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

STORIES = "tests/stories/commute/test_who_is_refused.py"
PARTS = ("api", "domains", "graphql", "infra", "notifications", "mobile_contracts", "tests")

DELETIONS = {
    "the relation is not asked": (
        "domains/commute/access.py",
        "    if actor.person_id is None:\n        return False\n",
        "    return True\n",
    ),
    "every purpose stands for everybody": (
        "domains/consent/require.py",
        "        SELECT subject_id, purposes FROM granted\n",
        "        SELECT unnest($1::uuid[]) AS subject_id, $3::text[] AS purposes\n",
    ),
    "an expired token is good": (
        "infra/tokens.py",
        "        if self._clock.now() >= known.expires_at:\n",
        "        if False:\n",
    ),
    "anybody is signed in": (
        "graphql/gateway/permissions.py",
        "        return None if actor.person_id is not None else Unauthenticated()\n",
        "        return None\n",
    ),
    "anybody is an operator": (
        "domains/commute/sos_queue.py",
        "    if not actor.has(Role.OPERATOR):\n        raise Forbidden\n",
        "",
    ),
    "an SOS is anybody's": (
        "domains/commute/acknowledge_sos.py",
        "sos is None or not await _may_take(actor, sos, clock=clock)",
        "sos is None",
    ),
}

STILL_GUARDED = {"anybody is an operator"}
"""The declared permission refuses first; this check stands behind it for other entrances."""


@pytest.fixture
def copied(repository: Path, tmp_path: Path) -> Path:
    ignored = shutil.ignore_patterns("node_modules", "__pycache__", "dist")
    for part in PARTS:
        shutil.copytree(repository / part, tmp_path / part, ignore=ignored)
    shutil.copy(repository / "pyproject.toml", tmp_path)
    return tmp_path


def stories_pass(house: Path) -> bool:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", STORIES],
        cwd=house,
        env={"PYTHONPATH": f"{house}:{house / 'graphql'}", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        timeout=300,
        check=False,
    )
    assert done.returncode in (0, 1), done.stdout.decode()[-2000:]
    return done.returncode == 0


@pytest.mark.slow
def test_the_copy_is_a_house_in_order(copied):
    assert stories_pass(copied)


@pytest.mark.slow
@pytest.mark.parametrize("deletion", DELETIONS)
def test_the_stories_of_refusal_miss_the_check(copied, deletion):
    file, check, instead = DELETIONS[deletion]
    text = (copied / file).read_text()
    assert text.count(check) == 1
    (copied / file).write_text(text.replace(check, instead))
    assert stories_pass(copied) is (deletion in STILL_GUARDED)
