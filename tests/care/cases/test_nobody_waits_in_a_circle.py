"""Those who want the same rows at the same moment wait in a line, in whatever order they come."""

from datetime import timedelta

import pytest
from tortoise.transactions import in_transaction

from api import bootstrap
from domains.care import public as care
from domains.care.check_ins.models import CheckIn
from domains.care.homes.raise_alarms import alarms_raised
from domains.care.homes.take_messages import HomeDoor
from domains.care.public import cases, check_ins, homes
from domains.consent import public as consent
from domains.consent.public import CATALOGUE, Purpose
from domains.kernel import personal, sql
from domains.kernel.text import Locale
from tests.builders.homes import CITY, Homes
from tests.care.cases.crossing import SHE

HER_DEVICES = """
SELECT FROM care.devices WHERE home_id IN (
    SELECT id FROM care.homes WHERE senior_id = $1::text::uuid
) FOR UPDATE
"""
HER_QUESTION = "SELECT FROM care.check_ins WHERE senior_id = $1::text::uuid FOR UPDATE"

TO_BE_FOUND = CATALOGUE[Purpose.CARE_LOCATION].version


@pytest.fixture
async def her_device(seniors, clock, ids):
    """A device in her flat, and the door at which it is heard."""
    city = Homes(clock, ids)
    await city.ready()
    alarms = alarms_raised(clock=clock, ids=ids)
    door = HomeDoor(keys=CITY, raise_alarms=alarms, clock=clock, ids=ids)
    return await city.device(await city.home(seniors.senior)), door


@pytest.mark.parametrize("she_is_first", [True, False])
async def test_her_daughter_takes_it_while_she_herself_answers(
    night, seniors, crossing, clock, ids, she_is_first
):
    await night.worry.about()
    await night.passes(timedelta(minutes=1))
    question = await CheckIn.get()

    async def daughter():
        return await night.acknowledge(seniors.as_guardian)

    async def she():
        return await check_ins.answer_check_in(
            seniors.as_senior,
            check_in_id=question.id,
            meaning=check_ins.Meaning.FINE,
            request_id=ids.new(),
            said_at=None,
            clock=clock,
            ids=ids,
        )

    both = (she, daughter) if she_is_first else (daughter, she)
    answers = await crossing.meet(*both, held=HER_QUESTION, about=str(seniors.senior))
    heard, taken = answers if she_is_first else answers[::-1]
    assert isinstance(heard, check_ins.Heard)
    assert isinstance(taken, cases.CaseOver if she_is_first else cases.CaseAcknowledged)


@pytest.mark.parametrize("smoke_is_first", [True, False])
async def test_her_home_smokes_while_her_home_is_destroyed(
    her_device, seniors, crossing, clock, ids, smoke_is_first
):
    device, door = her_device

    async def smoke():
        return await door.take([device.says("smoke", alarm=True)])

    async def end():
        async with in_transaction():
            await care.erase_person(seniors.senior, clock.now(), clock=clock, ids=ids)

    await crossing.meet(
        *((smoke, end) if smoke_is_first else (end, smoke)), held=SHE, about=str(seniors.senior)
    )
    for table in ("cases", "devices", "homes", "sensor_events"):
        (left,) = await sql.fetch(f"SELECT count(*) AS n FROM care.{table}")
        assert left["n"] == 0, table


@pytest.mark.parametrize("smoke_is_first", [True, False])
async def test_her_old_flat_smokes_while_she_moves_out(
    her_device, seniors, crossing, clock, ids, smoke_is_first
):
    device, door = her_device
    flat = care.people.Flat(seniors.dong, await personal.seal(seniors.senior, "매화로 3"))

    async def smoke():
        return await door.take([device.says("smoke", alarm=True)])

    async def move():
        return await care.move_flat(seniors.as_senior, seniors.senior, flat, clock=clock, ids=ids)

    both = (smoke, move) if smoke_is_first else (move, smoke)
    answers = await crossing.meet(*both, held=SHE, about=str(seniors.senior))
    assert isinstance(answers[1 if smoke_is_first else 0], care.people.Moved)
    (raised,) = await sql.fetch("SELECT count(*) AS n FROM care.cases")
    assert raised["n"] == (1 if smoke_is_first else 0), "only what burned before she moved"


@pytest.mark.parametrize("she_cries_first", [True, False])
async def test_she_cries_from_somewhere_while_she_takes_back_her_yes_to_be_found(
    seniors, crossing, clock, ids, she_cries_first
):
    steady = {"locale": Locale.KO, "clock": clock, "ids": ids}
    hers = {"subject_id": seniors.senior, "purpose": Purpose.CARE_LOCATION}
    granted = await consent.grant(seniors.as_senior, **hers, text_version=TO_BE_FOUND, **steady)
    assert isinstance(granted, consent.Decided)
    said = cases.ReportedPosition(lat=37.15, lon=127.07, accuracy_m=None, at=clock.now())
    position = await cases.seal_position(seniors.senior, said, clock=clock)

    async def cry():
        return await check_ins.volunteer(
            seniors.as_senior,
            meaning=check_ins.Meaning.HELP,
            request_id=ids.new(),
            position=position,
            clock=clock,
            ids=ids,
        )

    async def withdraw():
        erasers = consent.Erasers(within={Purpose.CARE_LOCATION: care.erase})
        return await consent.withdraw(seniors.as_senior, **hers, erasers=erasers, **steady)

    both = (cry, withdraw) if she_cries_first else (withdraw, cry)
    answers = await crossing.meet(*both, held=SHE, about=str(seniors.senior))
    assert check_ins.Volunteered(check_ins.Meaning.HELP) in answers
    assert await sql.fetch("SELECT FROM care.case_positions") == []


