"""Who has taken her case learns where she lives and how to ring her, and nobody else does."""

from uuid import UUID

import pytest

from domains.care.public import cases
from domains.kernel import sql
from domains.kernel.models import AuditEntry
from tests.builders.care import ADDRESS, KEY_BOX
from tests.builders.telephones import prove_number
from tests.care.cases.worry import Worry
from tests.stories.house import node
from tests.stories.identity.documents import document

TAKE, SHEET = document("acknowledge_care_case"), document("care_visit_sheet")
FALSE_ALARM = document("mark_care_false_alarm")
NOT_YOURS, NONE = "CareCaseNotInYourHands", "CareCaseNotFound"


@pytest.fixture
async def case(dong, clock, ids) -> dict[str, str]:
    """Bok-rye has a telephone, and has not been heard of."""
    await prove_number(dong.people.senior, "010-1234-5678", clock=clock, ids=ids)
    worry = Worry(dong.people, clock, ids)
    await worry.about(cases.ConcernKind.INACTIVITY)
    return {"caseId": node("CareCase", (await worry.case()).id)}


async def test_who_takes_it_reads_address_and_number_and_no_more(dong, case):
    worker = await dong.worker()
    assert (await worker.ask(SHEET, **case))["__typename"] == NOT_YOURS
    await worker.tell(TAKE, **case)
    sheet = await worker.ask(SHEET, **case)
    assert (sheet["address"], sheet["number"]) == (ADDRESS, "+821012345678")
    assert KEY_BOX not in str(sheet)


async def test_nobody_reads_it_before_it_is_theirs_or_after_it_is_over(dong, case):
    worker, stand_in, desk = await dong.worker(), await dong.stand_in(), await dong.desk()
    await worker.tell(TAKE, **case)
    said = [(await other.ask(SHEET, **case))["__typename"] for other in (stand_in, desk)]
    assert said == [NOT_YOURS, NOT_YOURS]
    await worker.tell(FALSE_ALARM, **case, reason="WAS_OUT")
    assert (await worker.ask(SHEET, **case))["__typename"] == "CareCaseOver"


async def test_a_guardian_has_both_from_her_and_a_stranger_from_nobody(dong, case):
    guardian, stranger = await dong.guardian(), await dong.stranger()
    await guardian.tell(TAKE, **case)
    for other in (guardian, stranger, await dong.senior()):
        assert (await other.ask(SHEET, **case))["__typename"] == NONE


async def test_each_look_is_traced(dong, case):
    worker = await dong.worker()
    await worker.ask(SHEET, **case)
    assert await opened() == []
    await worker.tell(TAKE, **case)
    for _ in range(2):
        await worker.ask(SHEET, **case)
    assert await opened() == [(dong.people.senior, dong.people.worker)] * 2


async def test_who_left_no_number_is_visited_all_the_same(dong, case):
    await sql.execute("UPDATE identity.contact_numbers SET verified_at = NULL")
    worker = await dong.worker()
    await worker.tell(TAKE, **case)
    sheet = await worker.ask(SHEET, **case)
    assert (sheet["address"], sheet["number"]) == (ADDRESS, None)


async def opened() -> list[tuple[UUID, UUID]]:
    rows = await AuditEntry.filter(action="care.home.open").order_by("id")
    return [(row.subject_id, row.actor_id) for row in rows]
