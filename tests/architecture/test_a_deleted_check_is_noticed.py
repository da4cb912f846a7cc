"""Take a check out of a copy of the house: the stories of refusal, or the matrix, must fail."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.copied_house import CopiedHouse
from tests.infra.servers import Addresses

STORIES = "tests/stories/commute/test_who_is_refused.py"
MATRIX = "tests/matrix/slice_of_the_matrix.py"

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
        "domains/care/people/speaks_for_her.py",
        """
async def speaks_for_her(actor, enrolment, *, at):
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
async def depths_for(holder_id, senior_ids, *, at, on_case=False):
    return dict.fromkeys(senior_ids, Depth.SENSORS)
""",
        "test_enrolment_in_the_app.py::test_each_sees_what_she_chose_and_a_stranger_nothing",
    ),
    "a care worker is one in every dong": (
        "domains/care/people/on_duty.py",
        """
async def stands_in(person_id, dong_ids, *, at):
    return set(dong_ids)
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


@pytest.fixture(scope="module")
def copied(
    repository: Path,
    tmp_path_factory: pytest.TempPathFactory,
    addresses: Addresses,
    process_number: int,
) -> Iterator[CopiedHouse]:
    root, lent = tmp_path_factory.mktemp("copied"), addresses.lent_by(process_number)
    with CopiedHouse.of(repository, root, lent) as copied:
        yield copied


@pytest.mark.slow
def test_the_copy_is_a_house_in_order(copied):
    stories = dict.fromkeys(f"{CARE}/{story}" for _, _, story in FOR_CARE.values())
    assert copied.passes(STORIES, MATRIX, *stories)


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
