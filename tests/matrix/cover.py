"""Which cells are called: every pair of sides meets, and meets where nothing else refuses.

A plain all-pairs cover would waste itself: "parent × withdrawn" proves nothing in a cell that an
expired token has refused already. So each side walks through all its values while the other sides
take values, in turn, that the declaration says are open.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations, cycle, product

from gateway.declarations import Consent, Oneself

from domains.kernel.actor import Role
from tests.matrix.dimensions import (
    CITIZEN,
    CREDENTIALS,
    NOBODY,
    OFFICES,
    RELATIONS,
    Credential,
    Relation,
    State,
)
from tests.matrix.entries import Entry
from tests.matrix.predict import Cell, Verdict, predict


def complete(entries: list[Entry]) -> Iterator[Cell]:
    """Every cell there is."""
    for entry, credential, relation, state in product(entries, CREDENTIALS, RELATIONS, State):
        if state.is_of(relation.to):
            yield Cell(entry, credential, relation, state)


def pairwise(entries: list[Entry]) -> list[Cell]:
    """A cover of all pairs, without repetition, in the entries' order."""
    turns = _Turns()
    cells = dict.fromkeys(cell for entry in entries for cell in _cover(entry, turns))
    return [*cells, *_left_over(entries, cells)]


def _left_over(entries: list[Entry], cells: Iterable[Cell]) -> Iterator[Cell]:
    """Pairs that never met while the sides took turns."""
    met = {pair for cell in cells for pair in _pairs(cell)}
    turns = cycle(entries)
    for credential, relation, state in product(CREDENTIALS, RELATIONS, State):
        cell = Cell(next(turns), credential, relation, state)
        if state.is_of(relation.to) and not _pairs(cell) <= met:
            met |= _pairs(cell)
            yield cell


def _pairs(cell: Cell) -> set[frozenset[object]]:
    sides = (cell.credential, cell.relation, cell.state)
    return {frozenset(pair) for pair in combinations(sides, 2)}


class _Turns:
    """Values that take turns over all entries, so that pairs of other sides meet as well."""

    def __init__(self) -> None:
        self.relations = cycle(RELATIONS)
        self.states = cycle(State)


def _cover(entry: Entry, turns: _Turns) -> Iterator[Cell]:
    yield from _each_credential(entry, turns)
    yield from _at_the_desk(entry, turns)
    if entry.names_somebody or isinstance(entry.under, Consent):
        yield from _each_relation(entry, turns)
    if isinstance(entry.under, Consent):
        yield from _each_state(entry)


def _each_credential(entry: Entry, turns: _Turns) -> Iterator[Cell]:
    for credential in CREDENTIALS:
        relation = next(turns.relations)
        yield Cell(entry, credential, relation, _next_state(turns, relation))


def _at_the_desk(entry: Entry, turns: _Turns) -> Iterator[Cell]:
    """By staff: nobody else ever sits in for somebody."""
    staff = OFFICES[Role.CENTRE_STAFF]
    for relation in RELATIONS:
        if relation.is_sitting:
            yield Cell(entry, staff, relation, _next_state(turns, relation))


def _each_relation(entry: Entry, turns: _Turns) -> Iterator[Cell]:
    """With consents granted where they decide; else in turn, since nothing must hang on them."""
    passing = cycle(_passing(entry))
    decides = isinstance(entry.under, Consent)
    for relation in RELATIONS:
        state = State.GRANTED if decides else _next_state(turns, relation)
        yield Cell(entry, next(passing), relation, state)


def _each_state(entry: Entry) -> Iterator[Cell]:
    opening = [relation for relation in RELATIONS if _opens(entry, relation)]
    for relation, state in product(opening, State):
        if state.is_of(relation.to):
            yield Cell(entry, CITIZEN, relation, state)


def _next_state(turns: _Turns, relation: Relation) -> State:
    return next(state for state in turns.states if state.is_of(relation.to))


def _passing(entry: Entry) -> list[Credential]:
    """With which one gets past the door, so that the relation is what decides."""
    relation = RELATIONS[0]
    refused = (Verdict.SIGN_IN, Verdict.FORBIDDEN, Verdict.STEP_UP)
    return [
        credential
        for credential in CREDENTIALS
        if credential is not NOBODY
        and predict(Cell(entry, credential, relation, State.GRANTED)) not in refused
    ]


def _opens(entry: Entry, relation: Relation) -> bool:
    if isinstance(entry.about, Oneself):
        return relation.is_self
    return bool(entry.open_to & relation.ties)
