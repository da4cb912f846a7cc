"""Whom she lets see her state alone: a case opens for them, and nothing in it says why."""

import pytest

from domains.care.public import cases
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
