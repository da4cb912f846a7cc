"""Somebody looks at themselves: offices, children, guardians."""

from datetime import date, timedelta

from domains.identity import public as identity
from domains.identity.public import RelationKind, Tie
from tests.builders.families import REGISTRY
from tests.stories.house import node

ME = """
{ me { id displayName locale roles birthDate
       children { id displayName relationId } guardians { id displayName kind } } }
"""
NODE = "query ($id: ID!) { node(id: $id) { id ... on Person { displayName birthDate } } }"


async def test_a_mother_sees_herself_and_her_child(house, family):
    me = await house.phone_of(family.parent).ask(ME)
    assert me["id"] == node("Person", family.parent)
    assert me["displayName"] == "김하나"
    assert me["locale"] == "KO"
    assert me["roles"] == []
    assert me["birthDate"] == "1985-05-05"
    (mina,) = me["children"]
    assert (mina["id"], mina["displayName"]) == (node("Person", family.child), "민아")
    assert me["guardians"] == []


async def test_a_child_sees_who_stands_in_for_her(house, family, town):
    father = await town.parent_of(family.child, "이도현")
    me = await house.phone_of(family.child).ask(ME)
    assert me["children"] == []
    assert [guardian["id"] for guardian in me["guardians"]] == [
        node("Person", family.parent),
        node("Person", father),
    ]


async def test_offices_are_those_held_now(house, town):
    operator = await town.operator()
    me = await house.phone_of(operator.person_id).ask(ME)
    assert me["roles"] == ["OPERATOR"]


async def test_a_guardian_of_a_senior_is_no_parent(house, town):
    senior, son = await town.person("박순자", born=date(1944, 1, 1)), await town.person("박철수")
    tie = Tie(RelationKind.SENIOR_GUARDIAN, son, senior)
    await identity.grant_relation(actor=REGISTRY, tie=tie, clock=town.clock, ids=town.ids)
    assert (await house.phone_of(son).ask(ME))["children"] == []
    (guardian,) = (await house.phone_of(senior).ask(ME))["guardians"]
    assert (guardian["displayName"], guardian["kind"]) == ("박철수", "SENIOR_GUARDIAN")


async def test_only_oneself_is_found_by_id(house, family, town):
    mother = house.phone_of(family.parent)
    mine = await mother.ask(NODE, id=node("Person", family.parent))
    assert mine["birthDate"] == "1985-05-05"
    assert await mother.ask(NODE, id=node("Person", family.child)) is None
    stranger = house.phone_of(await town.person("낯선이"))
    assert await stranger.ask(NODE, id=node("Person", family.child)) is None


async def test_nobody_and_an_old_token_are_told_to_sign_in(house, family, clock):
    assert await house.nobodys_phone().refused(ME) == "UNAUTHENTICATED"
    phone = house.phone_of(family.parent)
    clock.advance(timedelta(hours=1))
    answer = await phone.send(ME, {})
    assert answer.status_code == 401
    assert "displayName" not in answer.text
