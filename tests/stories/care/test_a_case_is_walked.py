"""Somebody is missed: who hears of it, in which order, and how it ends. Everything runs."""

from datetime import date, time, timedelta

import pytest
from gateway.global_ids import global_id
from tortoise.transactions import in_transaction

from api.reactions.messenger import second
from api.timers import fire_turn, handlers
from domains.care import public as care
from domains.care.cases.ladder import WAITS
from domains.care.cases.models import Case, CaseStep
from domains.care.public import cases
from domains.kernel import personal, timers
from domains.kernel.actor import Role
from infra.emergency_119.client import Nobody119
from notifications.emulator.device import Platform
from notifications.emulator.misbehaviour import Behaviour, Rule
from notifications.gate import Allow
from notifications.statements import load
from tests.builders.care import choose, official, tie
from tests.care.cases.rescue import Odd

MINUTE = timedelta(minutes=1)
HER_TURN = WAITS[cases.Rung.COMPANION]
"""How long she herself is waited for before anybody else is asked."""

TAKE = """
mutation ($request: UUID!, $case: ID!) {
  acknowledgeCareCase(input: {requestId: $request, caseId: $case}) { __typename }
}
"""
CLOSE = """
mutation ($request: UUID!, $case: ID!, $at: DateTime!) {
  closeCareCase(input: {
    requestId: $request, caseId: $case,
    act: {kind: SPOKE_WITH_HER, at: $at, note: "버스에 두고 내리셨대요"}
  }) { __typename }
}
"""


@pytest.fixture
async def seniors(city, seniors):
    """Her care began long ago: whoever was told of that has read it."""
    await city.settle()
    return seniors


@pytest.fixture
def missed(city, seniors):
    """She did not answer this morning's question."""

    async def missed(kind=cases.ConcernKind.MISSED_CHECK_IN, level=cases.Level.FAMILY) -> None:
        concern = cases.Concern(seniors.senior, kind, level, observed_at=city.clock.now())
        async with in_transaction():
            assert await cases.raise_concern(concern, clock=city.clock, ids=city.ids)
        await follow(city)

    return missed


async def follow(city) -> None:
    await fire_turn(handlers(clock=city.clock, ids=city.ids), clock=city.clock)
    await city.settle()


async def pass_by(city, for_: timedelta) -> None:
    """Each timer fires at its moment, and what follows from it happens."""
    until = city.clock.now() + for_
    while city.clock.now() < until:
        rings = await timers.next_ring([cases.TOPIC])
        city.clock.set(until if rings is None else max(city.clock.now(), min(rings, until)))
        await follow(city)


def titles(phone) -> list[str]:
    return [notice.title for notice in phone.history]


async def test_she_left_her_phone_on_the_bus(city, seniors, missed):
    """Nobody answers her phone; her daughter calls the landline, and it is over for everybody."""
    daughter = await city.gives_phone(seniors.guardian, "daughter")
    worker = await city.gives_phone(seniors.worker, "worker")
    await missed()
    assert titles(daughter) == []
    await pass_by(city, HER_TURN)
    assert titles(daughter) == ["박복례 님을 확인해 주세요"]

    app, case = await city.citizen(seniors.guardian), global_id("CareCase", (await Case.get()).id)
    assert (await app.ask(TAKE, case=case)).kind == "AcknowledgeCareCaseSuccess"
    await follow(city)
    await pass_by(city, 20 * MINUTE)
    assert titles(worker) == []
    app = await city.citizen(seniors.guardian)
    closed = await app.ask(CLOSE, case=case, at=city.clock.now().isoformat())
    assert closed.kind == "CloseCareCaseSuccess"
    await follow(city)
    await pass_by(city, 90 * MINUTE)
    assert titles(worker) == []
    assert (await Case.get()).ended_how is cases.CaseEnd.ACT


async def test_what_nobody_took_goes_from_one_to_the_next_and_is_taken_back_from_all(
    city, seniors, missed
):
    daughter = await city.gives_phone(seniors.guardian, "daughter")
    worker = await city.gives_phone(seniors.worker, "worker")
    await missed()
    await pass_by(city, HER_TURN + 11 * MINUTE)
    assert titles(worker) == ["박복례 님을 확인해 주세요"]
    app, case = await city.citizen(seniors.worker), global_id("CareCase", (await Case.get()).id)
    await app.ask(TAKE, case=case)
    await follow(city)
    assert "박복례 님을 확인해 주세요" not in [notice.title for notice in daughter.screen]


