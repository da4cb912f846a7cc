"""The page that people review says what the declarations say."""

from tests.matrix.cover import pairwise
from tests.matrix.dimensions import CREDENTIALS, RELATIONS, State
from tests.matrix.entries import entries, schema
from tests.matrix.write_matrix import PAGE, page

ENDS_WITH_THE_RELATION = {
    "Subscription.commuteEvents": (
        "tests/stories/commute/test_parents_watch_live.py",
        "test_with_the_guardianship_ends_the_stream",
    ),
}
"""A cell opens a stream; a story keeps it open until the relation ends, and sees it end."""


def test_every_stream_about_somebody_has_its_story_of_the_end(repository):
    streams = {e.name for e in entries(schema()) if e.kind == "subscription" and e.names_somebody}
    assert streams == ENDS_WITH_THE_RELATION.keys()
    for file, story in ENDS_WITH_THE_RELATION.values():
        assert f"def {story}(" in (repository / file).read_text()


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
