"""A senior who is cared for, as stories need her: guardians, a care worker on duty, a centre.

neighbourhood = await settle_seniors(town)      # Bok-rye, her daughter, her worker, her centre
other = await neighbourhood.senior_of("김순덕")  # one more senior of the same dong
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from domains.care import public as care
from domains.consent.public import CATALOGUE, Purpose
from domains.identity import public as identity
from domains.identity.public import RelationKind, Tie, roles
from domains.kernel import personal
from domains.kernel.actor import Actor, Role
from domains.kernel.text import Locale
from tests.builders.families import REGISTRY, Town

BORN = date(1941, 5, 2)
ADDRESS = "오산시 대원동 복숭아로 12, 101동 203호"
NEW_ADDRESS = "오산시 매화로 3"
KEY_BOX = "현관 왼쪽 열쇠함, 비밀번호는 생활지원사에게"
SENSORS_TOO = (Purpose.CARE_CHECK_INS, Purpose.CARE_HOME_SENSORS)
START = date(2026, 1, 1)


@dataclass(frozen=True, slots=True)
class Seniors:
    """One dong, its centre, its care worker, and Bok-rye with her daughter."""

    town: Town
    dong: UUID
    centre: UUID
    worker: UUID
    stand_in: UUID
    desk: UUID
    manager: UUID
    senior: UUID
    guardian: UUID

    @property
    def as_senior(self) -> Actor:
        return Actor(person_id=self.senior)

    @property
    def as_guardian(self) -> Actor:
        return Actor(person_id=self.guardian)

    @property
    def as_worker(self) -> Actor:
        return Actor(person_id=self.worker, roles=frozenset({Role.CARE_WORKER}))

    @property
    def as_desk(self) -> Actor:
        return Actor(person_id=self.desk, roles=frozenset({Role.CENTRE_STAFF}))

    async def senior_of(
        self,
        name: str,
        guardians: Sequence[UUID] = (),
        *,
        agrees: Collection[Purpose] = SENSORS_TOO,
        has_phone: bool = True,
    ) -> UUID:
        """One more senior of the dong, whose care stands; guardians in her order, day and night.
        Whom nothing can ring is not waited for."""
        person = await self.town.person(name, born=BORN)
        if has_phone:
            await self.town.phone(person, str(person))
        await enrol_senior(self.town, person, dong=self.dong, desk=self.as_desk, agrees=agrees)
        for guardian in guardians:
            await tie(self.town, guardian, person)
        await choose(self.town, person, guardians)
        return person

    async def plan(self, senior: UUID | None = None) -> care.CarePlan:
        found = await care.care_plan(senior or self.senior, at=self.town.clock.now())
        assert found is not None
        return found


async def settle_seniors(
    town: Town, *, agrees: Collection[Purpose] = SENSORS_TOO, has_phone: bool = True
) -> Seniors:
    """박복례 (born 1941), who has a phone, with her daughter as only contact, day and night; worker
    on duty always, with a stand-in; a desk and a manager at the centre. `has_phone` False: a story
    gives her the one that it looks at."""
    dong = await unit(town, roles.UnitKind.DONG, "대원동")
    centre = await unit(town, roles.UnitKind.CENTRE, "대원동 행복복지센터")
    worker = await official(town, "정생활", Role.CARE_WORKER, dong)
    stand_in = await official(town, "윤생활", Role.CARE_WORKER, dong)
    desk = await official(town, "이상담", Role.CENTRE_STAFF, centre)
    manager = await official(town, "최센터장", Role.CENTRE_MANAGER, centre)
    await care.serve_dong(REGISTRY, dong_id=dong, centre_id=centre, clock=town.clock, ids=town.ids)
    people = Seniors(
        town=town,
        dong=dong,
        centre=centre,
        worker=worker,
        stand_in=stand_in,
        desk=desk,
        manager=manager,
        senior=await town.person("박복례", born=BORN),
        guardian=await town.person("박효녀"),
    )
    await on_duty_always(people, worker, stand_in)
    if has_phone:
        await town.phone(people.senior, str(people.senior))
    await enrol_senior(town, people.senior, dong=dong, desk=people.as_desk, agrees=agrees)
    await tie(town, people.guardian, people.senior)
    await choose(town, people.senior, [people.guardian])
    return people


@dataclass(frozen=True, slots=True)
class FarDong:
    """Sema-dong, and the centre that serves it."""

    dong: UUID
    centre: UUID


async def far_dong(town: Town) -> FarDong:
    """Where she may move to; nobody holds an office there yet."""
    dong = await unit(town, roles.UnitKind.DONG, "세마동")
    centre = await unit(town, roles.UnitKind.CENTRE, "세마동 행복복지센터")
    await care.serve_dong(REGISTRY, dong_id=dong, centre_id=centre, clock=town.clock, ids=town.ids)
    return FarDong(dong, centre)


async def move_to(people: Seniors, dong: UUID) -> None:
    """Bok-rye says on her phone that she lives there from now on, at NEW_ADDRESS."""
    flat = care.people.Flat(dong, await personal.seal(people.senior, NEW_ADDRESS))
    moved = await care.move_flat(
        people.as_senior, people.senior, flat, clock=people.town.clock, ids=people.town.ids
    )
    assert isinstance(moved, care.people.Moved), moved


async def unit(town: Town, kind: roles.UnitKind, name: str) -> UUID:
    key = town.ids.new()
    card = roles.UnitCard(key, kind, name)
    await roles.register_unit(REGISTRY, card, clock=town.clock, ids=town.ids)
    return key


async def official(town: Town, name: str, role: Role, unit_id: UUID) -> UUID:
    person = await town.person(name)
    held = await roles.grant_role(
        actor=REGISTRY,
        person_id=person,
        role=role,
        unit_id=unit_id,
        clock=town.clock,
        ids=town.ids,
    )
    assert isinstance(held, roles.RoleHeld)
    return person


async def tie(town: Town, guardian: UUID, senior: UUID) -> None:
    granted = await identity.grant_relation(
        actor=REGISTRY,
        tie=Tie(RelationKind.SENIOR_GUARDIAN, guardian, senior),
        clock=town.clock,
        ids=town.ids,
    )
    assert isinstance(granted, identity.Granted)


async def enrol_senior(
    town: Town,
    senior: UUID,
    *,
    dong: UUID,
    desk: Actor,
    agrees: Collection[Purpose] = SENSORS_TOO,
) -> UUID:
    """Asked for in the app, accepted by the centre's desk."""
    enrolment_id = await ask_for_care(town, senior, dong=dong, agrees=agrees)
    accepted = await care.people.accept_into_care(
        desk, enrolment_id, clock=town.clock, ids=town.ids
    )
    assert isinstance(accepted, care.people.Accepted), accepted
    return enrolment_id


