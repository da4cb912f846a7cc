"""The page that people review says what the declarations say."""

from gateway.declarations import Tie
from gateway.desk_acts import DESK_ACTS

from tests.matrix.cover import pairwise
from tests.matrix.dimensions import CREDENTIALS, RELATIONS, State
from tests.matrix.entries import entries, schema
from tests.matrix.write_matrix import PAGE, page

ENDS_WITH_THE_RELATION = {
    "Subscription.commuteEvents": (
        "tests/stories/commute/test_parents_watch_live.py",
        "test_with_the_guardianship_ends_the_stream",
    ),
    "Subscription.careBoardChanged": (
        "tests/stories/care/test_views_live.py",
        "test_with_the_office_ends_the_board",
    ),
}
"""A cell opens a stream; a story keeps it open until the relation ends, and sees it end."""


def test_every_stream_about_somebody_has_its_story_of_the_end(repository):
    streams = {e.name for e in entries(schema()) if e.kind == "subscription" and e.names_somebody}
    assert streams == ENDS_WITH_THE_RELATION.keys()
    for file, story in ENDS_WITH_THE_RELATION.values():
        assert f"def {story}(" in (repository / file).read_text()


def test_what_a_desk_may_do_is_said_twice_alike():
    """In the one list of its acts, and by whom each of them opens somebody's affairs."""
    named = [entry for entry in entries(schema()) if entry.names_somebody]
    assert [
        e.name for e in named if (Tie.SITTING in e.open_to) != (e.root_field in DESK_ACTS)
    ] == []


def test_the_matrix_is_as_reviewed():
    assert PAGE.read_text() == page(), "python -m tests.matrix.write_matrix; review, commit"


def test_every_pair_of_sides_meets():
    cells = pairwise(entries(schema()))
    met = {
        (CREDENTIALS, RELATIONS): {(cell.credential, cell.relation) for cell in cells},
        (CREDENTIALS, tuple(State)): {(cell.credential, cell.state) for cell in cells},
    }
    for (one, other), pairs in met.items():
        assert len(pairs) == len(one) * len(other)
    possible = {(relation, state) for relation in RELATIONS for state in State}
    impossible = {(r, s) for r, s in possible if not s.is_of(r.to)}
    assert {(cell.relation, cell.state) for cell in cells} == possible - impossible
