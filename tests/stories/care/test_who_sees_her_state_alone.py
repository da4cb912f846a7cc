"""Whom she lets see her state alone: a case opens for them, and nothing in it, nor in what wakes
them, says why."""

import pytest
from tortoise.transactions import in_transaction

from api.timers import fire_turn, handlers
from domains.care import public as care
from domains.care.public import cases
from domains.kernel.actor import Role
from tests.builders.care import official
from tests.care.cases.worry import Worry
from tests.stories.care.documents import DEPTH
from tests.stories.house import node
from tests.stories.identity.documents import document

CASE, ACT = document("care_case"), document("record_care_act")
FALSE_ALARM = document("mark_care_false_alarm")


@pytest.fixture
async def supper(dong, ring, clock, ids) -> str:
    """It smoked, 119 was told, the worker says where she is and what it was."""
    worry = Worry(dong.people, clock, ids)
    await worry.about(cases.ConcernKind.SMOKE, cases.Level.EMERGENCY)
    await ring()
    case, worker = node("CareCase", (await worry.case()).id), await dong.worker()
    for kind in ("ON_THE_WAY", "IN_HOSPITAL"):
        await worker.tell(ACT, caseId=case, act={"kind": kind, "at": clock.now().isoformat()})
    await worker.tell(FALSE_ALARM, caseId=case, reason="COOKING", at=clock.now().isoformat())
    return case


async def test_her_daughter_sees_that_it_is_over_and_not_what_it_was(dong, supper):
    seen = await (await dong.guardian()).ask(CASE, caseId=supper)
    assert seen["endedHow"] == "FALSE_ALARM"
    assert [seen["kind"], seen["falseAlarm"], seen["concerns"]] == [None, None, []]
    assert [call["kind"] for call in seen["calls"]] == [None]
    assert [act["kind"] for act in seen["acts"]] == [None, None]
    assert [act["settles"] for act in seen["acts"]] == [False, True], "somebody knows how she is"


async def test_whom_she_lets_see_reasons_reads_them(dong, supper):
    guardian = node("Person", dong.people.guardian)
    await (await dong.senior()).tell(
        DEPTH, receiver="GUARDIAN", guardianId=guardian, depth="REASONS"
    )
    seen = await (await dong.guardian()).ask(CASE, caseId=supper)
    assert [seen["kind"], seen["falseAlarm"]] == ["SMOKE", "COOKING"]
    assert [call["kind"] for call in seen["calls"]] == ["SMOKE"]
    assert [act["kind"] for act in seen["acts"]] == ["ON_THE_WAY", "IN_HOSPITAL"]


@pytest.fixture
async def phones(city, seniors):
    """Of her daughter, who sees her state alone; of her care worker and the control room."""
    await city.settle()
    operator = await official(seniors.town, "관제", Role.OPERATOR, None)
    people = {"daughter": seniors.guardian, "worker": seniors.worker, "room": operator}
    return {name: await city.gives_phone(person, name) for name, person in people.items()}


@pytest.fixture
def it_smokes(city, seniors):
    async def it_smokes(*, late: bool = False) -> None:
        smoke = cases.Concern(
            seniors.senior,
            cases.ConcernKind.SMOKE,
            cases.Level.EMERGENCY,
            observed_at=city.clock.now(),
            late=late,
        )
        async with in_transaction():
            assert await cases.raise_concern(smoke, clock=city.clock, ids=city.ids)
        await fire_turn(handlers(clock=city.clock, ids=city.ids), clock=city.clock)
        await city.settle()

    return it_smokes


async def test_it_smokes_and_her_daughter_reads_that_119_is_called_and_not_why(phones, it_smokes):
    await it_smokes()
    read = {name: [(each.title, each.body) for each in it.history] for name, it in phones.items()}
    for (said,) in read.values():
        assert said[0] == "119에 알리고 있어요: 박복례 님"
        assert "가까이 계시면 가 주시고" in said[1]
    assert {name for name, [(_, body)] in read.items() if "연기" in body} == {"worker", "room"}
    assert "위급한 상황으로 보여 119에 알리고 있어요" in read["daughter"][0][1]
    assert [alerts for *_, alerts in phones["daughter"].rung] == [1]


async def test_of_a_signal_that_came_late_she_reads_that_it_did(phones, it_smokes):
    await it_smokes(late=True)
    (told,) = phones["daughter"].history
    assert "늦게 받은 신호" in told.body


async def test_the_daughter_whom_she_lets_see_reasons_reads_that_it_smokes(
    city, seniors, phones, it_smokes
):
    await shows(seniors, care.people.Receiver.GUARDIAN, care.Depth.REASONS, seniors.guardian)
    await it_smokes()
    (told,) = phones["daughter"].history
    assert "연기" in told.body


async def test_a_worker_whom_she_lets_see_her_state_alone_reads_no_reason_either(
    seniors, phones, it_smokes
):
    await shows(seniors, care.people.Receiver.CARE_WORKER, care.Depth.STATE)
    await it_smokes()
    (told,) = phones["worker"].history
    assert (told.title, "연기" in told.body) == ("119에 알리고 있어요: 박복례 님", False)


async def shows(seniors, receiver, depth, guardian=None) -> None:
    """She chooses how much a receiver sees."""
    chosen = await care.people.choose_depth(
        seniors.as_senior,
        receiver,
        depth,
        guardian_id=guardian,
        clock=seniors.town.clock,
        ids=seniors.town.ids,
    )
    assert isinstance(chosen, care.people.DepthChosen)
