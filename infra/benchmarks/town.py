"""The families of a bench: each a child with a tracker, a school of its own, a parent's phone."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from domains.commute import public as commute
from domains.commute.public import ImportedPlace, PlaceKind, SchoolLevel
from domains.consent import public as consent
from domains.consent.public import CATALOGUE
from domains.identity import public as identity
from domains.identity.public import DeviceCredential, Platform, Profile, RelationKind, Tie
from domains.kernel.actor import Actor, system_actor
from domains.kernel.clock import Clock, SystemClock
from domains.kernel.geo import LatLon
from domains.kernel.ids import Ids, UuidV7Ids
from domains.kernel.text import Locale
from infra.benchmarks.house import House
from infra.benchmarks.swing import RADIUS_M
from infra.database import migrate, open_database
from infra.keys import open_keys, prepare_keys
from infra.signing_key import signing_key
from infra.tokens import AccessTokens

FOUNDER = system_actor("bench.founder")
CORNER = LatLon(36.0, 126.5)
A_ROW, GAP_DEG = 50, 0.03
"""Schools stand about three kilometres apart: no walk comes near another one."""

AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Resident:
    """A child as its phone knows itself; `phone` is the push token of its parent."""

    number: int
    child: UUID
    school: LatLon
    tracker: DeviceCredential
    phone: str
    token: str


def found_town(house: House, *, children: int) -> list[Resident]:
    """Migrate the empty database and let so many families live in it."""
    asyncio.run(prepare_keys(house.settings.keys, make_database=True))
    asyncio.run(migrate(house.settings.database))
    return asyncio.run(_found(house, children))


async def _found(house: House, children: int) -> list[Resident]:
    clock, ids = SystemClock(), UuidV7Ids()
    async with open_database(house.settings.database), open_keys(house.settings):
        founder = _Founder(house, clock, ids)
        await commute.expire(retention=commute.Retention(), clock=clock)
        schools = await founder.schools(children)
        gate = asyncio.Semaphore(AT_ONCE)

        async def settle(number: int) -> Resident:
            async with gate:
                return await founder.family(number, schools[number])

        return list(await asyncio.gather(*map(settle, range(children))))


def _school_of(number: int) -> LatLon:
    row, column = divmod(number, A_ROW)
    return LatLon(CORNER.lat + row * GAP_DEG, CORNER.lon + column * GAP_DEG)


class _Founder:
    def __init__(self, house: House, clock: Clock, ids: Ids) -> None:
        self._clock, self._ids = clock, ids
        self._tokens = AccessTokens(
            key=signing_key(house.settings),
            issuer=house.settings.identity.issuer,
            lives=timedelta(hours=6),
            clock=clock,
            ids=ids,
        )

    async def schools(self, count: int) -> Sequence[UUID]:
        places = [_place(number) for number in range(count)]
        await commute.import_places(FOUNDER, places, clock=self._clock, ids=self._ids)
        by_key = await commute.ids_by_source_key([place.source_key for place in places])
        return [by_key[place.source_key] for place in places]

    async def family(self, number: int, school: UUID) -> Resident:
        child = await self._person(f"child-{number}", date(2017, 2, 10))
        parent = await self._person(f"parent-{number}", date(1985, 5, 5))
        tie = Tie(RelationKind.PARENT_CHILD, parent, child)
        await identity.grant_relation(actor=FOUNDER, tie=tie, clock=self._clock, ids=self._ids)
        await self._consents(Actor(person_id=parent), child)
        await self._enrol(Actor(person_id=parent), child, school)
        return Resident(
            number=number,
            child=child,
            school=_school_of(number),
            tracker=await identity.pair_tracker(
                person_id=child, name="bench", clock=self._clock, ids=self._ids
            ),
            phone=await self._phone(parent, f"phone-{number}"),
            token=self._tokens.issue(person_id=child, session_id=self._ids.new()).text,
        )

    async def _person(self, name: str, born: date) -> UUID:
        profile = Profile(display_name=name, birth_date=born, locale=Locale.KO)
        return await identity.enrol_person(
            provider="bench", subject=name, profile=profile, clock=self._clock, ids=self._ids
        )

    async def _consents(self, parent: Actor, child: UUID) -> None:
        for purpose in sorted(commute.LOCATION):
            await consent.grant(
                parent,
                subject_id=child,
                purpose=purpose,
                text_version=CATALOGUE[purpose].version,
                locale=Locale.KO,
                clock=self._clock,
                ids=self._ids,
            )

    async def _enrol(self, parent: Actor, child: UUID, school: UUID) -> None:
        """Watched, without a bell: "not arrived" must not ring into the counts."""
        await commute.watch_place(
            parent,
            child_id=child,
            place_id=school,
            is_school=False,
            clock=self._clock,
            ids=self._ids,
        )

    async def _phone(self, parent: UUID, token: str) -> str:
        await identity.register_push_device(
            person_id=parent,
            platform=Platform.ANDROID,
            push_token=token,
            name=token,
            clock=self._clock,
            ids=self._ids,
        )
        return token


def _place(number: int) -> ImportedPlace:
    at = _school_of(number)
    return ImportedPlace(
        kind=PlaceKind.SCHOOL,
        source_key=f"bench:{number}",
        name=f"측정{number}초등학교",
        level=SchoolLevel.ELEMENTARY,
        lat=at.lat,
        lon=at.lon,
        radius_m=RADIUS_M,
        address="",
        authority="",
        data_as_of=None,
        line=number + 1,
    )
