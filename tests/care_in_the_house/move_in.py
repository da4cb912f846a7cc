"""Twenty seniors of one dong with their people, phones, plans and paired devices."""

from dataclasses import dataclass
from datetime import time, timedelta
from random import Random
from typing import Final
from uuid import UUID

from domains.care.homes.models import Device
from domains.care.public import check_ins, homes, judgement
from domains.kernel.actor import Actor, Role
from infra.device_keys import device_keys
from infra.settings import Settings
from tests.builders.care import Seniors, choose, settle_seniors, tie
from tests.builders.city import City
from tests.builders.homes import SpeakingDevice
from tests.care_in_the_house.flat import ALARMS, THERMOMETER, Flat
from tests.care_in_the_house.home import Home

ROOMS: Final = {
    "pir-bed": homes.Room.BEDROOM,
    "pir-bath": homes.Room.BATHROOM,
    "pir-kitchen": homes.Room.KITCHEN,
    "contact-door": homes.Room.ENTRANCE,
    "plug-rice": homes.Room.KITCHEN,
    "plug-fridge": homes.Room.KITCHEN,
    "fall": homes.Room.WORN,
    "sos": homes.Room.WORN,
}
WAITS_H, REMINDED_H = 2, 1
"""For an answer to the question of the day, as in the straight year."""
WRONG_BY_S: Final = 90


@dataclass(frozen=True, slots=True)
class Dong:
    """`guardians` of each senior, in her order; `operator` sits in the control room."""

    people: Seniors
    operator: Actor
    flats: tuple[Flat, ...]
    guardians: dict[UUID, tuple[UUID, ...]]

    def actor(self, person: UUID) -> Actor:
        """Somebody with the office that they hold."""
        offices = {
            self.people.worker: Role.CARE_WORKER,
            self.people.stand_in: Role.CARE_WORKER,
            self.people.desk: Role.CENTRE_STAFF,
            self.people.manager: Role.CENTRE_MANAGER,
        }
        role = offices.get(person)
        return Actor(person_id=person, roles=frozenset({role} if role else ()))


@dataclass(frozen=True, slots=True)
class Waits:
    """When messages of a home wait in it, and when the doors of the house are shut; in ms."""

    held: dict[int, list[tuple[int, int]]]
    doors_shut: list[tuple[int, int]]


async def move_in(city: City, settings: Settings, all_homes: list[Home], waits: Waits) -> Dong:
    """Everybody is there, enrolled and reachable; every device is paired at the centre's word."""
    people, operator = await settle_seniors(city.town), await city.town.operator()
    guardians, flats = {}, []
    for number, home in enumerate(all_homes):
        senior = people.senior if number == 0 else await people.senior_of(home.name)
        guardians[senior] = await _guardians(city, people, senior, home.manners.guardians)
        await _plan(city, senior, home)
        flats.append(await _flat(city, settings, people, senior, home, waits))
    everybody = [people.worker, people.stand_in, people.desk, people.manager, *guardians]
    family = [each for some in guardians.values() for each in some]
    for person in [*everybody, *family, operator.person_id]:
        await city.gives_phone(person, str(person))
    return Dong(people, operator, tuple(flats), guardians)


async def _guardians(city: City, people: Seniors, senior: UUID, many: int) -> tuple[UUID, ...]:
    found = tuple([await city.town.person(f"자녀 {number + 1}") for number in range(many)])
    for guardian in found:
        await tie(city.town, guardian, senior)
    await choose(city.town, senior, found)
    return found


async def _plan(city: City, senior: UUID, home: Home) -> None:
    hours, part = divmod(home.manners.check_in_h, 1)
    plan = check_ins.CheckInPlan(
        times=(time(int(hours), int(part * 60)),),
        reminders=(check_ins.Reminder(timedelta(hours=REMINDED_H)),),
        people_after=timedelta(hours=WAITS_H),
    )
    planned = await check_ins.plan_check_ins(
        Actor(person_id=senior), senior, plan, clock=city.clock, ids=city.ids
    )
    assert isinstance(planned, check_ins.Planned), planned


async def _flat(
    city: City, settings: Settings, people: Seniors, senior: UUID, home: Home, waits: Waits
) -> Flat:
    random = Random(home.seed)
    names = [*home.hung, THERMOMETER, *(kind.value for kind in ALARMS)]
    devices = {}
    for name in names:
        devices[name] = await _paired(city, settings, people, senior, name, random)
    hung = {device.id: device.spot_id for device in await Device.all()}
    spots = {name: hung[device.id] for name, device in devices.items()}
    told = await judgement.tell_household(
        Actor(person_id=senior),
        senior_id=senior,
        has_pet=home.told["has_pet"],
        appliances=[spots[name] for name in home.told["appliances"] if name in spots],
        clock=city.clock,
        ids=city.ids,
    )
    assert isinstance(told, judgement.HouseholdTold), told
    held = waits.held.get(home.seed, [])
    return Flat(home, senior, told.home_id, devices, spots, held, waits.doors_shut, random)


async def _paired(
    city: City, settings: Settings, people: Seniors, senior: UUID, name: str, random: Random
) -> SpeakingDevice:
    started = await homes.start_pairing(
        people.as_desk,
        senior_id=senior,
        room=ROOMS.get(name, homes.Room.LIVING_ROOM),
        within=timedelta(minutes=15),
        clock=city.clock,
        ids=city.ids,
    )
    assert isinstance(started, homes.PairingStarted), started
    new = homes.NewDevice(name, "simulated", shows_life="-" in name)
    paired = await homes.pair_device(
        started.code, new, keys=device_keys(settings), clock=city.clock, ids=city.ids
    )
    assert isinstance(paired, homes.DevicePaired), paired
    wrong_by = timedelta(seconds=random.randint(-WRONG_BY_S, WRONG_BY_S))
    return SpeakingDevice(
        paired.device_id, senior, city.clock, paired.signing_key, wrong_by=wrong_by
    )
