"""Take a check out of a copy of the house: the stories of refusal, or the matrix, must fail."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.infra.servers import Addresses

BIN = "/usr/bin:/bin"
STORIES = "tests/stories/commute/test_who_is_refused.py"
MATRIX = "tests/matrix/slice_of_the_matrix.py"
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

FOR_THE_MATRIX = {
    "anybody is signed in": DELETIONS["anybody is signed in"],
    "anybody holds the role": (
        "graphql/gateway/permissions.py",
        """
HasRole.refusal = lambda self, actor: None
""",
    ),
    "an office that ended still counts": (
        "api/standing_offices.py",
        """
async def with_standing_offices(identified, *, at):
    return identified
""",
    ),
    "a relation that ended still opens": (
        "domains/identity/queries.py",
        """
async def guardians_of_each(child_ids, *, at, kind=RelationKind.PARENT_CHILD):
    rows = await sql.fetch(
        "SELECT subject_id, holder_id FROM identity.relations WHERE subject_id = ANY($1::uuid[])",
        list(child_ids),
    )
    found = {child: [] for child in child_ids}
    for row in rows:
        found[row["subject_id"]].append(row["holder_id"])
    return found
""",
    ),
    "a consent outlives the fourteenth birthday": (
        "domains/consent/require.py",
        """
from datetime import timedelta
from types import SimpleNamespace

_asked_today = require_each


async def require_each(actor, *, clock, **asked):
    yesterday = SimpleNamespace(now=lambda: clock.now() - timedelta(days=1))
    return await _asked_today(actor, clock=yesterday, **asked)
""",
    ),
    "a stranger's child is told apart from nobody": (
        "domains/identity/pair_for_somebody.py",
        """
_pair = pair_tracker_for


async def pair_tracker_for(*, actor, owner_id, name, clock, ids):
    from domains.identity.queries import people
    from domains.kernel.errors import Forbidden

    if actor.person_id != owner_id and owner_id in await people([owner_id]):
        raise Forbidden
    return await _pair(actor=actor, owner_id=owner_id, name=name, clock=clock, ids=ids)
""",
    ),
}
"""The same, for what only a call of every cell can miss."""


FOR_CARE = {
    "anybody lets anybody's care rest": (
        "domains/care/people/pause.py",
        """
async def _may_pause(actor, enrolment, *, at):
    return True
""",
        "test_a_pause_that_ends.py::test_who_is_nothing_to_her_pauses_nothing",
    ),
    "every centre is hers": (
        "domains/care/people/access.py",
        """
async def is_of_centre(person_id, centre_id, *, at):
    return person_id is not None
""",
        "test_enrolment_in_the_app.py::test_no_other_centre_takes_her_on",
    ),
    "who sees anything of her sees all": (
        "domains/care/people/may_see.py",
        """
async def depth_for(holder_id, senior_id, *, at, on_case=False):
    return Depth.SENSORS
""",
        "test_enrolment_in_the_app.py::test_each_sees_what_she_chose_and_a_stranger_nothing",
    ),
    "a care worker is one in every dong": (
        "domains/care/people/may_see.py",
        """
async def _works_for(holder_id, dong_id, *, at):
    held = await offices.offices_held(holder_id, at=at)
    return any(office.role is Role.CARE_WORKER for office in held)
""",
        "test_a_care_worker_on_holiday.py"
        "::test_a_colleague_of_another_dong_stands_in_and_then_no_more",
    ),
}
"""The same for care's people, each with the story that must miss it."""

CARE = "tests/stories/care"

TELLS = {
    "anybody holds the role": "Query.sosQueue",
    "a relation that ended still opens": "Query.commuteTimeline",
    "a consent outlives the fourteenth birthday": "Query.commuteTimeline",
    "a stranger's child is told apart from nobody": "Mutation.pairTracker",
}
"""Whose cells are called for it: a field that stands behind the check. All fields of the slice are
called where none is named: `me` and `sosQueue` ask once more themselves, and miss nothing."""


@dataclass(frozen=True)
class House:
    """A copy to take checks out of; its runs use the servers of this one."""

    root: Path
    lent: dict[str, str]

    @contextmanager
    def with_instead(self, module: str, text: str) -> Iterator[None]:
        """While `text` stands at the end of a module, over the check that stands there."""
        path = self.root / module
        before = path.read_text("utf-8")
        path.write_text(before + text, "utf-8")
        try:
            yield
        finally:
            path.write_text(before, "utf-8")

    def passes(self, proof: str) -> bool:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-x", "-p", "no:cacheprovider", "--tb=no", proof],
            cwd=self.root,
            env={"PYTHONPATH": f"{self.root}:{self.root / 'graphql'}", "PATH": BIN, **self.lent},
            capture_output=True,
            timeout=300,
            check=False,
        )
        assert done.returncode in (0, 1), done.stdout.decode()[-2000:]
        return done.returncode == 0


@pytest.fixture(scope="module")
def copied(
    repository: Path,
    tmp_path_factory: pytest.TempPathFactory,
    addresses: Addresses,
    process_number: int,
) -> House:
    root = tmp_path_factory.mktemp("copied")
    ignored = shutil.ignore_patterns("node_modules", "dist")
    for part in PARTS:
        shutil.copytree(repository / part, root / part, ignore=ignored)
    shutil.copy(repository / "pyproject.toml", root)
    return House(root, addresses.lent_by(process_number))


@pytest.mark.slow
@pytest.mark.parametrize(
    "proof",
    [STORIES, MATRIX, *(f"{CARE}/{story}" for _, _, story in FOR_CARE.values())],
)
def test_the_copy_is_a_house_in_order(copied, proof):
    assert copied.passes(proof)


@pytest.mark.slow
@pytest.mark.parametrize("deletion", DELETIONS)
def test_the_stories_of_refusal_miss_the_check(copied, deletion):
    with copied.with_instead(*DELETIONS[deletion]):
        assert not copied.passes(STORIES)


@pytest.mark.slow
@pytest.mark.parametrize("deletion", FOR_THE_MATRIX)
def test_the_matrix_misses_the_check(copied, deletion):
    field = TELLS.get(deletion)
    with copied.with_instead(*FOR_THE_MATRIX[deletion]):
        assert not copied.passes(f"{MATRIX}::test_the_slice_holds[{field}]" if field else MATRIX)


@pytest.mark.slow
@pytest.mark.parametrize("deletion", FOR_CARE)
def test_the_stories_of_care_miss_the_check(copied, deletion):
    module, instead, story = FOR_CARE[deletion]
    with copied.with_instead(module, instead):
        assert not copied.passes(f"{CARE}/{story}")
