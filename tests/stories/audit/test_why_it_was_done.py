"""The audit names a reason: an alarm is no office work, and an officer's own child is family."""

from pathlib import Path

from domains.kernel.actor import Role
from domains.kernel.audit import Why
from domains.kernel.models import AuditEntry
from tests.stories.house import node

OPERATIONS = Path(__file__).parents[3] / "graphql" / "operations"


def operation(name: str) -> str:
    return (OPERATIONS / f"{name}.graphql").read_text()


async def why_of(action: str) -> set[Why]:
    entries = await AuditEntry.filter(action=action)
    assert entries
    return {Why(entry.why) for entry in entries}


async def test_an_alarm_is_raised_and_read_in_an_emergency(house, family):
    sos = "mutation ($input: RaiseSosInput!) { raiseSos(input: $input) { __typename } }"
    await house.phone_of(family.child).tell(sos)
    assert await why_of("commute.sos.raise") == {Why.EMERGENCY}


async def test_an_officers_look_at_her_own_child_is_the_mothers(house, family):
    mother = house.phone_of(family.parent, Role.OFFICER)
    await mother.ask(operation("location_uses"), subjectId=node("Person", family.child))
    assert await why_of("consent.location_uses.read") == {Why.FAMILY}


async def test_who_asks_for_a_right_is_known_as_one_who_does(house, family):
    await house.phone_of(family.parent).tell(
        operation("open_rights_case"), subjectId=node("Person", family.child), kind="ACCESS"
    )
    assert await why_of("governance.case.submit") == {Why.RIGHTS_REQUEST}