async def test_her_button_reaches_whoever_has_her_case_and_nobody_else(city, seniors, missed):
    """The worker is on her way; Bok-rye asks to be called meanwhile."""
    daughter = await city.gives_phone(seniors.guardian, "daughter")
    worker = await city.gives_phone(seniors.worker, "worker")
    await missed(cases.ConcernKind.INACTIVITY, cases.Level.CARE_WORKER)
    app, case = await city.citizen(seniors.worker), global_id("CareCase", (await Case.get()).id)
    await app.ask(TAKE, case=case)
    await follow(city)
    before = titles(daughter)
    await missed(cases.ConcernKind.CALL_ME)
    assert titles(worker)[-1] == "박복례 님이 찾고 있어요"
    assert titles(daughter) == before


async def test_who_has_her_case_hears_that_the_address_was_wrong(city, seniors, missed):
    """The worker has read the sheet, and is on her way to 12 instead of 21."""
    daughter = await city.gives_phone(seniors.guardian, "daughter")
    worker = await city.gives_phone(seniors.worker, "worker")
    await missed(cases.ConcernKind.INACTIVITY, cases.Level.CARE_WORKER)
    await corrects(city, seniors)
    await follow(city)
    before = titles(daughter)
    assert "박복례 님의 주소가 바뀌었어요" not in titles(worker), "nobody has it: it is read anew"
    app, case = await city.citizen(seniors.worker), global_id("CareCase", (await Case.get()).id)
    await app.ask(TAKE, case=case)
    await follow(city)
    await corrects(city, seniors)
    await follow(city)
    assert titles(worker)[-1] == "박복례 님의 주소가 바뀌었어요"
    assert "박복례 님의 주소가 바뀌었어요" not in titles(daughter)[len(before) :]


async def corrects(city, seniors) -> None:
    """Her centre's desk, for her."""
    address = await personal.seal(seniors.senior, "오산시 대원동 복숭아로 21")
    said = await care.correct_address(
        seniors.as_desk, seniors.senior, address, clock=city.clock, ids=city.ids
    )
    assert isinstance(said, care.people.AddressCorrected)


async def test_a_guardian_nine_hours_behind_sleeps_and_the_control_room_knows(
    city, seniors, missed
):
    """In Lisbon it is midnight when it is nine in Osan: her son is called in his own hours."""
    son = await seniors.town.person("박효자")
    await tie(seniors.town, son, seniors.senior)
    await choose(seniors.town, seniors.senior, [son])
    said = await care.people.say_hours(
        seniors.as_senior,
        senior_id=seniors.senior,
        person_id=son,
        time_zone="Europe/Lisbon",
        hours=[care.Hours(time(8), time(22))],
        clock=city.clock,
        ids=city.ids,
    )
    assert isinstance(said, care.people.HoursSaid)
    operator = await official(seniors.town, "관제", Role.OPERATOR, None)
    room = await city.gives_phone(operator, "room")
    abroad = await city.gives_phone(son, "son")
    worker = await city.gives_phone(seniors.worker, "worker")

    await missed()
    await pass_by(city, HER_TURN + MINUTE)
    assert titles(abroad) == []
    assert titles(worker) == ["박복례 님을 확인해 주세요"]
    assert "연락할 분이 없어 건너뛰었어요: 박복례 님" in titles(room)


async def test_smoke_wakes_him_all_the_same(city, seniors, missed):
    son = await seniors.town.person("박효자")
    await tie(seniors.town, son, seniors.senior)
    await choose(seniors.town, seniors.senior, [son])
    await care.people.say_hours(
        seniors.as_senior,
        senior_id=seniors.senior,
        person_id=son,
        time_zone="Europe/Lisbon",
        hours=[care.Hours(time(8), time(22))],
        clock=city.clock,
        ids=city.ids,
    )
    abroad = await city.gives_phone(son, "son")
    await missed(cases.ConcernKind.SMOKE, cases.Level.EMERGENCY)
    assert titles(abroad) == ["119에 알리고 있어요: 박복례 님"]


