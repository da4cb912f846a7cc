"""Issue, point 5: over a simulated year no advertisement goes out between 21:00 and 08:00 without
the night's own consent, and an SOS always does. Through the real path: notify, ledger, engine.

`make thorough` lives all 366 days of 2028; every run lives its corners and a day in each month.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final
from uuid import UUID

import pytest

from domains.consent import public as consent
from domains.consent.public import Purpose
from domains.kernel.actor import Actor
from domains.kernel.clock import SEOUL
from domains.kernel.text import Locale
from notifications.channel import Channel
from notifications.daily_span import DailySpan
from notifications.notification import Category
from notifications.ports import Halted, Outgoing, Receipt, Sent, never_halted
from notifications.preferences.choose import choose_channels, choose_digest, choose_quiet_hours
from notifications.preferences.wishes import Digest
from notifications.public import MessageKey, Notification, Persons, deliver_due, tell_digests
from tests.builders.families import ALL
from tests.examples import TIMES
from tests.notifications.world import Family, World

DAY, NIGHT = Purpose.COMMERCE_ADVERTISING, Purpose.COMMERCE_ADVERTISING_NIGHT
YEAR: Final = 2028
"""A leap year; its first night is half the year's before, its last half the next one's."""

EDGES: Final = (time(7, 59), time(8), time(20, 59), time(21))
CORNERS: Final = {date(YEAR, 1, 1), date(YEAR, 2, 28), date(YEAR, 2, 29), date(YEAR, 12, 31)}


@dataclass
class Recorder:
    """A push service that takes everything, and writes down when."""

    world: World
    sent: list[tuple[datetime, Outgoing]] = field(default_factory=list)
    name: Channel = Channel.FCM

    async def send(
        self, batch: Sequence[Outgoing], *, halted: Halted = never_halted
    ) -> list[Receipt]:
        self.sent += [(self.world.clock.now().astimezone(SEOUL), each) for each in batch]
        return [Sent(f"message-{each.event_id}") for each in batch]


@dataclass
class City:
    """Some who agreed to much and some to little; the test's own book of who agreed to what."""

    world: World
    family: Family
    recorder: Recorder
    dice: Random
    agreed: dict[UUID, set[Purpose]]
    may_never: set[UUID]

    async def flip(self, person: UUID, purpose: Purpose) -> None:
        """Somebody changes their mind."""
        if purpose in self.agreed[person]:
            await consent.withdraw(
                Actor(person_id=person),
                subject_id=person,
                purpose=purpose,
                locale=Locale.KO,
                erasers=consent.Erasers(within={}),
                clock=self.world.clock,
                ids=self.world.ids,
            )
        else:
            await self.world.town.consents(person, person, {purpose})
        self.agreed[person] ^= {purpose}

    async def advertise(self) -> None:
        now = self.world.clock.now()
        people = frozenset({*self.agreed, *self.may_never})
        await self.world.tell(
            Notification(
                event_id=self.world.ids.new(),
                occurred_at=now,
                expires_at=now + timedelta(days=2),
                key=MessageKey.FAMILY_GUARDIANSHIP_CLAIMED,
                category=Category.ADVERTISING,
                audience=frozenset({Persons(people)}),
                subject_id=None,
                purpose=None,
                tag=f"offer:{self.world.ids.new()}",
                deep_link="osantalk://me/security",
                values={},
            )
        )

    async def deliver(self) -> None:
        await tell_digests(clock=self.world.clock, ids=self.world.ids, limit=100)
        while (
            await deliver_due(
                channels={Channel.FCM: self.recorder},
                clock=self.world.clock,
                ids=self.world.ids,
                dice=self.dice,
            )
        ).claimed:
            pass


