"""One dong made real through the domains: seniors, guardians, worker, stand-in, desk, operator."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from uuid import UUID

from domains.care import public as care
from domains.care.public import homes
from domains.consent.public import CATALOGUE, Purpose
from domains.identity import public as identity
from domains.identity.public import Platform, Profile, RelationKind, Tie, contacts, roles
from domains.kernel import personal
from domains.kernel.actor import Actor, Role, system_actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.text import Locale
from infra.chaos.care.ladder import ON_THE_TELEPHONE, Asked

FOUNDER = system_actor("chaos.founder")
AGREED = (Purpose.CARE_CHECK_INS, Purpose.CARE_HOME_SENSORS)
PAIRING = timedelta(hours=1)
AGAIN_S = 0.1


@dataclass(frozen=True, slots=True)
class Senior:
    """A senior and her guardian; the device is None where her home has none."""

    id: UUID
    name: str
    guardian: UUID
    device: homes.DevicePaired | None


@dataclass(frozen=True, slots=True)
class Dong:
    """Everybody, as the database knows them. Each has one phone, whose token is their id."""

    office: Mapping[Asked, UUID]
    seniors: Mapping[str, Senior]
    numbers: Mapping[UUID, str] = field(default_factory=dict)
    """Of those who have a telephone, as a provider dials them."""

    def person(self, asked: Asked, senior: Senior) -> UUID:
        own = {Asked.SENIOR: senior.id, Asked.GUARDIAN: senior.guardian}
        return own.get(asked) or self.office[asked]


async def found_dong(
    names: Sequence[str],
    *,
    with_device: Sequence[str],
    keys: homes.DeviceKeys,
    clock: Clock,
    ids: Ids,
) -> Dong:
    founder = _Founder(clock, ids, keys)
    await homes.expire_events(kept=timedelta(days=14), clock=clock)
    dong = await founder.dong()
    seniors = [await founder.senior(dong, name, pairs=name in with_device) for name in names]
    people = [senior.id for senior in seniors] + [dong.office[who] for who in ON_THE_TELEPHONE]
    numbers = {person: await founder.telephone(person, at) for at, person in enumerate(people)}
    return Dong(dong.office, {senior.name: senior for senior in seniors}, numbers)


@dataclass(frozen=True, slots=True)
class _Place:
    dong: UUID
    office: Mapping[Asked, UUID]


class _Founder:
    def __init__(self, clock: Clock, ids: Ids, keys: homes.DeviceKeys) -> None:
        self._clock, self._ids, self._keys = clock, ids, keys

    async def dong(self) -> _Place:
        dong = await self._unit(roles.UnitKind.DONG, "혼돈동")
        centre = await self._unit(roles.UnitKind.CENTRE, "혼돈동 행복복지센터")
        await care.serve_dong(
            FOUNDER, dong_id=dong, centre_id=centre, clock=self._clock, ids=self._ids
        )
        office = {
            Asked.WORKER: await self._official("worker", Role.CARE_WORKER, dong),
            Asked.STAND_IN: await self._official("stand-in", Role.CARE_WORKER, dong),
            Asked.DESK: await self._official("desk", Role.CENTRE_STAFF, centre),
            Asked.OPERATOR: await self._official("operator", Role.OPERATOR, None),
        }
        place = _Place(dong, office)
        await self._always_on_duty(place)
        return place

    async def senior(self, place: _Place, name: str, *, pairs: bool) -> Senior:
        person = await self._person(name, date(1941, 5, 2))
        guardian = await self._person(f"guardian of {name}", date(1970, 3, 3))
        await self._enrol(place, person)
        tie = Tie(RelationKind.SENIOR_GUARDIAN, guardian, person)
        await identity.grant_relation(actor=FOUNDER, tie=tie, clock=self._clock, ids=self._ids)
        chosen = await care.people.choose_contacts(
            Actor(person_id=person), [guardian], clock=self._clock, ids=self._ids
        )
        assert isinstance(chosen, care.people.ContactsChosen), chosen
        device = await self._pair(person) if pairs else None
        return Senior(person, name, guardian, device)

    async def telephone(self, person: UUID, number: int) -> str:
        """A number of their own, proved by the code that went to it; as a provider dials it."""
        actor, clock, ids = Actor(person_id=person), self._clock, self._ids
        typed = f"010-{2000 + number:04d}-{number:04d}"
        added = await contacts.add_contact_number(actor, person, typed, clock=clock, ids=ids)
        assert isinstance(added, contacts.NumberAdded), added
        while not await self._proves(actor, added.number_id):  # noqa: ASYNC110
            await asyncio.sleep(AGAIN_S)
        return "+82" + typed.removeprefix("0").replace("-", "")

    async def _proves(self, actor: Actor, number_id: UUID) -> bool:
        """Not with a code that a worker, who sends one as well, has just replaced."""
        assert actor.person_id is not None
        clock, ids = self._clock, self._ids
        issued = await contacts.issue_contact_code(number_id, clock=clock)
        assert issued is not None
        said = await contacts.verify_contact_number(
            actor, actor.person_id, number_id, issued.code, clock=clock, ids=ids
        )
        return isinstance(said, contacts.NumberVerified)

    async def _unit(self, kind: roles.UnitKind, name: str) -> UUID:
        key = self._ids.new()
        card = roles.UnitCard(key, kind, name)
        await roles.register_unit(FOUNDER, card, clock=self._clock, ids=self._ids)
        return key

    async def _official(self, name: str, role: Role, unit: UUID | None) -> UUID:
        person = await self._person(name, date(1985, 5, 5))
        held = await roles.grant_role(
            actor=FOUNDER,
            person_id=person,
            role=role,
            unit_id=unit,
            clock=self._clock,
            ids=self._ids,
        )
        assert isinstance(held, roles.RoleHeld), held
        return person

    async def _person(self, name: str, born: date) -> UUID:
        person = await identity.enrol_person(
            provider="chaos",
            subject=name,
            profile=Profile(display_name=name, birth_date=born, locale=Locale.KO),
            clock=self._clock,
            ids=self._ids,
        )
        await identity.register_push_device(
            person_id=person,
            platform=Platform.ANDROID,
            push_token=str(person),
            name=name,
            clock=self._clock,
            ids=self._ids,
        )
        return person

    async def _enrol(self, place: _Place, senior: UUID) -> None:
        sealed = [(senior, "오산시 혼돈동 복숭아로 12"), (senior, "현관 왼쪽 열쇠함")]
        address, note = await personal.seal_each(sealed)
        asked = care.people.Application(
            flat=care.people.Flat(place.dong, address, note),
            agrees={purpose: CATALOGUE[purpose].version for purpose in AGREED},
            locale=Locale.KO,
        )
        enrolled = await care.people.enrol(
            Actor(person_id=senior), asked, clock=self._clock, ids=self._ids
        )
        assert isinstance(enrolled, care.people.Enrolled), enrolled
        accepted = await care.people.accept_into_care(
            self._desk(place), enrolled.enrolment_id, clock=self._clock, ids=self._ids
        )
        assert isinstance(accepted, care.people.Accepted), accepted

    async def _always_on_duty(self, place: _Place) -> None:
        for day in care.DutyDay:
            shift = care.people.NewShift(
                dong_id=place.dong,
                worker_id=place.office[Asked.WORKER],
                day=day,
                opens=time(0),
                closes=time(0),
                first_day=date(2026, 1, 1),
                stand_in_id=place.office[Asked.STAND_IN],
            )
            kept = await care.people.enter_shift(
                self._desk(place), shift, clock=self._clock, ids=self._ids
            )
            assert isinstance(kept, care.people.ShiftKept), kept

    async def _pair(self, senior: UUID) -> homes.DevicePaired:
        started = await homes.start_pairing(
            Actor(person_id=senior),
            senior_id=senior,
            room=homes.Room.LIVING_ROOM,
            within=PAIRING,
            clock=self._clock,
            ids=self._ids,
        )
        assert isinstance(started, homes.PairingStarted), started
        paired = await homes.pair_device(
            started.code,
            homes.NewDevice("serial", "SOS button", shows_life=False),
            keys=self._keys,
            clock=self._clock,
            ids=self._ids,
        )
        assert isinstance(paired, homes.DevicePaired), paired
        return paired

    def _desk(self, place: _Place) -> Actor:
        return Actor(person_id=place.office[Asked.DESK], roles=frozenset({Role.CENTRE_STAFF}))
