"""Seeds the city: everybody, their ties and their things."""

from datetime import timedelta
from uuid import UUID

from api.app import build_app
from api.rest.auth import build_sign_in_desk
from domains.care.models import ServedDong
from domains.commute.positions import turn_partitions
from domains.identity.models import Relation as Tied
from domains.identity.models import Unit
from domains.identity.public import RelationKind
from domains.identity.vocabulary import UnitKind
from domains.kernel.clock import SimulatedClock
from domains.kernel.ids import Ids
from infra.settings import Settings
from tests.builders.families import Town
from tests.matrix.city.consents import consent_as_of_now, consent_for_a_term
from tests.matrix.city.credentials import hand_out_credentials
from tests.matrix.city.desk import seat
from tests.matrix.city.matrix_city import (
    A_SECOND,
    BORN,
    LONG_AGO,
    NOW,
    ONE_HOLDER,
    Key,
    MatrixCity,
    known,
    other_purpose,
)
from tests.matrix.dimensions import (
    ENDED_AT_14,
    ENDED_GUARDIAN,
    ENDED_PARENT,
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
    Age,
    State,
)
from tests.matrix.entries import Entry
from tests.matrix.things import Plot, plant_all

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
        await consent_as_of_now(city, key, things["Person"])
    await seat(city)
    await hand_out_credentials(city)
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
    city.dong = await _unit(city, UnitKind.DONG)
    await ServedDong.create(
        dong_id=city.dong, centre_id=city.centres[STAND_IN], since=city.clock.now()
    )
    for relation, (kind, at) in ELSEWHERE.items():
        unit = await _unit(city, at)
        await _tie(city, kind, city.callers[relation], unit, until=None)


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
        bystander=known(city.bystander),
        centre=city.centres[STAND_IN],
        dong=known(city.dong),
        carer=city.callers[GUARDIAN],
        things={"Relation": city.ties[holder, person], "Unit": city.centres[STAND_IN]},
        clock=city.clock,
        ids=city.ids,
    )
    city.people[key] = await plant_all(plot)
    match key.state:
        case State.LAPSED:
            await city.town.consents(holder, person)
        case State.EXPIRED:
            await consent_for_a_term(city, decider, person)
        case _:
            pass


async def _unit(city: MatrixCity, kind: UnitKind) -> UUID:
    unit = await Unit.create(
        id=city.ids.new(), kind=kind, name=f"한 {kind}", registered_at=city.clock.now()
    )
    return unit.id


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