@pytest.mark.parametrize("she_withdraws_first", [True, False])
async def test_she_withdraws_while_the_rights_desk_erases_her(
    night, seniors, crossing, clock, ids, she_withdraws_first
):
    await night.worry.about()

    async def withdraws():
        return await consent.withdraw(
            seniors.as_senior,
            subject_id=seniors.senior,
            purpose=Purpose.CARE_CHECK_INS,
            locale=Locale.KO,
            erasers=bootstrap.ERASERS,
            clock=clock,
            ids=ids,
        )

    async def erases():
        async with in_transaction():
            for eraser in bootstrap.person_erasers(clock=clock, ids=ids).values():
                await eraser(seniors.senior, clock.now())

    both = (withdraws, erases) if she_withdraws_first else (erases, withdraws)
    answers = await crossing.meet(*both, held=SHE, about=str(seniors.senior))
    answer = answers[0 if she_withdraws_first else 1]
    assert isinstance(
        answer, consent.Withdrawn if she_withdraws_first else consent.NotYoursToDecide
    )
    for table in ("care.cases", "care.enrolments", "consent.standing"):
        whose = "subject_id" if table == "consent.standing" else "senior_id"
        left = await sql.fetch(f"SELECT FROM {table} WHERE {whose} = $1", seniors.senior)
        assert not left, table


async def test_a_yes_that_comes_while_she_is_erased_is_nobodys(seniors, crossing, clock, ids):
    async def agrees():
        return await consent.grant(
            seniors.as_senior,
            subject_id=seniors.senior,
            purpose=Purpose.CARE_LOCATION,
            text_version=TO_BE_FOUND,
            locale=Locale.KO,
            clock=clock,
            ids=ids,
        )

    async def erased():
        for eraser in bootstrap.person_erasers(clock=clock, ids=ids).values():
            await eraser(seniors.senior, clock.now())

    _, answer = await crossing.overtake(erased, agrees)
    assert isinstance(answer, consent.NotYoursToDecide)
    assert not await sql.fetch("SELECT FROM consent.standing WHERE subject_id = $1", seniors.senior)


@pytest.mark.parametrize("it_speaks_first", [True, False])
async def test_a_device_is_retired_while_it_speaks(
    her_device, seniors, crossing, clock, ids, it_speaks_first
):
    device, door = her_device

    async def speaks():
        return await door.take([device.says("heartbeat", battery=80)])

    async def retires():
        return await homes.retire_device(seniors.as_worker, device.id, clock=clock, ids=ids)

    both = (speaks, retires) if it_speaks_first else (retires, speaks)
    answers = await crossing.meet(*both, held=HER_DEVICES, about=str(seniors.senior))
    assert homes.DeviceRetired(device.id, changed=True) in answers


async def test_two_begin_her_first_pairing_at_once_and_it_is_one_home(
    seniors, crossing, clock, ids
):
    async def pairing(actor):
        return await homes.start_pairing(
            actor,
            senior_id=seniors.senior,
            room=homes.Room.KITCHEN,
            within=timedelta(minutes=10),
            clock=clock,
            ids=ids,
        )

    both = (lambda: pairing(seniors.as_worker), lambda: pairing(seniors.as_desk))
    answers = await crossing.overtake(*both)
    assert all(isinstance(each, homes.PairingStarted) for each in answers)
    (opened,) = await sql.fetch("SELECT count(*) AS n FROM care.homes")
    assert opened["n"] == 1


@pytest.mark.parametrize("she_moves_first", [True, False])
async def test_a_pairing_begins_while_she_moves_out(
    her_device, seniors, crossing, clock, ids, she_moves_first
):
    """Of the home that is closed by then no code is good, and hers is the new one."""
    flat = care.people.Flat(seniors.dong, await personal.seal(seniors.senior, "매화로 3"))

    async def pairing():
        return await homes.start_pairing(
            seniors.as_worker,
            senior_id=seniors.senior,
            room=homes.Room.KITCHEN,
            within=timedelta(minutes=10),
            clock=clock,
            ids=ids,
        )

    async def move():
        return await care.move_flat(seniors.as_senior, seniors.senior, flat, clock=clock, ids=ids)

    both = (move, pairing) if she_moves_first else (pairing, move)
    await crossing.meet(*both, held=SHE, about=str(seniors.senior))
    rows = await sql.fetch(
        """
        SELECT h.closed_at FROM care.pairing_codes p JOIN care.homes h ON h.id = p.home_id
        """
    )
    assert [row["closed_at"] is None for row in rows] == [she_moves_first]
