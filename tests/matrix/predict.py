"""What a cell must answer, worked out from the declaration alone."""

from dataclasses import dataclass
from enum import StrEnum

from gateway.declarations import Consent, Holding, Oneself, Opening, Tie, Unrelated
from gateway.desk_acts import DESK_ACTS

from domains.kernel.actor import Role
from tests.matrix.dimensions import ActsFor, Credential, Relation, State
from tests.matrix.entries import Entry

AT_THE_DESK = frozenset({Role.CENTRE_MANAGER, Role.CENTRE_STAFF})
"""Offices at a centre: only who holds one there is its staff."""


BY_OFFICE = frozenset({Tie.STAND_IN, Tie.CARE_WORKER, Tie.CARE_CENTRE})
"""Ties that are work, and make nobody kin."""


GONE_WITH_CONSENT = frozenset({"CareCase"})
"""Destroyed with the withdrawal, whatever law opened it: nothing is left for anybody."""


class Verdict(StrEnum):
    """What the caller gets; the value is its sign in `matrix.md`."""

    ANSWERS = "A"
    AS_IF_ABSENT = "-"
    """The very answer for a person or thing that does not exist."""
    NO_CONSENT = "c"
    """It may be known that consent is missing; nothing else is shown."""
    SIGN_IN = "u"
    STEP_UP = "s"
    FORBIDDEN = "f"


@dataclass(frozen=True)
class Cell:
    """One call: a field, by whom, who they are to the person, and how consents stand."""

    entry: Entry
    credential: Credential
    relation: Relation
    state: State

    @property
    def offices(self) -> frozenset[Role]:
        """What the token says."""
        one = wanted_office(self.entry) if self.credential.whichever else self.credential.office
        return frozenset({one} if one else ())

    @property
    def offices_held(self) -> frozenset[Role]:
        """What is true."""
        return self.offices if self.credential.stands else frozenset()

    @property
    def speaks_as_staff(self) -> frozenset[Role]:
        """The offices that count: who sits in for somebody leaves their own aside."""
        return frozenset() if self.relation.is_sitting else self.offices_held

    def __str__(self) -> str:
        parts = (self.entry.name, self.credential.name, self.relation.name, self.state.value)
        return " × ".join(parts)


def wanted_office(entry: Entry) -> Role | None:
    """The office that opens the field, where one does."""
    opening = {_office(one) for one in entry.open_to} - {None}
    wanted = sorted(entry.requires.roles) or sorted(opening)
    return wanted[0] if wanted else None


def _office(opening: Opening) -> Role | None:
    match opening:
        case Unrelated(office=office):
            return office
        case Role():
            return opening
        case Tie():
            return None


def predict(cell: Cell) -> Verdict:
    """Gates in the order in which they are asked: who, how fresh, for whom, for which purpose."""
    at_the_door = _door(cell)
    if at_the_door is not Verdict.ANSWERS:
        return at_the_door
    if cell.entry.names_somebody and (_is_gone(cell) or not _is_open(cell)):
        return Verdict.AS_IF_ABSENT
    return Verdict.ANSWERS if _stands(cell) else Verdict.NO_CONSENT


def _door(cell: Cell) -> Verdict:
    requires, credential = cell.entry.requires, cell.credential
    if credential.is_no_good:
        return Verdict.SIGN_IN
    acts_for_somebody = cell.relation.acts_for is not ActsFor.ONESELF
    if (requires.person or acts_for_somebody) and not credential.is_somebody:
        return Verdict.SIGN_IN
    if cell.relation.is_sitting and not _may_at_the_desk(cell):
        return Verdict.FORBIDDEN
    if requires.roles and not requires.roles & cell.speaks_as_staff:
        return Verdict.FORBIDDEN
    if requires.fresh and not credential.fresh:
        return Verdict.STEP_UP
    return Verdict.ANSWERS


def _may_at_the_desk(cell: Cell) -> bool:
    """Only staff of the very centre may sit in for somebody, and only do what the list allows."""
    return bool(AT_THE_DESK & cell.offices_held) and cell.entry.root_field in DESK_ACTS


def _is_gone(cell: Cell) -> bool:
    about = cell.entry.about
    gone = isinstance(about, Holding) and about.node in GONE_WITH_CONSENT
    return gone and cell.state is State.WITHDRAWN


def _is_open(cell: Cell) -> bool:
    return any(_opens(opening, cell) for opening in cell.entry.open_to)


def _opens(opening: Opening, cell: Cell) -> bool:
    match opening:
        case Tie.STAND_IN | Tie.CARE_CENTRE:
            return opening in cell.relation.ties and bool(AT_THE_DESK & cell.speaks_as_staff)
        case Tie.CARE_WORKER:
            return opening in cell.relation.ties and Role.CARE_WORKER in cell.speaks_as_staff
        case Tie():
            return opening in cell.relation.ties
        case Unrelated(office=office):
            return office in cell.speaks_as_staff and not cell.relation.ties - BY_OFFICE
        case Role():
            return opening in cell.speaks_as_staff and not cell.relation.is_self


def _stands(cell: Cell) -> bool:
    """Of the person named; of the caller where the field is about the caller."""
    if not isinstance(cell.entry.under, Consent):
        return True
    if isinstance(cell.entry.about, Oneself) and not cell.relation.is_self:
        return False
    return cell.state is State.GRANTED
