"""A senior chooses who watches over them, and what each of them sees; at any time, at once."""

import pytest

from domains.identity import public as identity
from domains.identity.models import Relation
from domains.identity.public import RelationKind, SharingScope, Tie
from domains.kernel.models import OutboxRow
from tests.builders.families import REGISTRY
from tests.stories.house import everything, node
from tests.stories.identity.conftest import SENIOR_BORN
from tests.stories.identity.documents import END, FAMILY, SHARE

BUT_WHERE = set(SharingScope) - {SharingScope.LOCATION}


@pytest.fixture
async def senior(town):
    return await town.person("김순자", born=SENIOR_BORN)


@pytest.fixture
def guardian(town, senior):
    async def make(name, *scopes):
        person = await town.person(name)
        tie = Tie(RelationKind.SENIOR_GUARDIAN, person, senior, sharing=frozenset(scopes) or None)
        granted = await identity.grant_relation(
            actor=REGISTRY, tie=tie, clock=town.clock, ids=town.ids
        )
        return person, node("Relation", granted.relation_id)

    return make


async def seen(holder, senior, clock):
    return {
        scope
        for scope in SharingScope
        if await identity.may_see(holder_id=holder, subject_id=senior, scope=scope, at=clock.now())
    }


async def test_each_guardian_sees_what_was_chosen_for_them(house, senior, guardian, clock):
    son, _ = await guardian("아들", SharingScope.CHECK_INS, SharingScope.LOCATION)
    nurse, _ = await guardian("요양보호사", SharingScope.HOME_SENSORS)
    assert await seen(son, senior, clock) == {SharingScope.CHECK_INS, SharingScope.LOCATION}
    assert await seen(nurse, senior, clock) == {SharingScope.HOME_SENSORS}
    assert await identity.guardians_seeing(senior, scope=SharingScope.LOCATION, at=clock.now()) == [
        son
    ]


async def test_a_change_counts_at_once_and_for_that_guardian_only(house, senior, guardian, clock):
    son, sons = await guardian("아들")
    nurse, _ = await guardian("요양보호사")
    assert await seen(son, senior, clock) == BUT_WHERE, "nothing said: never where she is"
    phone = house.phone_of(senior)
    told = await phone.tell(SHARE, relationId=sons, scopes=["CALLS"])
    assert told["scopes"] == ["CALLS"]
    assert await seen(son, senior, clock) == {SharingScope.CALLS}
    assert await seen(nurse, senior, clock) == BUT_WHERE
    await phone.tell(SHARE, relationId=sons, scopes=["CALLS"])
    assert await OutboxRow.filter(topic="identity.sharing_changed").count() == 1
    (ward,) = (await house.phone_of(son).ask(FAMILY))["wards"]
    assert ward["sees"] == ["CALLS"]
    await phone.tell(SHARE, relationId=sons, scopes=[])
    assert await seen(son, senior, clock) == set()


async def test_nobody_else_chooses_and_a_parent_is_not_chosen(
    house, family, senior, guardian, town
):
    son, sons = await guardian("아들")
    mothers = node("Relation", (await Relation.get(holder_id=family.parent)).id)
    before = await everything()
    for person, relation in ((son, sons), (family.parent, sons), (family.child, mothers)):
        told = await house.phone_of(person).tell(SHARE, relationId=relation, scopes=[])
        assert told["__typename"] == "GuardianNotFound"
    assert await everything() == before


async def test_a_dismissed_guardian_sees_nothing_from_that_moment(house, senior, guardian, clock):
    son, sons = await guardian("아들")
    await house.phone_of(senior).tell(END, relationId=sons)
    assert await seen(son, senior, clock) == set()
    assert (await house.phone_of(son).ask(FAMILY))["wards"] == []
    told = await house.phone_of(senior).tell(SHARE, relationId=sons, scopes=["CALLS"])
    assert told["__typename"] == "GuardianNotFound"
