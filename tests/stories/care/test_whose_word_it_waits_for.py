"""May this go to 119? Each is told whether it is theirs to say, before they press anything."""

import pytest

from domains.care.public import cases
from domains.identity.public import roles
from domains.kernel.actor import Role
from tests.builders.families import REGISTRY
from tests.care.cases.worry import Worry
from tests.stories.house import Phone, node
from tests.stories.identity.documents import document

CASE, LIST = document("care_case"), document("open_care_cases")
CONFIRM, RAISE = document("confirm_care_hand_over"), document("raise_care_case")


@pytest.fixture
async def case(dong, clock, ids) -> str:
    """It was quiet, and nobody has come to her yet."""
    worry = Worry(dong.people, clock, ids)
    await worry.about(cases.ConcernKind.INACTIVITY, cases.Level.CARE_WORKER)
    return node("CareCase", (await worry.case()).id)


async def may_confirm(phone: Phone, case: str) -> bool:
    """By the case and by the list, where it stands in one."""
    one = (await phone.ask(CASE, caseId=case))["mayConfirm"]
    listed = {each["mayConfirm"] for each in await phone.ask(LIST)}
    assert listed <= {one}
    return one


async def test_it_is_an_offices_to_say_and_only_while_it_is_waited_for(dong, house, town, case):
    operator = (await town.operator()).person_id
    control_room = house.phone_of(operator, Role.OPERATOR)
    offices = [control_room, await dong.worker(), await dong.desk()]
    assert [await may_confirm(each, case) for each in offices] == [False] * 3, "nobody asks yet"
    await (await dong.guardian()).tell(RAISE, caseId=case, to="EMERGENCY")
    assert [await may_confirm(each, case) for each in offices] == [True] * 3
    for hers in (await dong.guardian(), await dong.senior()):
        assert await may_confirm(hers, case) is False
    await control_room.tell(CONFIRM, caseId=case)
    assert [await may_confirm(each, case) for each in offices] == [False] * 3, "119 is told"


async def test_of_her_own_case_nobody_is_asked_whatever_her_office(dong, house, case):
    """She sits in the control room by day, and lives alone."""
    held = await roles.grant_role(
        actor=REGISTRY,
        person_id=dong.people.senior,
        role=Role.OPERATOR,
        clock=dong.town.clock,
        ids=dong.town.ids,
    )
    assert isinstance(held, roles.RoleHeld)
    await (await dong.guardian()).tell(RAISE, caseId=case, to="EMERGENCY")
    assert await may_confirm(await dong.desk(), case) is True
    hers = house.phone_of(dong.people.senior, Role.OPERATOR)
    assert await may_confirm(hers, case) is False