@pytest.fixture
async def city(world: World) -> City:
    world.clock.set(datetime(YEAR - 1, 12, 31, 12, tzinfo=SEOUL))
    family = await world.family(ALL)
    by_day, owl, fickle, sleeper, silent = [
        await world.town.person(name) for name in ("낮", "밤", "변덕", "잠", "조용")
    ]
    child = await world.town.person("열셋", born=date(YEAR - 13, 6, 1))
    ageless = await world.town.person("나이 모름", born=None)
    agreed: dict[UUID, set[Purpose]] = {
        by_day: {DAY},
        owl: {DAY, NIGHT},
        fickle: {DAY},
        sleeper: {DAY, NIGHT},
        silent: set(),
        family.mother: {DAY, NIGHT},
    }
    for person, purposes in agreed.items():
        await world.town.consents(person, person, purposes)
    for person in (*agreed, child, ageless):
        await world.phone(person, f"phone-of-{person}")
    recorder = Recorder(world)
    city = City(world, family, recorder, Random(YEAR), agreed, {child, ageless})
    await _wish(city, sleeper, family.mother)
    return city


async def test_no_night_is_disturbed_and_no_call_for_help_waits(city: City) -> None:
    alarms = 0
    for day in days():
        for moment in agenda(day, city.dice):
            city.world.clock.set(moment)
            match city.dice.randrange(4):
                case 0:
                    await city.world.tell(city.family.sos())
                    alarms += 1
                case 1:
                    person = city.dice.choice(sorted(city.agreed))
                    await city.flip(person, city.dice.choice([DAY, NIGHT]))
                case _:
                    await city.advertise()
            before = len(city.recorder.sent)
            await city.deliver()
            judge(city, city.recorder.sent[before:])
    rung = [each for _, each in city.recorder.sent if each.wording.category is Category.SAFETY]
    assert len(rung) == alarms > 0
    assert sum(each.wording.category is Category.ADVERTISING for _, each in city.recorder.sent)


def judge(city: City, sent: Sequence[tuple[datetime, Outgoing]]) -> None:
    """By the test's own book and the clock on the wall, not by the gate's word."""
    for at, each in sent:
        if each.wording.category is Category.SAFETY:
            assert each.person_id == city.family.mother
            continue
        if each.wording.category is not Category.ADVERTISING:
            continue
        assert each.person_id not in city.may_never
        assert DAY in city.agreed[each.person_id]
        is_night = at.hour >= 21 or at.hour < 8
        assert not is_night or NIGHT in city.agreed[each.person_id], at
        assert each.wording.text is not None
        assert each.wording.text.title.startswith("(광고) ")
        assert "/opt-out/" in each.opt_out


def days() -> list[date]:
    every = [date(YEAR, 1, 1) + timedelta(days=number) for number in range(366)]
    return every if TIMES > 1 else sorted({*every[::30], *CORNERS})


def agenda(day: date, dice: Random) -> list[datetime]:
    """The edges of the night, and a few moments between."""
    between = [time(dice.randrange(24), dice.randrange(60), dice.randrange(60)) for _ in range(4)]
    return [datetime.combine(day, hour, tzinfo=SEOUL) for hour in sorted({*EDGES, *between})]


async def _wish(city: City, sleeper: UUID, mother: UUID) -> None:
    """One sleeps late; the mother wants to be left alone in every way that there is."""
    world = city.world
    clock, ids = world.clock, world.ids
    quiet = DailySpan(time(6), time(10))
    me, her = Actor(person_id=sleeper), Actor(person_id=mother)
    await choose_quiet_hours(me, person_id=sleeper, quiet=quiet, clock=clock, ids=ids)
    whole_day = DailySpan(time(0, 15), time(0))
    await choose_quiet_hours(her, person_id=mother, quiet=whole_day, clock=clock, ids=ids)
    digest = Digest(time(0), frozenset({Category.CARE, Category.SERVICE}))
    await choose_digest(her, person_id=mother, digest=digest, clock=clock, ids=ids)
    for category in (Category.CARE, Category.SERVICE):
        await choose_channels(
            her, person_id=mother, category=category, channels=[], clock=clock, ids=ids
        )
