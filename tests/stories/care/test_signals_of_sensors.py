"""What sensors told stands in a case without the device, and no longer than she was told."""

from datetime import timedelta

import orjson
import pytest
from tortoise.transactions import in_transaction

from domains.care.judgement.give_opinion import OpinionTaken, give_opinion
from domains.care.judgement.learn import Opinion
from domains.care.public import cases, check_ins, export_person, homes
from domains.kernel import sql
from tests.builders.homes import CITY, Homes, SpeakingDevice
from tests.stories.care.documents import DEPTH
from tests.stories.house import node
from tests.stories.identity.documents import document

CASE, CLOSE = document("care_case"), document("close_care_case")
WITHDRAW = document("withdraw_consent")


@pytest.fixture
async def sensor(dong, clock, ids) -> SpeakingDevice:
    """One in her kitchen."""
    rooms = Homes(clock, ids)
    await rooms.ready()
    home = await rooms.home(dong.people.senior)
    return await rooms.device(home, room=homes.Room.KITCHEN)


@pytest.fixture
async def smoke(dong, sensor, clock, ids) -> str:
    """It smokes, and she calls for help herself; her daughter may see what sensors say."""
    raised = homes.alarms_raised(clock=clock, ids=ids)
    door = homes.HomeDoor(keys=CITY, raise_alarms=raised, clock=clock, ids=ids)
    await door.take([sensor.says("smoke", alarm=True)])
    await check_ins.volunteer(
        dong.people.as_senior,
        meaning=check_ins.Meaning.HELP,
        request_id=ids.new(),
        clock=clock,
        ids=ids,
    )
    guardian = node("Person", dong.people.guardian)
    await (await dong.senior()).tell(
        DEPTH, receiver="GUARDIAN", guardianId=guardian, depth="SENSORS"
    )
    (case,) = await sql.fetch("SELECT id FROM care.cases")
    return node("CareCase", case["id"])


async def seen(dong, case: str) -> dict[str, list]:
    """By concern, to her daughter."""
    shown = await (await dong.guardian()).ask(CASE, caseId=case)
    return {each["kind"]: each["signals"] for each in shown["concerns"]}


async def signals() -> dict[str, list]:
    rows = await sql.fetch("SELECT kind, signals FROM care.case_concerns")
    return {row["kind"]: orjson.loads(row["signals"]) for row in rows}


async def test_a_case_names_the_room_and_never_the_device(dong, smoke, sensor):
    (signal,) = (await seen(dong, smoke))["SMOKE"]
    assert signal["facts"] == [{"name": "room", "value": "kitchen"}]
    rows = await sql.fetch("SELECT t::text AS row FROM care.case_concerns t")
    copy = await export_person(dong.people.senior)
    assert str(sensor.id) not in f"{rows} {copy}"


async def test_with_her_yes_to_sensors_goes_what_they_told_and_her_own_words_stay(dong, smoke):
    before = await signals()
    gone = await (await dong.senior()).tell(
        WITHDRAW, subjectId=node("Person", dong.people.senior), purpose="CARE_HOME_SENSORS"
    )
    assert {"what": "care.case_signals", "rows": 1} in gone["erased"]
    assert await signals() == {"smoke": [], "asked_for_help": before["asked_for_help"]}
    assert (await seen(dong, smoke))["SMOKE"] == []


async def test_what_they_told_of_a_case_that_is_over_is_kept_for_thirty_days_at_most(
    dong, smoke, clock
):
    before = await signals()
    clock.advance(timedelta(minutes=5))
    worker = await dong.worker()
    act = {"kind": "VISITED", "at": clock.now().isoformat()}
    await worker.tell(CLOSE, caseId=smoke, act=act)
    clock.advance(timedelta(days=28))
    await cases.forget_signals(clock=clock)
    assert await signals() == before
    clock.advance(timedelta(days=2))
    assert [await cases.forget_signals(clock=clock) for _ in range(2)] == [1, 0]
    assert await signals() == {"smoke": [], "asked_for_help": before["asked_for_help"]}


async def test_whoever_is_in_an_open_case_reads_them_however_long_it_takes(smoke, clock):
    before = await signals()
    clock.advance(timedelta(days=31))
    await cases.forget_signals(clock=clock)
    assert await signals() == before


async def test_an_opinion_of_a_flat_too_warm_that_comes_after_that_moves_neither_limit(
    dong, clock, ids
):
    people, warm = dong.people, cases.Signal("too_hot", clock.now(), {"figure": 36.0})
    concern = cases.Concern(
        people.senior,
        cases.ConcernKind.TEMPERATURE,
        cases.Level.FAMILY,
        observed_at=clock.now(),
        signals=(warm,),
    )
    async with in_transaction():
        case_id = await cases.raise_concern(concern, clock=clock, ids=ids)
    steady = {"clock": clock, "ids": ids}
    await cases.mark_false_alarm(
        people.as_worker, case_id=case_id, reason=cases.FalseAlarm.OTHER, **steady
    )
    clock.advance(timedelta(days=30))
    await cases.forget_signals(clock=clock)
    said = await give_opinion(people.as_worker, case_id=case_id, opinion=Opinion.NEEDLESS, **steady)
    assert said == OpinionTaken(())
