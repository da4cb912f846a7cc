"""Families as stories need them: a child, guardians, a school, consents, a tracker."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domains.commute.models import Place, WatchedPlace
from domains.commute.vocabulary import PlaceKind
from domains.consent import public as consent
from domains.consent.public import CATALOGUE, Purpose
from domains.identity import public as identity
from domains.identity.public import DeviceCredential, Platform, Profile, RelationKind, Tie
from domains.kernel.actor import Actor, Role, system_actor
from domains.kernel.clock import Clock
from domains.kernel.geo import LatLon
from domains.kernel.ids import Ids
from domains.kernel.text import Locale

REGISTRY = system_actor("tests.registry")
SCHOOL = LatLon(37.1583, 127.0770)
ALL = frozenset(purpose for purpose in CATALOGUE if purpose.startswith("commute."))
"""Every consent of the commute; advertising is nobody's default."""


@dataclass(frozen=True, slots=True)
class Town:
    """Where people and places are made; time and ids are the test's."""

    clock: Clock
    ids: Ids

    async def person(
        self, name: str, *, born: date | None = date(1985, 5, 5), locale: Locale = Locale.KO
    ) -> UUID:
        return await identity.enrol_person(
            provider="test",
            subject=f"{name}-{self.ids.new()}",
            profile=Profile(display_name=name, birth_date=born, locale=locale),
            clock=self.clock,
            ids=self.ids,
        )

    async def parent_of(self, child: UUID, name: str, locale: Locale = Locale.KO) -> UUID:
        parent = await self.person(name, locale=locale)
        tie = Tie(RelationKind.PARENT_CHILD, parent, child)
        await identity.grant_relation(actor=REGISTRY, tie=tie, clock=self.clock, ids=self.ids)
        return parent

    async def operator(self, name: str = "한관제") -> Actor:
        person = await self.person(name)
        await identity.grant_role(
            actor=REGISTRY, person_id=person, role=Role.OPERATOR, clock=self.clock, ids=self.ids
        )
        return Actor(person_id=person, roles=frozenset({Role.OPERATOR}))

    async def school(
        self, at: LatLon = SCHOOL, *, radius_m: float = 100, dwell_s: int = 60, name: str = "운산초"
    ) -> UUID:
        place = await Place.create(
            id=self.ids.new(),
            kind=PlaceKind.SCHOOL,
            name=name,
            level="elementary",
            lat=at.lat,
            lon=at.lon,
            radius_m=radius_m,
            dwell_s=dwell_s,
            created_at=self.clock.now(),
        )
        return place.id

    async def watches(self, child: UUID, place: UUID, *, is_school: bool = True) -> None:
        await WatchedPlace.create(
            id=self.ids.new(),
            child_id=child,
            place_id=place,
            is_school=is_school,
            since=self.clock.now(),
        )

    async def consents(
        self, decider: UUID, child: UUID, purposes: Collection[Purpose] = ALL
    ) -> None:
        for purpose in sorted(purposes):
            decided = await consent.grant(
                Actor(person_id=decider),
                subject_id=child,
                purpose=purpose,
                text_version=CATALOGUE[purpose].version,
                locale=Locale.KO,
                clock=self.clock,
                ids=self.ids,
            )
            assert isinstance(decided, consent.Decided)

    async def tracker(self, child: UUID) -> DeviceCredential:
        return await identity.pair_tracker(
            person_id=child, name="민아 폰", clock=self.clock, ids=self.ids
        )

    async def phone(self, person: UUID, token: str) -> None:
        await identity.register_push_device(
            person_id=person,
            platform=Platform.ANDROID,
            push_token=token,
            name=token,
            clock=self.clock,
            ids=self.ids,
        )

    async def family(self) -> "Family":
        """Mina, nine years old, her mother, her school, every consent, a tracker."""
        mina = await self.person("민아", born=date(2017, 2, 10))
        hana = await self.parent_of(mina, "김하나")
        school = await self.school()
        await self.watches(mina, school)
        await self.consents(hana, mina)
        return Family(mina, hana, school, await self.tracker(mina))


@dataclass(frozen=True, slots=True)
class Family:
    """What most stories begin with."""

    child: UUID
    parent: UUID
    school: UUID
    tracker: DeviceCredential

    @property
    def as_parent(self) -> Actor:
        return Actor(person_id=self.parent)

    @property
    def as_child(self) -> Actor:
        return Actor(person_id=self.child)