async def ask_for_care(
    town: Town, senior: UUID, *, dong: UUID, agrees: Collection[Purpose] = SENSORS_TOO
) -> UUID:
    """In the app; her centre has not looked at it yet."""
    address, note = await personal.seal_each([(senior, ADDRESS), (senior, KEY_BOX)])
    enrolled = await care.people.enrol(
        Actor(person_id=senior),
        care.people.Application(
            flat=care.people.Flat(dong, address, note),
            agrees={purpose: CATALOGUE[purpose].version for purpose in agrees},
            locale=Locale.KO,
        ),
        clock=town.clock,
        ids=town.ids,
    )
    assert isinstance(enrolled, care.people.Enrolled), enrolled
    return enrolled.enrolment_id


async def choose(town: Town, senior: UUID, guardians: Sequence[UUID]) -> None:
    chosen = await care.people.choose_contacts(
        Actor(person_id=senior), guardians, clock=town.clock, ids=town.ids
    )
    assert isinstance(chosen, care.people.ContactsChosen), chosen


async def on_duty_always(people: Seniors, worker: UUID, stand_in: UUID | None) -> None:
    """Day and night, on public holidays too."""
    for day in care.DutyDay:
        shift = care.people.NewShift(
            dong_id=people.dong,
            worker_id=worker,
            day=day,
            opens=time(0),
            closes=time(0),
            first_day=START,
            stand_in_id=stand_in,
        )
        kept = await care.people.enter_shift(
            people.as_desk, shift, clock=people.town.clock, ids=people.town.ids
        )
        assert isinstance(kept, care.people.ShiftKept), kept