async def test_where_119_was_not_reached_her_daughter_is_told_to_dial_it_herself(
    city, seniors, missed
):
    """What stood on her screen said that it is being told: it says so no more."""
    daughter = await city.gives_phone(seniors.guardian, "daughter")
    operator = await official(seniors.town, "관제", Role.OPERATOR, None)
    room = await city.gives_phone(operator, "room")
    await missed(cases.ConcernKind.SMOKE, cases.Level.EMERGENCY)
    await cases.call_119(Nobody119(), clock=city.clock, ids=city.ids)
    await follow(city)
    for phone in (daughter, room):
        assert [each.title for each in phone.screen] == ["119에 직접 전화해 주세요: 박복례 님"]
        assert phone.rung[-1] == ("119에 직접 전화해 주세요: 박복례 님", 1, 1)

    city.clock.advance(MINUTE)
    await cases.call_119(Odd(), clock=city.clock, ids=city.ids)
    await follow(city)
    for phone in (daughter, room):
        assert [each.title for each in phone.screen] == ["119에 알렸어요: 박복례 님"]


async def test_her_care_worker_is_on_holiday_and_who_stands_in_is_asked(city, seniors, missed):
    away = await care.people.enter_absence(
        seniors.as_desk,
        worker_id=seniors.worker,
        first_day=date(2026, 3, 1),
        last_day=date(2026, 3, 8),
        stand_in_id=seniors.stand_in,
        clock=city.clock,
        ids=city.ids,
    )
    assert isinstance(away, care.people.AbsenceEntered)
    worker = await city.gives_phone(seniors.worker, "worker")
    stand_in = await city.gives_phone(seniors.stand_in, "stand-in")
    await missed()
    await pass_by(city, HER_TURN + 11 * MINUTE)
    assert titles(worker) == []
    assert titles(stand_in) == ["박복례 님을 확인해 주세요"]


async def test_after_the_commit_of_an_acknowledgement_no_text_message_is_allowed(
    city, seniors, missed
):
    """Though the relay is dead, and nothing has been taken back yet."""
    await city.gives_phone(seniors.guardian, "daughter")
    await missed()
    await pass_by(city, HER_TURN)
    step = await CaseStep.get(rung=cases.Rung.GUARDIAN)
    told = {step.id, second(step.id)}

    async def verdicts() -> list[type]:
        said = await load(told)
        now, daughter = city.clock.now(), [seniors.guardian]
        each = [await statement.verdicts(daughter, now=now) for statement in said.values()]
        return [type(verdict) for found in each for verdict in found.values()]

    assert Allow in await verdicts()
    app, case = await city.citizen(seniors.worker), global_id("CareCase", (await Case.get()).id)
    assert (await app.ask(TAKE, case=case)).kind == "AcknowledgeCareCaseSuccess"
    assert Allow not in await verdicts()


async def test_an_old_phone_in_a_drawer_passes_no_guardian_over(city, seniors, missed):
    """Of two phones one is gone: she has it on the other, and is waited for."""
    phone = await city.gives_phone(seniors.guardian, "daughter")
    await city.gives_phone(seniors.guardian, "drawer")
    gone = city.push.register("drawer", Platform.ANDROID)
    gone.plan.rules.append(Rule(Behaviour.UNREGISTERED))
    worker = await city.gives_phone(seniors.worker, "worker")
    await missed()
    await pass_by(city, HER_TURN + 5 * MINUTE)
    assert titles(phone) == ["박복례 님을 확인해 주세요"]
    assert titles(worker) == []


async def test_whose_only_phone_is_gone_is_passed_over_at_once(city, seniors, missed):
    await city.gives_phone(seniors.guardian, "drawer")
    gone = city.push.register("drawer", Platform.ANDROID)
    gone.plan.rules.append(Rule(Behaviour.UNREGISTERED))
    worker = await city.gives_phone(seniors.worker, "worker")
    await missed()
    await pass_by(city, HER_TURN + MINUTE)
    assert titles(worker) == ["박복례 님을 확인해 주세요"]
