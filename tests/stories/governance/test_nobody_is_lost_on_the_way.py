"""Whoever asks is taken seriously first, and proved second."""

from datetime import date, timedelta

from domains.governance.models import Case
from domains.kernel.actor import Role
from tests.stories.governance.documents import (
    ASK_PROOF,
    AT_DESK,
    CASE,
    MINE,
    OPEN,
    PROVE,
    SAVE_DRAFT,
    TAKE_PROOF,
    WITHDRAW,
)
from tests.stories.house import everything, node


async def test_a_stale_sign_in_is_taken_in_and_proved_later(desk, citizen):
    stale = await desk.stale_phone(citizen)
    case = await stale.tell(OPEN, subjectId=node("Person", citizen), kind="ACCESS")
    assert case["state"] == "RECEIVED"
    assert case["dueAt"] == "2026-03-13T15:00:00Z"
    not_yet = await stale.tell(PROVE, caseId=case["caseId"])
    assert not_yet == {"__typename": "IdentityNotProved"}
    proved = await (await desk.phone(citizen)).tell(PROVE, caseId=case["caseId"])
    assert proved["state"] == "IN_PROGRESS"
    assert proved["dueAt"] == case["dueAt"], "the clock began with the request"


async def test_a_draft_is_kept_reminded_of_and_resumed(desk, citizen):
    phone = await desk.phone(citizen)
    draft = await phone.tell(
        OPEN,
        subjectId=node("Person", citizen),
        kind="CORRECTION",
        words="이름이",
        asDraft=True,
    )
    assert draft["dueAt"] is None
    desk.clock.advance(timedelta(days=3))
    await desk.sweep()
    assert await desk.told("governance.case_waits") == 1
    (edge,) = (await (await desk.phone(citizen)).ask(MINE))["edges"]
    assert edge["node"]["state"] == "DRAFT"
    handed_in = await (await desk.phone(citizen)).tell(
        SAVE_DRAFT,
        caseId=draft["caseId"],
        kind="CORRECTION",
        words="이름이 틀렸습니다",
        handIn=True,
    )
    assert handed_in["state"] == "IN_PROGRESS"
    assert handed_in["dueAt"] == "2026-03-16T15:00:00Z"


async def test_a_guardian_asks_for_a_child_under_fourteen_and_nobody_else(desk, family, town):
    guardian = await desk.phone(family.parent)
    child = node("Person", family.child)
    case = await guardian.tell(OPEN, subjectId=child, kind="ACCESS")
    assert case["state"] == "IN_PROGRESS"
    assert (await Case.get()).proof == "guardianship"
    stranger = await desk.phone(await town.person("남"))
    before = await everything()
    answer = await stranger.tell(OPEN, subjectId=child, kind="ACCESS")
    nobody = await stranger.tell(OPEN, subjectId=node("Person", desk.ids.new()), kind="ACCESS")
    assert answer == nobody == {"__typename": "RightsCaseNotYours"}
    assert await everything() == before


async def test_a_parent_of_a_grown_child_asks_in_vain_and_the_child_does_not(desk, town):
    grown = await town.person("다정", born=date(2010, 3, 3))
    parent = await town.parent_of(grown, "김하나")
    said = {"subjectId": node("Person", grown), "kind": "DELETION"}
    assert (await (await desk.phone(parent)).tell(OPEN, **said)) == {
        "__typename": "RightsCaseNotYours"
    }
    assert (await (await desk.phone(grown)).tell(OPEN, **said))["state"] == "IN_PROGRESS"


async def test_a_person_without_a_phone_asks_at_the_desk(desk, citizen):
    _, officer = await desk.official("박담당")
    case = await officer.tell(
        AT_DESK,
        subjectId=node("Person", citizen),
        applicantId=node("Person", citizen),
        capacity="DESK",
        proof="IN_PERSON",
        kind="ACCESS",
        words="내 것을 보고 싶소",
    )
    assert case["state"] == "IN_PROGRESS"


async def test_a_proof_that_is_asked_for_rests_the_clock_and_is_reminded_of_each_week(
    desk, citizen
):
    _, officer = await desk.official("박담당")
    case = await officer.tell(
        AT_DESK,
        subjectId=node("Person", citizen),
        applicantId=node("Person", citizen),
        capacity="REPRESENTATIVE",
        kind="ACCESS",
    )
    await officer.tell(ASK_PROOF, caseId=case["caseId"], words="위임장을 보여 주세요")
    for _ in range(20):
        desk.clock.advance(timedelta(days=1))
        await desk.sweep()
    assert await desk.told("governance.case_overdue") == 0
    assert await desk.told("governance.case_due_soon") == 0
    assert await desk.told("governance.case_waits") == 1 + 3, "asked, then after 3, 10, 17 days"
    _, colleague = await desk.official("최담당", Role.DPO)
    taken = await colleague.tell(TAKE_PROOF, caseId=case["caseId"])
    assert taken["state"] == "RECEIVED"
    assert taken["dueAt"] == "2026-04-01T15:00:00Z", "13 March and the 19 days between"


async def test_a_request_is_taken_back(desk, citizen):
    phone = await desk.phone(citizen)
    case = await phone.tell(OPEN, subjectId=node("Person", citizen), kind="OBJECTION")
    assert (await phone.tell(WITHDRAW, caseId=case["caseId"]))["state"] == "WITHDRAWN"
    again = await phone.tell(WITHDRAW, caseId=case["caseId"])
    assert again == {"__typename": "RightsStepNotPossible", "state": "WITHDRAWN"}
    desk.clock.advance(timedelta(days=60))
    await desk.sweep()
    assert await desk.told("governance.case_overdue") == 0


async def test_a_resident_number_in_the_words_is_refused_and_kept_nowhere(desk, citizen):
    phone = await desk.phone(citizen)
    before = await everything()
    said = {"subjectId": node("Person", citizen), "kind": "ACCESS"}
    answer = await phone.send(
        OPEN,
        {"input": {"requestId": str(desk.ids.new()), **said, "words": "900101-1234567 입니다"}},
    )
    assert "IN_PROGRESS" not in answer.text
    assert await everything() == before


async def test_somebody_elses_case_looks_like_none(desk, citizen, town):
    phone = await desk.phone(citizen)
    case = await phone.tell(OPEN, subjectId=node("Person", citizen), kind="ACCESS")
    stranger = await desk.phone(await town.person("남"))
    theirs = await stranger.ask(CASE, id=case["caseId"])
    none = await stranger.ask(CASE, id=node("RightsCase", desk.ids.new()))
    assert theirs == none == {"__typename": "RightsCaseNotYours"}
