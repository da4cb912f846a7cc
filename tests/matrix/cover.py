"""Which cells are called: every pair of sides meets, and meets where nothing else refuses.

A plain all-pairs cover would waste itself: "parent × withdrawn" proves nothing in a cell that an
expired token has refused already. So each side walks through all its values while the other sides
take values, in turn, that the declaration says are open.
"""

from collections.abc import Iterator
from itertools import cycle, product

from gateway.declarations import Consent, Oneself

from tests.matrix.dimensions import (
    CITIZEN,
    CREDENTIALS,
    NOBODY,
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
    return list(dict.fromkeys(cell for entry in entries for cell in _cover(entry, turns)))


class _Turns:
    """Values that take turns over all entries, so that pairs of other sides meet as well."""

    def __init__(self) -> None:
        self.relations = cycle(RELATIONS)
        self.credentials = cycle(CREDENTIALS)
        self.states = cycle(State)


def _cover(entry: Entry, turns: _Turns) -> Iterator[Cell]:
    yield from _each_credential(entry, turns)
    if entry.names_somebody or isinstance(entry.under, Consent):
        yield from _each_relation(entry, turns)
    if isinstance(entry.under, Consent):
        yield from _each_state(entry)


def _each_credential(entry: Entry, turns: _Turns) -> Iterator[Cell]:
    for credential in CREDENTIALS:
        relation = next(turns.relations)
        yield Cell(entry, credential, relation, _next_state(turns, relation))


def _each_relation(entry: Entry, turns: _Turns) -> Iterator[Cell]:
    passing = cycle(_passing(entry))
    for relation in RELATIONS:
        yield Cell(entry, next(passing), relation, State.GRANTED)
        yield Cell(entry, next(passing), relation, _next_state(turns, relation))


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
