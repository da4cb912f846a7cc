"""The page that people review says what the declarations say."""

from tests.matrix.cover import pairwise
from tests.matrix.dimensions import CREDENTIALS, RELATIONS, State
from tests.matrix.entries import entries, schema
from tests.matrix.write_matrix import PAGE, page


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
