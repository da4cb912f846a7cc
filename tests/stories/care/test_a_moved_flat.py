"""She moves to another dong: other care workers, another centre; what was stays on record.

The sensors of the old flat stay on its walls, and somebody else lives there: they are nobody's.
"""

from datetime import timedelta

import pytest

from domains.care import public as care
from domains.care.homes.raise_alarms import alarms_raised
from domains.care.homes.take_messages import HomeAlarm
from domains.care.judgement.watch_homes import JUDGE
from domains.care.models import Residence, Watch
from domains.care.public import homes
from domains.identity.roles import UnitKind
from domains.kernel import sql
from domains.kernel.actor import Role
from domains.kernel.models import OutboxRow
from tests.builders.care import far_dong, official, unit
from tests.builders.homes import CITY
from tests.builders.street import Street, concerns_of, watch_of
from tests.care.judgement.metronome import Metronome
from tests.stories.care.documents import HERS, MOVE
from tests.stories.house import everything, node


@pytest.fixture
async def far(dong):
    """Sema-dong, its centre and its care worker."""
    there = await far_dong(dong.town)
    worker = await official(dong.town, "한생활", Role.CARE_WORKER, there.dong)
    return there.dong, there.centre, worker


@pytest.fixture
async def street(dong, clock, ids):
    """She has lived with her sensors for a while: her rhythm is known."""
    street = await Street.build(clock, ids, model=Metronome(suspicious_h=3.0, grave_h=30.0))
    await street.flat(dong.people.senior)
    await street.live(hours=3, about=street.flats)
    return street


@pytest.fixture
def move(dong, far):
    async def move():
        moved = await (await dong.desk()).tell(MOVE, **moving(dong, far[0]))
        assert moved["__typename"] == "MoveSeniorSuccess"

    return move


def moving(dong, there):
    return {
        "seniorId": node("Person", dong.people.senior),
        "dongId": node("Unit", there),
        "address": "오산시 세마동 매화로 3",
    }


async def test_the_new_dong_looks_after_her_and_the_old_one_no_more(dong, far, clock, ids):
    there, centre, worker = far
    people, her = dong.people, {"seniorId": node("Person", dong.people.senior)}
    moved = await (await dong.desk()).tell(MOVE, **moving(dong, there))
    assert (moved["dongId"], moved["centreId"]) == (node("Unit", there), node("Unit", centre))
    plan = await people.plan()
    assert (plan.dong_id, plan.centre_id) == (there, centre)
    assert [contact.person_id for contact in plan.contacts] == [people.guardian], "hers stay hers"
    theirs = await dong.neighbourhood.phone(worker, Role.CARE_WORKER)
    assert (await theirs.ask(HERS, **her))["dong"] == "세마동"
    for old in (await dong.worker(), await dong.desk()):
        assert await old.ask(HERS, **her) is None
    opened = await care.open_for_hand_over(people.as_worker, people.senior, clock=clock, ids=ids)
    assert (opened.address, opened.key_box_note) == ("오산시 세마동 매화로 3", None)
    assert await OutboxRow.filter(topic="care.senior_moved").count() == 1


async def test_where_she_lived_stays_on_record_without_its_key(dong, far):
    people = dong.people
    await (await dong.senior()).tell(MOVE, **moving(dong, far[0]))
    old, new = await Residence.filter(senior_id=people.senior).order_by("since", "id")
    assert (old.until, old.key_box_note, new.until) == (new.since, None, None)
    (section,) = [
        section
        for section in await care.export_person(people.senior)
        if section.name == "care.residences"
    ]
    assert [row["address"][:7] for row in section.rows] == ["오산시 대원동", "오산시 세마동"]


async def test_a_dong_that_nobody_serves_and_people_who_are_nothing_to_her(dong, far, street):
    nowhere = await unit(dong.town, UnitKind.DONG, "섬")
    senior = await dong.senior()
    others = (await dong.stranger(), await dong.guardian(), await dong.worker())
    before = await everything()
    assert (await senior.tell(MOVE, **moving(dong, nowhere)))["__typename"] == "DongNotServed"
    for phone in others:
        refused = await phone.tell(MOVE, **moving(dong, far[0]))
        assert refused["__typename"] == "CareNotFound"
    assert await everything() == before


async def test_the_old_flat_is_closed_and_its_sensors_are_let_in_no_more(
    dong, street, move, clock, ids
):
    (old,) = street.flats
    version = await homes.registry_version()
    await move()
    (home,) = await sql.fetch("SELECT closed_at FROM care.homes WHERE id = $1", old.home_id)
    assert home["closed_at"] == clock.now()
    assert await homes.broker_credentials(CITY) == []
    assert await homes.registry_version() > version
    assert await Watch.all().count() == 0
    assert await sql.fetch("SELECT FROM kernel.timers WHERE topic = $1", JUDGE) == []
    she = dong.people.senior
    assert await homes.show_devices(dong.people.as_senior, she, clock=clock, ids=ids) == ()


