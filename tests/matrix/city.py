"""The seeded city of the matrix: for every age and state of consent a person, and all around them.

Who stands in a relation stands in it to every person of that age, so a cell needs no seeding of
its own: it picks the caller and the person.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from gateway.declarations import Consent
from starlette.applications import Starlette

from api.app import build_app
from api.rest.auth import build_sign_in_desk
from domains.commute.positions import turn_partitions
from domains.consent import public as consent
from domains.consent.public import CATALOGUE, Purpose
from domains.identity import public as identity
from domains.identity.models import Relation as Tied
from domains.identity.models import Sitting, StandIn, Unit
from domains.identity.offices import ROLES
from domains.identity.public import RelationKind
from domains.identity.vocabulary import UnitKind
from domains.kernel import personal, sql
from domains.kernel.actor import Actor, Role
from domains.kernel.clock import SimulatedClock
from domains.kernel.ids import Ids
from domains.kernel.text import Locale
from infra.settings import Settings
from infra.tokens import AccessTokens
from tests.builders.citizen import global_id
from tests.builders.families import Town
from tests.matrix import knock
from tests.matrix.dimensions import (
    ENDED_AT_14,
    ENDED_GUARDIAN,
    ENDED_PARENT,
    FOR_THE_CHILD,
    GUARDIAN,
    OFFICER,
    OTHERS_SITTING,
    OTHERS_STAFF,
    PARENT,
    PARENT_AT_14,
    RELATIONS,
    SITTING,
    STAND_IN,
    TEACHER,
    ActsFor,
    Age,
    Relation,
    Shown,
    State,
)
from tests.matrix.entries import Entry
from tests.matrix.predict import Cell
from tests.matrix.things import Plot, plant_all

NOW = datetime(2026, 3, 2, 23, 0, tzinfo=UTC)
"""08:00 on 3 March 2026 in Osan: the fourteenth birthday of the teens."""

BORN = {Age.CHILD: date(2017, 2, 10), Age.TEEN: date(2012, 3, 3), Age.SENIOR: date(1941, 1, 1)}
LONG_AGO = timedelta(days=100)
A_SECOND = timedelta(seconds=1)

ONE_HOLDER = {PARENT: PARENT, PARENT_AT_14: PARENT, ENDED_PARENT: ENDED_PARENT}
ONE_HOLDER |= {ENDED_AT_14: ENDED_PARENT, FOR_THE_CHILD: PARENT}
"""Hana is the parent of all children, before and after their birthday."""

PERSONAL = {
    PARENT: (RelationKind.PARENT_CHILD, None),
    PARENT_AT_14: (RelationKind.PARENT_CHILD, None),
    ENDED_PARENT: (RelationKind.PARENT_CHILD, -A_SECOND),
    ENDED_AT_14: (RelationKind.PARENT_CHILD, -A_SECOND),
    GUARDIAN: (RelationKind.SENIOR_GUARDIAN, None),
    ENDED_GUARDIAN: (RelationKind.SENIOR_GUARDIAN, -A_SECOND),
}
ELSEWHERE = {
    TEACHER: (RelationKind.TEACHER_CLASS, UnitKind.CLASS),
    OFFICER: (RelationKind.OFFICER_DONG, UnitKind.DONG),
}
"""Held of a class or dong: no tie to a person follows from it by itself."""

ALL = frozenset(Purpose)
_APPOINT = """
INSERT INTO identity.role_grants (id, person_id, role, unit_id, starts_at, granted_by)
VALUES ($1, $2, $3, $4, $5, 'system:tests.matrix') ON CONFLICT DO NOTHING
"""
WITHDRAW = (
    "mutation ($input: WithdrawConsentInput!) { withdrawConsent(input: $input) { __typename } }"
)


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
    """The one that stands in for people, and another."""

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
                return global_id("Person", _known(self.visitor))

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
    return min(ALL - own, default=None)


async def found_matrix_city(settings: Settings, entries: list[Entry], ids: Ids) -> MatrixCity:
    """Seeds everybody; a hundred days before NOW, so that things have had time to end."""
    clock = SimulatedClock(NOW - LONG_AGO)
    app = build_app(settings, clock=clock, ids=ids)
    desk = build_sign_in_desk(settings, http=None, clock=clock, ids=ids)  # type: ignore[arg-type]
    city = MatrixCity(app, desk.tokens, clock, ids, Town(clock, ids))
    await _callers(city)
    for key in _keys(entries):
        await _person(city, key)
    clock.set(NOW)
    for key, things in city.people.items():
        await _as_of_now(city, key, things["Person"])
    await _sittings(city)
    await _credentials(city)
    await turn_partitions(now=NOW, retention=timedelta(days=1))
    return city


def _keys(entries: list[Entry]) -> list[Key]:
    others = sorted({other for entry in entries if (other := other_purpose(entry))})
    return [
        *(
            Key(age, state)
            for age in Age
            for state in State
            if state.is_of(age) and state is not State.OTHER
        ),
        *(Key(age, State.OTHER, other) for age in Age for other in others),
    ]


async def _callers(city: MatrixCity) -> None:
    city.bystander = await city.town.person("구경꾼")
    for relation in RELATIONS:
        if not relation.is_self and ONE_HOLDER.get(relation, relation) is relation:
            city.callers[relation] = await city.town.person(relation.name)
    for relation in (STAND_IN, OTHERS_STAFF):
        city.centres[relation] = await _unit(city, UnitKind.CENTRE)
    for relation in (SITTING, OTHERS_SITTING):
        city.centres[relation] = city.centres[STAND_IN]
    for relation, (kind, at) in ELSEWHERE.items():
        unit = await _unit(city, at)
        await _tie(city, kind, city.callers[relation], unit, until=None)


async def _unit(city: MatrixCity, kind: UnitKind) -> UUID:
    unit = await Unit.create(
        id=city.ids.new(), kind=kind, name=f"한 {kind}", registered_at=city.clock.now()
    )
    return unit.id


async def _person(city: MatrixCity, key: Key) -> None:
    person = await city.town.person(f"{key.age} {key.state}", born=BORN[key.age])
    for relation, (kind, until) in PERSONAL.items():
        if relation.to is key.age:
            holder = city.callers[ONE_HOLDER.get(relation, relation)]
            await _tie(city, kind, holder, person, until=until)
    holder = city.callers[GUARDIAN if key.age is Age.SENIOR else PARENT]
    decider = person if key.age is Age.SENIOR else holder
    plot = Plot(
        person=person,
        decider=decider,
        bystander=_known(city.bystander),
        centre=city.centres[STAND_IN],
        things={"Relation": city.ties[holder, person], "Unit": city.centres[STAND_IN]},
        clock=city.clock,
        ids=city.ids,
    )
    city.people[key] = await plant_all(plot)
    match key.state:
        case State.LAPSED:
            await city.town.consents(holder, person)
        case State.EXPIRED:
            await _consents_for_a_term(city, decider, person)
        case _:
            pass


async def _consents_for_a_term(city: MatrixCity, decider: UUID, person: UUID) -> None:
    """It is over since yesterday, and no job has tidied up."""
    for purpose in sorted(ALL):
        decided = await consent.grant(
            Actor(person_id=decider),
            subject_id=person,
            purpose=purpose,
            text_version=CATALOGUE[purpose].version,
            locale=Locale.KO,
            expires_at=NOW - timedelta(days=1),
            clock=city.clock,
            ids=city.ids,
        )
        assert isinstance(decided, consent.Decided), decided


def _known(person: UUID | None) -> UUID:
    assert person is not None
    return person


async def _tie(
    city: MatrixCity, kind: RelationKind, holder: UUID, subject: UUID, *, until: timedelta | None
) -> None:
    row = await Tied.create(
        id=city.ids.new(),
        kind=kind,
        holder_id=holder,
        subject_id=subject,
        starts_at=city.clock.now(),
        ends_at=None if until is None else NOW + until,
        granted_by="system:tests.matrix",
    )
    city.ties[holder, subject] = row.id


async def _as_of_now(city: MatrixCity, key: Key, person: UUID) -> None:
    decider = city.callers[PARENT] if key.age is Age.CHILD else person
    match key.state:
        case State.GRANTED:
            await city.town.consents(decider, person)
        case State.WITHDRAWN:
            await city.town.consents(decider, person)
            await _withdraw_all(city, decider, person)
        case State.OTHER:
            assert key.only is not None
            await city.town.consents(decider, person, [key.only])
        case State.NEVER | State.LAPSED | State.EXPIRED:
            pass


async def _withdraw_all(city: MatrixCity, decider: UUID, person: UUID) -> None:
    """As a citizen does it, so that all that follows a withdrawal has followed."""
    token = city.tokens.issue(person_id=decider, session_id=await _session(city, decider)).text
    for purpose in sorted(ALL):
        said = {
            "requestId": str(city.ids.new()),
            "subjectId": global_id("Person", person),
            "purpose": purpose.name,
        }
        answer = await knock.knock(
            city.app, WITHDRAW, {"input": said}, authorization=knock.bearer(token)
        )
        assert b"WithdrawConsentSuccess" in answer.body, answer.body


async def _sittings(city: MatrixCity) -> None:
    """At the desk of the centre sit all whom it stands in for, and another one elsewhere in it."""
    city.visitor = await city.town.person("다른 할머니", born=BORN[Age.SENIOR])
    other = await StandIn.create(
        id=city.ids.new(),
        person_id=city.visitor,
        centre_id=city.centres[STAND_IN],
        proof_kind="id_card",
        proof=await personal.seal(city.visitor, "주민등록증 사본"),
        opened_by=city.bystander,
        opened_at=NOW,
        witnessed_by=city.bystander,
        witnessed_at=NOW,
    )
    await _sits(city, OTHERS_SITTING, other.id)
    for key, things in city.people.items():
        if key.age is SITTING.to:
            await _sits(city, SITTING, things["StandIn"])


async def _sits(city: MatrixCity, staff: Relation, stand_in: UUID) -> None:
    await Sitting.create(
        id=city.ids.new(),
        stand_in_id=stand_in,
        staff_id=city.callers[staff],
        begun_at=NOW,
        ends_at=NOW + timedelta(minutes=20),
    )


async def _credentials(city: MatrixCity) -> None:
    """A session for everybody who may call; one revoked, one expired; a tracker with its secret."""
    everybody = [*city.callers.values(), *(things["Person"] for things in city.people.values())]
    for person in everybody:
        city.sessions[person] = await _session(city, person)
    someone = city.callers[PARENT]
    tracker = await city.town.tracker(someone)
    city.device = (tracker.device_id, tracker.secret)
    city.clock.set(NOW - timedelta(hours=1))
    city.expired = city.tokens.issue(person_id=someone, session_id=city.sessions[someone]).text
    city.clock.set(NOW)
    city.revoked = await _revoked(city, someone)


async def _session(city: MatrixCity, person: UUID) -> UUID:
    opened = await identity.open_session(
        person_id=person,
        device_name="matrix",
        lives=timedelta(days=1),
        clock=city.clock,
        ids=city.ids,
    )
    return opened.session_id


async def _revoked(city: MatrixCity, person: UUID) -> str:
    opened = await identity.open_session(
        person_id=person,
        device_name="lost phone",
        lives=timedelta(days=1),
        clock=city.clock,
        ids=city.ids,
    )
    token = city.tokens.issue(person_id=person, session_id=opened.session_id).text
    await identity.end_session(refresh_token=opened.refresh_token, clock=city.clock, ids=city.ids)
    return token
