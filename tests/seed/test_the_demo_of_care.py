"""The demo's seniors are cared for from the first minute, and planting again changes nothing."""

from api.seed.demo_care import CARE_WORKER, DEVICES, DONG, SENIORS
from api.seed.hang_devices import hang_devices
from api.seed.plant import plant
from domains.care import public as care
from domains.care.public import homes
from domains.identity import public as identity
from domains.kernel.actor import Actor, Role
from tests.builders.homes import CITY
from tests.stories.house import everything


async def test_two_seniors_have_a_plan_and_somebody_is_on_duty(database, clock, ids):
    people = await plant(clock=clock, ids=ids)
    plans = await care.care_plans([people[one.sub] for one in SENIORS], at=clock.now())
    named = {people[one.sub]: [people[sub] for sub in one.guardians] for one in SENIORS}
    assert {
        senior: [contact.person_id for contact in plan.contacts] for senior, plan in plans.items()
    } == named
    assert await care.on_duty(DONG, at=clock.now()) == care.OnDuty(people[CARE_WORKER])
    before = {name: rows for name, rows in (await everything()).items() if name[:5] == "care."}
    await plant(clock=clock, ids=ids)
    after = {name: rows for name, rows in (await everything()).items() if name[:5] == "care."}
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {"care.served_dongs"}, changed


async def test_a_home_has_devices_and_the_control_room_sees_what_ails_them(
    database, clock, ids, tmp_path
):
    people = await plant(clock=clock, ids=ids)
    for _ in range(2):
        await hang_devices(people, keys=CITY, state_dir=tmp_path, clock=clock, ids=ids)
    (operator, *_) = await identity.role_holders(Role.OPERATOR, at=clock.now())
    fleet = await homes.show_fleet(Actor(person_id=operator), clock=clock)
    assert fleet.in_use == sum(map(len, DEVICES.values()))
    assert fleet.well == 1
    assert [device.troubles for device in fleet.worst] == [
        (homes.Trouble.MISTRUSTED,),
        (homes.Trouble.NEVER_HEARD,),
        (homes.Trouble.BATTERY_LOW,),
        (homes.Trouble.FIRMWARE_OLD,),
    ]
