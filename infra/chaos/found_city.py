"""Make the drawn city real: people, ties, consents, schools and phones, through the domains."""

import asyncio
from collections.abc import Awaitable, Iterable, Mapping
from datetime import date
from uuid import UUID

from domains.commute import public as commute
from domains.commute.public import LOCATION, CrossingKind, ImportedPlace, PlaceKind, SchoolLevel
from domains.consent import public as consent
from domains.consent.public import CATALOGUE, Purpose
from domains.identity import public as identity
from domains.identity.public import DeviceCredential, Granted, Profile, RelationKind, Tie
from domains.kernel.actor import Actor, system_actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.text import Locale
from infra.chaos.city import Adult, City, Pupil
from infra.chaos.walk import RADIUS_M

FOUNDER = system_actor("chaos.founder")
BORN = date(2017, 2, 10)
AT_ONCE = 8

FOR = {
    CrossingKind.ENTER: Purpose.COMMUTE_ARRIVAL,
    CrossingKind.EXIT: Purpose.COMMUTE_DEPARTURE,
}


class Founded:
    """The city as the database knows it."""

    def __init__(self) -> None:
        self.pupils: dict[str, UUID] = {}
        self.trackers: dict[str, DeviceCredential] = {}


async def found_city(city: City, *, clock: Clock, ids: Ids) -> Founded:
    """Ids and trackers by the pupils' names."""
    founder = _Founder(clock, ids)
    await commute.expire(retention=commute.Retention(), clock=clock)
    schools = await founder.schools(city)
    adults: dict[str, UUID] = {}

    async def settle(adult: Adult) -> None:
        adults[adult.name] = await founder.adult(adult)

    await _all(settle(adult) for adult in city.adults)
    await _all(founder.pupil(pupil, adults, schools[pupil.name]) for pupil in city.pupils)
    return founder.founded


async def _all(stories: Iterable[Awaitable[None]]) -> None:
    gate = asyncio.Semaphore(AT_ONCE)

    async def guarded(story: Awaitable[None]) -> None:
        async with gate:
            await story

    await asyncio.gather(*(guarded(story) for story in stories))


class _Founder:
    def __init__(self, clock: Clock, ids: Ids) -> None:
        self._clock, self._ids = clock, ids
        self.founded = Founded()

    async def schools(self, city: City) -> Mapping[str, UUID]:
        """Each pupil's school."""
        places = [_school(number, pupil) for number, pupil in enumerate(city.pupils)]
        await commute.import_places(FOUNDER, places, clock=self._clock, ids=self._ids)
        by_key = await commute.ids_by_source_key([place.source_key for place in places])
        return {
            pupil.name: by_key[place.source_key]
            for pupil, place in zip(city.pupils, places, strict=True)
        }

    async def adult(self, adult: Adult) -> UUID:
        person = await self._person(adult.name, date(1985, 5, 5))
        for phone in adult.phones:
            await identity.register_push_device(
                person_id=person,
                platform=phone.platform,
                push_token=phone.token,
                name=phone.token,
                clock=self._clock,
                ids=self._ids,
            )
        return person

    async def pupil(self, pupil: Pupil, adults: Mapping[str, UUID], school: UUID) -> None:
        child = await self._person(pupil.name, BORN)
        parents = [adults[parent.name] for parent in pupil.guardians]
        for parent in parents:
            await self._tie(parent, child)
        if pupil.former_guardian is not None:
            await self._former(adults[pupil.former_guardian.name], child)
        keeper = Actor(person_id=parents[0])
        await commute.watch_place(
            keeper,
            child_id=child,
            place_id=school,
            is_school=False,  # no bell shall ring into the count
            clock=self._clock,
            ids=self._ids,
        )
        await self._consents(keeper, child, pupil)
        self.founded.pupils[pupil.name] = child
        self.founded.trackers[pupil.name] = await identity.pair_tracker(
            person_id=child, name=pupil.name, clock=self._clock, ids=self._ids
        )

    async def _person(self, name: str, born: date) -> UUID:
        profile = Profile(display_name=name, birth_date=born, locale=Locale.KO)
        return await identity.enrol_person(
            provider="chaos", subject=name, profile=profile, clock=self._clock, ids=self._ids
        )

    async def _tie(self, parent: UUID, child: UUID) -> UUID:
        tie = Tie(RelationKind.PARENT_CHILD, parent, child)
        granted = await identity.grant_relation(
            actor=FOUNDER, tie=tie, clock=self._clock, ids=self._ids
        )
        assert isinstance(granted, Granted)
        return granted.relation_id

    async def _former(self, parent: UUID, child: UUID) -> None:
        relation = await self._tie(parent, child)
        await identity.end_relation(
            actor=FOUNDER, relation_id=relation, clock=self._clock, ids=self._ids
        )

    async def _consents(self, keeper: Actor, child: UUID, pupil: Pupil) -> None:
        """All are given; then what may not be told of this child is withdrawn."""
        for purpose in FOR.values():
            await consent.grant(
                keeper,
                subject_id=child,
                purpose=purpose,
                text_version=CATALOGUE[purpose].version,
                locale=Locale.KO,
                clock=self._clock,
                ids=self._ids,
            )
        for kind, purpose in FOR.items():
            if kind not in pupil.told:
                await consent.withdraw(
                    keeper,
                    subject_id=child,
                    purpose=purpose,
                    locale=Locale.KO,
                    erasers=consent.Erasers(dict.fromkeys(LOCATION, commute.erase)),
                    clock=self._clock,
                    ids=self._ids,
                )


def _school(number: int, pupil: Pupil) -> ImportedPlace:
    return ImportedPlace(
        kind=PlaceKind.SCHOOL,
        source_key=f"chaos:{number}",
        name=f"혼돈{number}초등학교",
        level=SchoolLevel.ELEMENTARY,
        lat=pupil.school.lat,
        lon=pupil.school.lon,
        radius_m=RADIUS_M,
        address="",
        authority="",
        data_as_of=None,
        line=number + 1,
    )
