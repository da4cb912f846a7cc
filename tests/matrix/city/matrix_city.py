"""Everybody in the city, and who of them a cell is about and called by."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from gateway.declarations import Consent
from starlette.applications import Starlette

from domains.consent.public import Purpose
from domains.identity.offices import ROLES
from domains.identity.vocabulary import UnitKind
from domains.kernel import sql
from domains.kernel.actor import Role
from domains.kernel.clock import SimulatedClock
from domains.kernel.ids import Ids
from infra.tokens import AccessTokens
from tests.builders.citizen import global_id
from tests.builders.families import Town
from tests.matrix import knock
from tests.matrix.dimensions import (
    CARE_WORKER,
    ENDED_AT_14,
    ENDED_PARENT,
    FOR_THE_CHILD,
    OTHERS_STAFF,
    PARENT,
    PARENT_AT_14,
    ActsFor,
    Age,
    Relation,
    Shown,
    State,
)
from tests.matrix.entries import Entry
from tests.matrix.predict import Cell

NOW = datetime(2026, 3, 2, 23, 0, tzinfo=UTC)
"""08:00 on 3 March 2026 in Osan: the fourteenth birthday of the teens."""

BORN = {Age.CHILD: date(2017, 2, 10), Age.TEEN: date(2012, 3, 3), Age.SENIOR: date(1941, 1, 1)}
LONG_AGO = timedelta(days=100)
A_SECOND = timedelta(seconds=1)

ONE_HOLDER = {PARENT: PARENT, PARENT_AT_14: PARENT, ENDED_PARENT: ENDED_PARENT}
ONE_HOLDER |= {ENDED_AT_14: ENDED_PARENT, FOR_THE_CHILD: PARENT}
"""Hana is the parent of all children, before and after their birthday."""

_APPOINT = """
INSERT INTO identity.role_grants (id, person_id, role, unit_id, starts_at, granted_by)
VALUES ($1, $2, $3, $4, $5, 'system:tests.matrix') ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True)
class Key:
    """Whose affair a cell is about: how old, and how their consents stand."""

    age: Age
    state: State
    only: Purpose | None = None
    """Which other purpose, in State.OTHER."""


@dataclass
class MatrixCity:
    """One gateway, and everybody in it."""

    app: Starlette
    tokens: AccessTokens
    clock: SimulatedClock
    ids: Ids
    town: Town
    people: dict[Key, dict[str, UUID]] = field(default_factory=dict)
    """Each person's things, by type; the person is among them."""
    callers: dict[Relation, UUID] = field(default_factory=dict)
    ties: dict[tuple[UUID, UUID], UUID] = field(default_factory=dict)
    """Relation rows by holder and subject."""
    sessions: dict[UUID, UUID] = field(default_factory=dict)
    offered: dict[tuple[UUID, frozenset[Role], bool], str] = field(default_factory=dict)
    """Tokens, by whose, with which offices, and whether of a fresh sign-in."""
    visitor: UUID | None = None
    """Somebody else whom the same centre stands in for, who sits at the desk."""
    device: tuple[UUID, str] | None = None
    revoked: str = ""
    expired: str = ""
    bystander: UUID | None = None
    centres: dict[Relation, UUID] = field(default_factory=dict)
    """The one that stands in for people and cares for them, and another."""
    dong: UUID | None = None
    """Where everybody lives who is cared for."""

    @property
    def absent(self) -> UUID:
        return UUID(int=0xAB5E47)

    def subject_of(self, cell: Cell) -> dict[str, UUID]:
        """The things of the person it is about, with the tie that this caller may name."""
        things = self.people[key_of(cell)]
        tie = self.ties.get((self.caller_of(cell), things["Person"]))
        return things if tie is None else {**things, "Relation": tie}

    def caller_of(self, cell: Cell) -> UUID:
        if cell.relation.is_self:
            return self.people[key_of(cell)]["Person"]
        return self.callers[ONE_HOLDER.get(cell.relation, cell.relation)]

    def acts_for(self, cell: Cell) -> str | None:
        """What `X-On-Behalf-Of` says."""
        match cell.relation.acts_for:
            case ActsFor.ONESELF:
                return None
            case ActsFor.THE_PERSON:
                return global_id("Person", self.people[key_of(cell)]["Person"])
            case ActsFor.ANOTHER:
                return global_id("Person", known(self.visitor))

    async def appoint(self, cell: Cell) -> None:
        """Grants the offices that the caller truly holds, within the cell."""
        for office in cell.offices_held:
            await sql.execute(
                _APPOINT,
                self.ids.new(),
                self.caller_of(cell),
                office,
                self._unit_of(office, cell.relation),
                self.clock.now() - LONG_AGO,
            )

    def authorization(self, cell: Cell) -> str | None:
        """What the caller shows."""
        match cell.credential.shown:
            case Shown.NOTHING:
                return None
            case Shown.FORGED:
                return knock.bearer("eyJhbGciOiJub25lIn0.e30.")
            case Shown.EXPIRED:
                return knock.bearer(self.expired)
            case Shown.REVOKED:
                return knock.bearer(self.revoked)
            case Shown.DEVICE:
                assert self.device is not None
                return knock.basic(str(self.device[0]), self.device[1])
            case Shown.TOKEN:
                return knock.bearer(self._token(cell))

    def _token(self, cell: Cell) -> str:
        caller, fresh = self.caller_of(cell), cell.credential.fresh
        key = (caller, cell.offices, fresh)
        if key not in self.offered:
            self.offered[key] = self.tokens.issue(
                person_id=caller,
                session_id=self.sessions[caller],
                roles=cell.offices,
                signed_in_at=self.clock.now() - (A_SECOND if fresh else LONG_AGO),
            ).text
        return self.offered[key]

    def _unit_of(self, office: Role, relation: Relation) -> UUID | None:
        """Where the office is held: at the centre that stands in, or somewhere else."""
        kind = ROLES[office].unit
        if kind is UnitKind.CENTRE:
            return self.centres.get(relation, self.centres[OTHERS_STAFF])
        if office is Role.CARE_WORKER and relation is CARE_WORKER:
            return known(self.dong)
        return None if kind is None else self.absent


def key_of(cell: Cell) -> Key:
    """Which of the people stands in the cell's state; the state is that of the field's purposes."""
    if cell.state is not State.OTHER:
        return Key(cell.relation.to, cell.state)
    other = other_purpose(cell.entry)
    return Key(cell.relation.to, State.OTHER if other else State.NEVER, other)


def other_purpose(entry: Entry) -> Purpose | None:
    """One that the field does not live by; None where it lives by all of them."""
    own = entry.under.purposes if isinstance(entry.under, Consent) else frozenset()
    return min(frozenset(Purpose) - own, default=None)


def known(person: UUID | None) -> UUID:
    assert person is not None
    return person
