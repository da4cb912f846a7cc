"""What officers see and do, and what they may not."""

import pytest

from domains.identity import public as identity
from domains.kernel import sql
from domains.kernel.actor import Role
from tests.stories.governance.documents import (
    ANSWER,
    ASSIGN,
    CASE,
    CORRECT,
    OPEN,
    QUEUE,
    REFUSE,
    STATISTICS,
)
from tests.stories.house import everything, node

YEAR = {"since": "2026-01-01T00:00:00Z", "until": "2027-01-01T00:00:00Z"}


async def asks(desk, person, kind="OBJECTION", **said):
    phone = await desk.phone(person)
    case = await phone.tell(OPEN, subjectId=node("Person", person), kind=kind, **said)
    return phone, case["caseId"]


async def audited(action):
    rows = await sql.fetch("SELECT count(*) AS n FROM kernel.audit WHERE action = $1", action)
    return rows[0]["n"]


async def test_the_queue_shows_clocks_by_filter_and_every_look_is_audited(desk, citizen):
    _, case = await asks(desk, citizen)
    await asks(desk, citizen, kind="ACCESS")
    _, officer = await desk.official("박담당")
    found = await officer.ask(QUEUE, kind="OBJECTION")
    assert [edge["node"]["id"] for edge in found["edges"]] == [case]
    assert await audited("governance.case.list") == 1
    await officer.ask(CASE, id=case)
    assert await audited("governance.case.read") == 1


async def test_citizens_and_other_offices_have_no_queue(desk, citizen):
    _, operator = await desk.official("한관제", Role.OPERATOR)
    for phone in (await desk.phone(citizen), operator):
        assert await phone.refused(QUEUE) == "FORBIDDEN"
        assert await phone.refused(STATISTICS, **YEAR) == "FORBIDDEN"


async def test_an_officer_never_handles_their_own_case_nor_their_familys(desk, family):
    await desk.appoint(family.parent, Role.OFFICER)
    as_citizen = await desk.phone(family.parent)
    case = await as_citizen.tell(OPEN, subjectId=node("Person", family.child), kind="OBJECTION")
    officer = await desk.phone(family.parent, Role.OFFICER)
    assert (await officer.ask(QUEUE))["edges"] == []
    before = await everything()
    answer = await officer.tell(ANSWER, caseId=case["caseId"], words="됩니다")
    assert answer == {"__typename": "RightsCaseNotYours"}
    assert await everything() == before


async def test_a_refusal_names_its_law_and_tells_its_reason(desk, citizen):
    phone, case = await asks(desk, citizen)
    _, officer = await desk.official("박담당")
    await officer.tell(REFUSE, caseId=case, reason="HUMAN_DECIDED", words="사람이 정했습니다")
    shown = await phone.ask(CASE, id=case)
    assert shown["case"]["state"] == "REFUSED"
    assert shown["legalReason"] == "HUMAN_DECIDED"
    assert shown["answer"] == "사람이 정했습니다"


async def test_a_case_is_given_to_a_colleague_in_office_only(desk, citizen, town):
    _, case = await asks(desk, citizen)
    _, officer = await desk.official("박담당")
    colleague, _ = await desk.official("최담당", Role.DPO)
    await officer.tell(ASSIGN, caseId=case, officerId=node("Person", colleague))
    found = await officer.ask(QUEUE, assignedTo=node("Person", colleague))
    assert len(found["edges"]) == 1
    nobody = await town.person("남")
    refused = await officer.tell(ASSIGN, caseId=case, officerId=node("Person", nobody))
    assert refused["__typename"] == "RightsStepNotPossible"


@pytest.mark.parametrize(
    ("what", "value", "read"),
    [
        ("DISPLAY_NAME", "이바르미", lambda card: card.display_name),
        ("BIRTH_DATE", "1984-12-31", lambda card: card.birth_date.isoformat()),
        ("LOCALE", "vi", lambda card: str(card.locale)),
    ],
)
async def test_a_correction_is_applied_through_the_domain_that_owns_it(
    desk, citizen, what, value, read
):
    change = {"what": what, "value": value, "evidence": "가족관계증명서"}
    _, case = await asks(desk, citizen, kind="CORRECTION", change=change)
    _, officer = await desk.official("박담당")
    done = await officer.tell(CORRECT, caseId=case, words="고쳤습니다")
    assert done["state"] == "ANSWERED"
    assert read((await identity.people([citizen]))[citizen]) == value
    assert await desk.told("identity.person_corrected") == 1


async def test_a_correction_that_cannot_be_read_changes_nothing(desk, citizen):
    change = {"what": "BIRTH_DATE", "value": "삼월 삼일"}
    _, case = await asks(desk, citizen, kind="CORRECTION", change=change)
    _, officer = await desk.official("박담당")
    before = await everything()
    refused = await officer.tell(CORRECT, caseId=case, words="고쳤습니다")
    assert refused["__typename"] == "RightsStepNotPossible"
    assert await everything() == before


async def test_the_statistics_count_what_was_answered_in_time(desk, citizen):
    _, case = await asks(desk, citizen)
    await asks(desk, citizen)
    _, officer = await desk.official("박담당")
    await officer.tell(ANSWER, caseId=case, words="했습니다")
    (kind,) = await officer.ask(STATISTICS, **YEAR)
    assert (kind["received"], kind["answered"], kind["inTime"]) == (2, 1, 1)
    assert kind["onTimeShare"] == 1.0
