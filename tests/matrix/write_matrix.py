"""The matrix as a page to review: `python -m tests.matrix.write_matrix` writes `matrix.md`."""

from collections.abc import Iterable
from pathlib import Path

from gateway.declarations import Consent, Law

from api.rest.who_may_call import ROUTES
from domains.kernel.actor import Role
from tests.matrix.dimensions import (
    CITIZEN,
    CREDENTIALS,
    OFFICES,
    RELATIONS,
    SELF,
    Credential,
    Relation,
    State,
)
from tests.matrix.entries import Entry, entries, schema
from tests.matrix.predict import Cell, Verdict, predict, wanted_office

PAGE = Path(__file__).parent / "matrix.md"

HEAD = """# Who may what, of whom, under which consent

Generated from the declarations beside the fields (`python -m tests.matrix.write_matrix`); CI fails
when it differs, and `tests/matrix/test_every_cell.py` calls the cells. Read a change here as what
it is: somebody sees more, or less, than before.

`A` answers · `-` the very answer for what does not exist · `c` says only that a consent is missing
· `u` sign in · `f` forbidden · `s` sign in anew first · ` ` does not matter here

- **with what**: {credentials}
- **as what** (with a passing credential, consents granted): {relations}
- **desk** (centre_staff, in the place of a senior): {desk}
- **consents** (of somebody whose relation opens the field): {states}
"""

COLUMNS = (
    "| field | with what | as what | desk | offices | consents | basis |\n"
    "|---|---|---|---|---|---|---|"
)
AWAY = tuple(relation for relation in RELATIONS if not relation.is_sitting)
AT_A_DESK = tuple(relation for relation in RELATIONS if relation.is_sitting)


def page() -> str:
    """The whole page."""
    head = HEAD.format(
        credentials=", ".join(credential.name for credential in CREDENTIALS),
        relations="; ".join(relation.name for relation in AWAY),
        desk="; ".join(relation.name for relation in AT_A_DESK),
        states=", ".join(state.value for state in State),
    )
    return "\n".join([head, COLUMNS, *map(line, entries(schema())), "", *routes(), ""])


def line(entry: Entry) -> str:
    cells = (entry.name, _credentials(entry), _relations(entry), _desk(entry))
    ends = (_offices(entry), _states(entry), _basis(entry))
    return f"| {' | '.join(cells + ends)} |"


def routes() -> Iterable[str]:
    """The notice board of the REST routes."""
    yield "## REST routes\n\n| route | who | about | basis |\n|---|---|---|---|"
    for path, door in ROUTES.items():
        yield f"| {path} | {door.caller.value} | {door.about} | {door.under} |"


def _code(verdicts: Iterable[Verdict | None]) -> str:
    return f"`{''.join(verdict.value if verdict else ' ' for verdict in verdicts)}`"


def _credentials(entry: Entry) -> str:
    """Each at its best: with the relation that the field is most open to."""
    best = _opening(entry)
    return _code(
        predict(Cell(entry, credential, best, State.GRANTED)) for credential in CREDENTIALS
    )


def _relations(entry: Entry) -> str:
    if not entry.names_somebody and not isinstance(entry.under, Consent):
        return ""
    passing = _passing(entry)
    return _code(predict(Cell(entry, passing, relation, State.GRANTED)) for relation in AWAY)


def _desk(entry: Entry) -> str:
    staff = OFFICES[Role.CENTRE_STAFF]
    return _code(predict(Cell(entry, staff, relation, State.GRANTED)) for relation in AT_A_DESK)


def _offices(entry: Entry) -> str:
    office = wanted_office(entry)
    return ", ".join(sorted(one.value for one in entry.open_to)) if office else ""


def _states(entry: Entry) -> str:
    if not isinstance(entry.under, Consent):
        return ""
    return _code(predict(Cell(entry, CITIZEN, _opening(entry), state)) for state in State)


def _opening(entry: Entry) -> Relation:
    passing = _passing(entry)
    opened = (
        relation
        for relation in RELATIONS
        if predict(Cell(entry, passing, relation, State.GRANTED)) is Verdict.ANSWERS
    )
    return next(opened, SELF)


def _passing(entry: Entry) -> Credential:
    door = (Verdict.SIGN_IN, Verdict.FORBIDDEN, Verdict.STEP_UP)
    passing = (
        credential
        for credential in (CITIZEN, *CREDENTIALS)
        if predict(Cell(entry, credential, SELF, State.GRANTED)) not in door
    )
    return next(passing, CITIZEN)


def _basis(entry: Entry) -> str:
    match entry.under:
        case Consent(purposes=purposes):
            return f"consent: {', '.join(sorted(purposes))}"
        case Law(article=article):
            return article
        case None:
            return "no person"


if __name__ == "__main__":
    PAGE.write_text(page())
