"""Put the demo into the database: schools, families, consents. Again changes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from api.seed.demo import CHILDREN, CITIZENS, CLOSURES, PHONES, TIES, DemoChild, DemoCitizen
from api.seed.hand_out_trackers import hand_out_trackers
from api.seed.hang_devices import hang_devices
from api.seed.introduce_phones import introduce_phones
from api.seed.open_desks import open_desks
from api.seed.osan_schools import OSAN_SCHOOLS, seeded_places
from api.seed.plant_care import plant_care
from domains.commute import public as commute
from domains.commute.public import NewPlace, Opening, PlaceKind, UnusualDays
from domains.consent import public as consent
from domains.consent.public import CATALOGUE
from domains.identity import public as identity
from domains.identity.public import Profile, Tie
from domains.kernel.actor import Actor, system_actor
from domains.kernel.clock import Clock, SystemClock, seoul_date
from domains.kernel.ids import Ids, UuidV7Ids
from domains.kernel.text import Locale
from infra.database import open_database
from infra.device_keys import device_keys
from infra.keys import open_keys
from infra.settings import Settings

PLANTER = system_actor("seed")
PROVIDER = "dev"


async def seed(settings: Settings) -> None:
    """Plant the demo over the database of `settings`."""
    clock, ids = SystemClock(), UuidV7Ids()
    async with open_database(settings.database), open_keys(settings):
        people = await plant(clock=clock, ids=ids)
        await hand_out_trackers(people, state_dir=settings.state_dir, clock=clock, ids=ids)
        await hang_devices(
            people, keys=device_keys(settings), state_dir=settings.state_dir, clock=clock, ids=ids
        )
    await introduce_phones(settings.push)


async def plant(*, clock: Clock, ids: Ids) -> Mapping[str, UUID]:
    """Everything that the tour of the README meets; the people's ids by `sub`."""
    world = _World(clock, ids)
    schools = await world.schools()
    await world.calendar(schools)
    people = await world.people()
    await world.ties(people)
    await open_desks(people, schools, actor=PLANTER, clock=clock, ids=ids)
    await plant_care(people, actor=PLANTER, clock=clock, ids=ids)
    await world.phones(people)
    for child in CHILDREN:
        await world.child(child, people, schools)
    await commute.expire(retention=commute.Retention(), clock=clock)
    today = seoul_date(clock.now())
    for day in (today, today + timedelta(days=1)):
        await commute.plan_arrivals(day=day, clock=clock, ids=ids)
    return people


@dataclass(frozen=True, slots=True)
class _World:
    clock: Clock
    ids: Ids

    async def schools(self) -> Mapping[str, UUID]:
        """Osan's schools; their ids by source key."""
        await commute.import_places(PLANTER, seeded_places(), clock=self.clock, ids=self.ids)
        return await commute.ids_by_source_key([school.source_key for school in OSAN_SCHOOLS])

    async def calendar(self, schools: Mapping[str, UUID]) -> None:
        entries = [
            UnusualDays(
                name=closure.name,
                kind=Opening.CLOSED if closure.school else Opening.VACATION,
                days=closure.days,
                place_id=schools[closure.school.source_key] if closure.school else None,
            )
            for closure in CLOSURES
        ]
        await commute.enter_calendar(PLANTER, entries, clock=self.clock, ids=self.ids)

    async def people(self) -> Mapping[str, UUID]:
        """The demo citizens, with their offices; their ids by `sub`."""
        people = {one.sub: await self._person(one) for one in CITIZENS}
        for one in CITIZENS:
            for role in one.roles:
                await identity.grant_role(
                    actor=PLANTER,
                    person_id=people[one.sub],
                    role=role,
                    clock=self.clock,
                    ids=self.ids,
                )
        return people

    async def _person(self, one: DemoCitizen) -> UUID:
        profile = Profile(display_name=one.name, birth_date=one.birth_date, locale=Locale.KO)
        return await identity.enrol_person(
            provider=PROVIDER, subject=one.sub, profile=profile, clock=self.clock, ids=self.ids
        )

    async def ties(self, people: Mapping[str, UUID]) -> None:
        for tie in TIES:
            await identity.grant_relation(
                actor=PLANTER,
                tie=Tie(tie.kind, people[tie.holder], people[tie.subject], sharing=tie.sharing),
                clock=self.clock,
                ids=self.ids,
            )

    async def phones(self, people: Mapping[str, UUID]) -> None:
        for phone in PHONES:
            await identity.register_push_device(
                person_id=people[phone.owner],
                platform=phone.platform,
                push_token=phone.token,
                name=phone.label,
                clock=self.clock,
                ids=self.ids,
            )

    async def child(
        self, child: DemoChild, people: Mapping[str, UUID], schools: Mapping[str, UUID]
    ) -> None:
        """Enrolled at school, with a home, and with the consents of who may give them."""
        who, keeper = people[child.sub], Actor(person_id=people[child.consented_by])
        if await commute.watched_by(who):
            return
        await commute.watch_place(
            keeper,
            child_id=who,
            place_id=schools[child.school.source_key],
            is_school=True,
            clock=self.clock,
            ids=self.ids,
        )
        home = NewPlace(name="집", kind=PlaceKind.HOME, point=child.home, radius_m=60)
        added = await commute.add_place(
            keeper, child_id=who, place=home, clock=self.clock, ids=self.ids
        )
        assert isinstance(added, commute.Watching), f"{child.sub}: {added}"
        await self._consents(keeper, who)

    async def _consents(self, decider: Actor, child_id: UUID) -> None:
        for purpose in sorted(commute.LOCATION):
            await consent.grant(
                decider,
                subject_id=child_id,
                purpose=purpose,
                text_version=CATALOGUE[purpose].version,
                locale=Locale.KO,
                clock=self.clock,
                ids=self.ids,
            )
