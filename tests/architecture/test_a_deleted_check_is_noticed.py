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
        """
async def is_close_to(actor, child_id, *, clock):
    return True
""",
    ),
    "the office is not asked": (
        "domains/commute/access.py",
        """
async def is_operator(actor, *, clock):
    return True
""",
    ),
    "every purpose stands for everybody": (
        "domains/consent/require.py",
        """
async def require_each(actor, *, subjects, purposes, **_):
    return {
        (subject, purpose): issue(subject_id=subject, purpose=purpose)
        for subject in subjects
        for purpose in purposes
    }
""",
    ),
    "an expired token is good": (
        "infra/tokens.py",
        """
AccessTokens.verify = lambda self, token: (
    self._check(token) or TokenRefused(TokenProblem.INVALID)
)
""",
    ),
    "anybody is signed in": (
        "graphql/gateway/permissions.py",
        """
SignedIn.refusal = lambda self, actor: None
""",
    ),
    "no refusal of a root field is asked for": (
        "graphql/gateway/guard.py",
        """
def _asking(permission, resolve):
    return resolve
""",
    ),
}
"""What is written at the end of a module, over the check that stands there."""


@pytest.fixture
def copied(repository: Path, tmp_path: Path) -> Path:
    ignored = shutil.ignore_patterns("node_modules", "__pycache__", "dist")
    for part in PARTS:
        shutil.copytree(repository / part, tmp_path / part, ignore=ignored)
    shutil.copy(repository / "pyproject.toml", tmp_path)
    return tmp_path


def stories_pass(house: Path) -> bool:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-x", "-p", "no:cacheprovider", "--tb=no", STORIES],
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
    module, instead = DELETIONS[deletion]
    with (copied / module).open("a") as file:
        file.write(instead)
    assert not stories_pass(copied)
