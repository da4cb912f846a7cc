"""Who stands in for whom: granted on evidence, ended by whom it binds."""

from datetime import timedelta

from domains.identity.models import GuardianshipClaim, Relation
from domains.identity.public import children_of
from domains.kernel.actor import Role
from domains.kernel.models import OutboxRow
from tests.stories.house import everything, node
from tests.stories.identity.documents import CHECKED, TIE

END = """
mutation ($input: EndRelationInput!) {
  endRelation(input: $input) { __typename ... on EndRelationSuccess { relationId } }
}
"""


def tie(holder, subject, **other):
    return {
        "kind": "PARENT_CHILD",
        "holderId": node("Person", holder),
        "subjectId": node("Person", subject),
        "evidence": "가족관계증명서 2026-03-02",
        **other,
    }


async def relation_of(family) -> str:
    return node("Relation", (await Relation.get(holder_id=family.parent)).id)


async def test_a_retry_of_the_officer_brings_one_claim(family, town, officer, ids):
    father, request = await town.person("이도현"), ids.new()
    first = await officer.tell(TIE, request, **tie(father, family.child))
    assert await officer.tell(TIE, request, **tie(father, family.child)) == first
    assert await GuardianshipClaim.all().count() == 1


async def test_a_tie_may_end_by_itself(family, town, officer, colleague, clock):
    aunt = await town.person("김이모")
    until = clock.now() + timedelta(days=7)
    brought = await officer.tell(TIE, **tie(aunt, family.child, endsAt=until.isoformat()))
    await colleague.tell(CHECKED, claimId=brought["claimId"])
    assert await children_of(aunt, at=until - timedelta(seconds=1)) == [family.child]
    assert await children_of(aunt, at=until) == []


async def test_no_tie_without_the_office_the_evidence_and_two_people(
    house, family, town, neighbourhood, officer, clock
):
    father = await town.person("이도현")
    himself = await town.person("최주무관")
    await neighbourhood.appoint(himself, Role.OFFICER)
    before = await everything()

    parent = house.phone_of(family.parent)
    assert await parent.refused_telling(TIE, **tie(father, family.child)) == "FORBIDDEN"
    nobody = house.nobodys_phone()
    assert await nobody.refused_telling(TIE, **tie(father, family.child)) == "UNAUTHENTICATED"
    appointing = house.phone_of(himself, Role.OFFICER)
    appointed = await appointing.tell(TIE, **tie(himself, family.child))
    assert appointed["__typename"] == "RelationNotYoursToGrant"
    forged = house.phone_of(father, Role.OFFICER)
    assert await forged.refused_telling(TIE, **tie(himself, family.child)) == "FORBIDDEN", (
        "a token may say so, the table does not"
    )
    for wrong in (
        tie(father, father),
        tie(father, family.child, evidence="  "),
        tie(father, family.child, endsAt=clock.now().isoformat()),
    ):
        assert await officer.refused_telling(TIE, **wrong) == "BAD_USER_INPUT"
    numbered = tie(father, family.child, evidence="900101-1234567")
    assert await officer.refused_telling(TIE, **numbered) == "RESIDENT_NUMBER_REFUSED"

    assert await everything() == before


async def test_a_parent_steps_down_and_a_retry_hears_the_same(house, family, ids, clock):
    said, request = {"relationId": await relation_of(family)}, ids.new()
    mother = house.phone_of(family.parent)
    first = await mother.tell(END, request, **said)
    assert first == {"__typename": "EndRelationSuccess", **said}
    assert await mother.tell(END, request, **said) == first
    assert await mother.tell(END, **said) == {"__typename": "RelationAlreadyEnded"}
    assert await children_of(family.parent, at=clock.now()) == []
    assert await OutboxRow.filter(topic="identity.relation_ended").count() == 1


async def test_an_officer_ends_any(family, officer, clock):
    await officer.tell(END, relationId=await relation_of(family))
    assert await children_of(family.parent, at=clock.now()) == []


async def test_neither_child_nor_other_parent_nor_stranger_ends_it(house, family, town):
    father, stranger = await town.parent_of(family.child, "이도현"), await town.person("낯선이")
    relation, before = await relation_of(family), await everything()

    for person in (family.child, father, stranger):
        phone = house.phone_of(person)
        ended = await phone.tell(END, relationId=relation)
        assert ended == {"__typename": "RelationNotFound"}
        made_up = await phone.tell(END, relationId=node("Relation", town.ids.new()))
        assert made_up == ended
    nobody = house.nobodys_phone()
    assert await nobody.refused_telling(END, relationId=relation) == "UNAUTHENTICATED"

    assert await everything() == before
