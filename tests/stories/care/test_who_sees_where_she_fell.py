"""Where she cried from is for those whom her consent names, and she reads who looked."""

from datetime import timedelta

import pytest

from domains.kernel import sql
from domains.kernel.actor import Role
from tests.builders.care import ADDRESS
from tests.care.cases.conftest import call, rescue
from tests.stories.care.park import PARK, agrees, cries, night, open_case, taken, told, yes
from tests.stories.house import node
from tests.stories.identity.documents import document

__all__ = ["agrees", "call", "cries", "night", "rescue", "taken", "yes"]

SHEET = document("care_visit_sheet")
CONFIRM = document("confirm_care_hand_over")
CLOSE = document("close_care_case")
FOR_FAMILY = document("care_case_position")
USES = document("location_uses")
SHARE = document("share_with_guardian")
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


async def test_a_yes_that_ran_out_shows_it_to_nobody_but_119_for_her_life(
    dong, agrees, cries, taken, call, rescue, clock
):
    """Nobody has noticed its end yet: what was kept lies there until the next job."""
    await agrees(HOUR)
    await cries()
    clock.advance(2 * HOUR)
    worker, case = await taken()
    assert (await worker.ask(SHEET, **case))["position"] is None
    await worker.tell(CONFIRM, **case)
    await call()
    assert (await told(rescue))["position"]["lat"] == PARK["lat"]
    rows = await sql.fetch("SELECT action FROM kernel.audit WHERE action LIKE 'care.position.%'")
    assert [row["action"] for row in rows] == ["care.position.open_in_danger"]


@pytest.mark.parametrize("office", ["centre", "control room"])
async def test_a_centre_and_the_control_room_read_her_door_and_not_where_she_is(
    dong, yes, cries, taken, office
):
    """Her yes names her guardians, the care worker and 119."""
    await cries()
    operator = (await dong.town.operator()).person_id
    taker = await (
        dong.desk() if office == "centre" else dong.neighbourhood.phone(operator, Role.OPERATOR)
    )
    phone, case = await taken(taker)
    sheet = await phone.ask(SHEET, **case)
    assert (sheet["address"], sheet["position"]) == (ADDRESS, None)


async def test_a_guardian_sees_it_whom_she_shows_where_she_is(dong, yes, cries):
    await cries()
    case, daughter = {"caseId": await open_case()}, await dong.guardian()
    shown = await daughter.ask(FOR_FAMILY, **case)
    assert (shown["__typename"], shown["position"]) == ("CareCasePosition", None)
    await shows_her_daughter(dong, "CHECK_INS", "LOCATION")
    assert (await daughter.ask(FOR_FAMILY, **case))["position"]["lat"] == PARK["lat"]


async def test_a_guardian_who_has_no_part_in_her_cases_has_none_in_this_either(dong, yes, cries):
    await cries()
    await shows_her_daughter(dong, "LOCATION")
    case, daughter = {"caseId": await open_case()}, await dong.guardian()
    assert (await daughter.ask(FOR_FAMILY, **case))["__typename"] == "CareCaseNotFound"


async def shows_her_daughter(dong, *scopes: str) -> None:
    """These and nothing else."""
    (tie,) = await sql.fetch(
        "SELECT id FROM identity.relations WHERE holder_id = $1", dong.people.guardian
    )
    shows = {"relationId": node("Relation", tie["id"]), "scopes": list(scopes)}
    await (await dong.senior()).tell(SHARE, **shows)


async def test_without_her_yes_there_is_nothing_for_a_guardian_to_see(dong, cries):
    await cries()
    case, daughter = {"caseId": await open_case()}, await dong.guardian()
    assert (await daughter.ask(FOR_FAMILY, **case))["__typename"] == "CareCaseNotFound"


async def test_nobody_else_asks_as_family_and_nobody_after_the_end(dong, yes, cries, taken, clock):
    await cries()
    worker, case = await taken()
    for other in (worker, await dong.desk(), await dong.stranger(), await dong.senior()):
        assert (await other.ask(FOR_FAMILY, **case))["__typename"] == "CareCaseNotFound"
    clock.advance(MINUTE)
    act = {"kind": "SPOKE_WITH_HER", "at": clock.now().isoformat()}
    await worker.tell(CLOSE, **case, act=act)
    daughter = await dong.guardian()
    assert (await daughter.ask(FOR_FAMILY, **case))["__typename"] == "CareCaseOver"


async def test_she_reads_who_was_told_where_she_was_and_is_told_herself(
    city, dong, yes, cries, taken, call
):
    await cries()
    worker, case = await taken()
    await worker.ask(SHEET, **case)
    await worker.tell(CONFIRM, **case)
    await call()
    await city.settle()
    she = await dong.senior()
    page = await she.ask(USES, subjectId=node("Person", dong.people.senior))
    seen = [(use["act"], use["by"], use["givenTo"]) for e in page["edges"] for use in [e["node"]]]
    assert seen == [
        ("PROVIDE", "오산톡: 119에 알림", None),
        ("PROVIDE", "정생활", "정생활"),
        ("COLLECT", "박복례", None),
    ]
    rows = await sql.fetch("SELECT topic FROM kernel.outbox WHERE topic LIKE 'consent.location%'")
    assert [row["topic"] for row in rows] == ["consent.location_provided"]