async def test_the_steps_of_the_next_tenant_are_no_signs_of_her_life(dong, street, move):
    (old,) = street.flats
    (before,) = await sql.fetch("SELECT count(*) FROM care.sensor_events")
    await move()
    said = [old.motion.says("motion"), old.kettle.says("power", on=True)]
    assert await street.door.take(said) == [homes.Verdict.UNKNOWN] * 2
    (after,) = await sql.fetch("SELECT count(*) FROM care.sensor_events")
    assert after == before, "of a stranger, who consented to nothing, nothing is written down"
    await street.live(hours=2)
    assert await Watch.all().count() == 0


async def test_smoke_of_the_old_flat_sends_nobody_to_the_new_one(dong, street, move, clock, ids):
    (old,) = street.flats
    await move()
    assert await street.door.take([old.smoke.says("smoke", alarm=True)]) == [homes.Verdict.UNKNOWN]
    assert await concerns_of(dong.people.senior) == []
    (counted,) = await sql.fetch("SELECT why, times FROM care.mistrusts")
    assert (counted["why"], counted["times"]) == ("unknown", 1)
    heard = HomeAlarm(old.home_id, homes.Room.KITCHEN, homes.Measure.SMOKE, clock.now(), late=False)
    await alarms_raised(clock=clock, ids=ids)([heard])
    assert await concerns_of(dong.people.senior) == [], "nor where something else let it through"


async def test_what_is_hung_in_the_new_flat_is_a_new_home_that_learns(
    dong, street, move, clock, ids
):
    (old,) = street.flats
    await move()
    device = await hang(dong, homes.Room.KITCHEN, clock, ids)
    (row,) = await sql.fetch("SELECT home_id FROM care.devices WHERE id = $1", device)
    assert row["home_id"] != old.home_id
    assert (await homes.broker_credentials(CITY))[0][0] == device
    street.flats.clear()
    await street.live(hours=0.5)
    watch = await Watch.get(senior_id=dong.people.senior)
    assert (watch.home_id, watch.is_learning) == (row["home_id"], True)


async def test_she_is_missed_and_rescued_in_the_new_flat(dong, street, move):
    await move()
    street.flats.clear()
    new = await street.flat(dong.people.senior)
    await street.live(hours=3, about=[new])
    assert await concerns_of(dong.people.senior) == []
    await street.live(hours=4)
    assert [kind for kind, *_ in await concerns_of(dong.people.senior)] == ["inactivity"]
    assert (await watch_of(new)).home_id == new.home_id
    assert await street.door.take([new.smoke.says("smoke", alarm=True)]) == [homes.Verdict.TAKEN]
    assert ("smoke", 3, False) in await concerns_of(dong.people.senior)


async def test_a_code_for_the_old_flat_pairs_nothing_any_more(dong, street, move, clock, ids):
    started = await begin_pairing(dong, homes.Room.BEDROOM, clock, ids)
    await move()
    new = homes.NewDevice(serial="A-9", model="motion-2", shows_life=True)
    refused = await homes.pair_device(started.code, new, keys=CITY, clock=clock, ids=ids)
    assert isinstance(refused, homes.CodeOfNoUse)
    assert await homes.broker_credentials(CITY) == []


async def test_a_case_that_is_open_stays_open_and_what_was_heard_stays_hers(dong, street, move):
    (old,) = street.flats
    await street.door.take([old.smoke.says("smoke", alarm=True)])
    await move()
    (case,) = await sql.fetch("SELECT ended_how FROM care.cases")
    assert case["ended_how"] is None
    hers = {each.name: each.rows for each in await care.export_person(dong.people.senior)}
    assert len(hers["care.devices"]) == 4
    assert hers["care.sensor_events"]


async def begin_pairing(dong, room, clock, ids) -> homes.PairingStarted:
    started = await homes.start_pairing(
        dong.people.as_senior,
        senior_id=dong.people.senior,
        room=room,
        within=timedelta(minutes=15),
        clock=clock,
        ids=ids,
    )
    assert isinstance(started, homes.PairingStarted)
    return started


async def hang(dong, room, clock, ids):
    started = await begin_pairing(dong, room, clock, ids)
    new = homes.NewDevice(serial="B-1", model="motion-2", shows_life=True)
    paired = await homes.pair_device(started.code, new, keys=CITY, clock=clock, ids=ids)
    assert isinstance(paired, homes.DevicePaired)
    return paired.device_id
