"""Who has taken her case learns where she lives and how to ring her, and nobody else does."""

from datetime import timedelta
from uuid import UUID

import pytest

from domains.care.cases.ladder import SILENCE
from domains.care.public import cases
from domains.identity import public as identity
from domains.kernel import sql
from domains.kernel.actor import Role
from domains.kernel.models import AuditEntry
from infra.keys import open_keys
from tests.builders.care import ADDRESS, KEY_BOX
from tests.builders.families import REGISTRY
from tests.builders.keys_away import with_keys_away
from tests.builders.telephones import prove_number
from tests.care.cases.night import Night
from tests.care.cases.worry import Worry
from tests.stories.house import node
from tests.stories.identity.documents import document

TAKE, SHEET = document("acknowledge_care_case"), document("care_visit_sheet")
FALSE_ALARM, RAISE = document("mark_care_false_alarm"), document("raise_care_case")
CASE = document("care_case")
NOT_YOURS, NONE = "CareCaseNotInYourHands", "CareCaseNotFound"


@pytest.fixture
async def case(dong, clock, ids) -> dict[str, str]:
    """Bok-rye has a telephone, and has not been heard of."""
    await prove_number(dong.people.senior, "010-1234-5678", clock=clock, ids=ids)
    worry = Worry(dong.people, clock, ids)
    await worry.about(cases.ConcernKind.INACTIVITY)
    return {"caseId": node("CareCase", (await worry.case()).id)}


@pytest.fixture
def night(dong, clock, ids) -> Night:
    return Night(Worry(dong.people, clock, ids), dong.people, clock, ids)


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


async def test_who_fell_silent_reads_it_no_more(dong, case, night):
    await (await dong.worker()).tell(TAKE, **case)
    await night.passes(SILENCE[cases.Level.FAMILY] + timedelta(minutes=1))
    worker = await dong.worker()
    seen = await worker.ask(CASE, **case)
    assert (seen["state"], seen["mine"], seen["takenBy"]) == ("OPEN", False, None)
    assert (await worker.ask(SHEET, **case))["__typename"] == NOT_YOURS


async def test_who_sent_it_on_reads_it_no_more_until_it_is_theirs_again(dong, case):
    worker = await dong.worker()
    await worker.tell(TAKE, **case)
    await worker.tell(RAISE, **case, to="EMERGENCY")
    assert (await worker.ask(SHEET, **case))["__typename"] == NOT_YOURS
    await worker.tell(TAKE, **case)
    assert (await worker.ask(SHEET, **case))["address"] == ADDRESS


@pytest.mark.parametrize("office", ["centre", "control room"])
async def test_a_centre_and_the_control_room_that_take_it_read_it(dong, case, office):
    operator = (await dong.town.operator()).person_id
    is_centre = office == "centre"
    taker = await (dong.desk() if is_centre else dong.neighbourhood.phone(operator, Role.OPERATOR))
    await taker.tell(TAKE, **case)
    assert (await taker.ask(SHEET, **case))["address"] == ADDRESS


async def test_while_nothing_can_be_opened_it_says_so_and_keeps_the_trace(dong, case, settings):
    worker = await dong.worker()
    await worker.tell(TAKE, **case)
    async with open_keys(with_keys_away(settings)):
        assert await worker.refused(SHEET, **case) == "UNAVAILABLE"
    assert len(await opened()) == 1


async def test_a_guardian_has_both_from_her_a_stranger_from_nobody_and_she_knows(dong, case):
    guardian, stranger = await dong.guardian(), await dong.stranger()
    await guardian.tell(TAKE, **case)
    town, she = dong.town, dong.people.senior
    await identity.grant_role(
        actor=REGISTRY, person_id=she, role=Role.OPERATOR, clock=town.clock, ids=town.ids
    )
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
    rows = await AuditEntry.filter(action="care.home.visit").order_by("id")
    return [(row.subject_id, row.actor_id) for row in rows]


async def test_who_said_in_the_stairwell_that_she_was_out_is_told_that_she_pressed_sos(
    dong, case, night, clock
):
    await (await dong.worker()).tell(TAKE, **case)
    in_the_stairwell = clock.now().isoformat()
    clock.advance(timedelta(minutes=10))
    await night.worry.about(cases.ConcernKind.SOS)
    worker = await dong.worker()
    said = await worker.tell(FALSE_ALARM, **case, reason="WAS_OUT", at=in_the_stairwell)
    assert said == {"__typename": "CareNoticedSince", **case}
    assert (await worker.ask(CASE, **case))["endedAt"] is None
