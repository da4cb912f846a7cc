"""What somebody did, and that it was none, by a client that says by which clock it speaks."""

from datetime import timedelta

import pytest

from domains.care import public as care
from domains.care.models import CaseAct
from tests.care.cases.worry import Worry
from tests.stories.house import node
from tests.stories.identity.documents import document

ACT, NONE = document("record_care_act"), document("mark_care_false_alarm")
CLOSE, LIST = document("close_care_case"), document("open_care_cases")
KIND = care.cases.ConcernKind
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)


@pytest.fixture
async def fallen(dong, clock, ids):
    """She fell ten seconds ago."""
    worry = Worry(dong.people, clock, ids)
    await worry.about(KIND.FALL, ago=timedelta(0))
    clock.advance(10 * SECOND)
    return worry


async def case_of(worry: Worry) -> str:
    return node("CareCase", (await worry.case()).id)


def on_the_way(at, sent_at) -> dict[str, str]:
    return {"kind": "ON_THE_WAY", "at": at.isoformat(), "sentAt": sent_at.isoformat()}


async def test_two_minutes_slow_who_is_on_the_way_has_the_case(fallen, dong, clock):
    slow = clock.now() - 2 * MINUTE
    worker, act = await dong.worker(), on_the_way(slow, slow)
    said = await worker.tell(ACT, caseId=await case_of(fallen), act=act)
    assert said["__typename"] == "RecordCareActSuccess"
    assert (await fallen.case()).taken_by == dong.people.worker
    assert (await CaseAct.get()).at == clock.now()


async def test_a_form_of_before_her_fall_stays_one(fallen, dong, clock):
    slow = clock.now() - 2 * MINUTE
    act = on_the_way(slow - MINUTE, slow)
    await (await dong.worker()).tell(ACT, caseId=await case_of(fallen), act=act)
    assert (await fallen.case()).taken_by is None
    assert (await CaseAct.get()).at == clock.now() - MINUTE


async def test_a_retry_is_the_same_request_whenever_it_is_sent(fallen, dong, clock, ids):
    worker, case, at = await dong.worker(), await case_of(fallen), clock.now()
    said = {"requestId": str(ids.new()), "caseId": case}
    first = await worker.ask(ACT, input={**said, "act": on_the_way(at, at)})
    clock.advance(20 * SECOND)
    again = await worker.ask(ACT, input={**said, "act": on_the_way(at, clock.now())})
    assert again == first
    assert await CaseAct.all().count() == 1


async def test_what_closes_a_case_has_the_citys_time_too(fallen, dong, clock):
    ahead = clock.now() + 5 * MINUTE
    act = {**on_the_way(ahead, ahead), "kind": "VISITED"}
    said = await (await dong.worker()).tell(CLOSE, caseId=await case_of(fallen), act=act)
    assert said["__typename"] == "CloseCareCaseSuccess"
    assert (await CaseAct.get()).at == clock.now()


async def test_it_was_none_is_said_of_the_list_as_it_was_read(fallen, dong, clock):
    worker = await dong.worker()
    (listed,) = await worker.ask(LIST)
    said = {"caseId": listed["id"], "reason": "WAS_OUT", "at": listed["asOf"]}
    clock.advance(10 * SECOND)
    await fallen.about(KIND.SOS, ago=timedelta(0))
    clock.advance(2 * MINUTE)
    worker = await dong.worker()
    assert (await worker.tell(NONE, **said))["__typename"] == "CareNoticedSince"
    (listed,) = await worker.ask(LIST)
    said["at"] = listed["asOf"]
    assert (await worker.tell(NONE, **said))["__typename"] == "MarkCareFalseAlarmSuccess"
