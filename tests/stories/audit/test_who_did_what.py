"""개인정보의 안전성 확보조치 기준 §8: who did what is kept, searched, reviewed, and watched too."""

from datetime import timedelta
from uuid import UUID, uuid4

from domains.identity import public as identity
from domains.kernel import audit
from domains.kernel.actor import Actor, Role, system_actor
from domains.kernel.audit import Why
from domains.kernel.models import AuditEntry
from tests.builders.families import REGISTRY
from tests.stories.house import Phone, everything, node

TRAIL = """
query ($filter: AuditTrailFilter, $first: Int! = 20, $after: String) {
  auditTrail(filter: $filter, first: $first, after: $after) {
    edges { node { actorKind actorId onBehalfOfId action subjectId reference why } }
    pageInfo { hasNextPage endCursor }
  }
}
"""
ABOUT_ME = "{ whoActedForMe { edges { node { action by actorKind inMyName why } } } }"
REVIEWS = """
{ auditReviews(months: 2) {
    month total byPeople bySystem actions { action count }
    massReads { actorId day subjects } nightReads { actorId count } reviewedAt reviewedById
} }
"""
MARK = """
mutation ($input: MarkAuditReviewedInput!) {
  markAuditReviewed(input: $input) { __typename ... on MarkAuditReviewedSuccess { month } }
}
"""


async def did(town, actor: Actor, action: str, **whom) -> None:
    town.clock.advance(timedelta(seconds=1))
    await audit.record(actor, action, clock=town.clock, ids=town.ids, **whom)


async def appointed(town, role: Role) -> UUID:
    person = await town.person("한공무")
    await identity.grant_role(
        actor=REGISTRY, person_id=person, role=role, clock=town.clock, ids=town.ids
    )
    return person


async def in_office(house, town, role: Role) -> Phone:
    return house.phone_of(await appointed(town, role), role)


async def search(phone, **filter):
    shown = await phone.ask(TRAIL, filter=filter)
    return [edge["node"] for edge in shown["edges"]]


async def read_traces() -> list[AuditEntry]:
    return await AuditEntry.filter(action__startswith="kernel.audit").order_by("id")


async def test_the_dpo_finds_who_did_what_for_whom_and_why(house, town, family):
    officer, senior, case = town.ids.new(), town.ids.new(), town.ids.new()
    acting = Actor(person_id=officer, roles=frozenset({Role.OFFICER}), on_behalf_of=senior)
    await did(town, acting, "identity.relation.grant", subject_id=family.child, reference=case)
    dpo = await in_office(house, town, Role.DPO)
    expected = {
        "actorKind": "PERSON",
        "actorId": node("Person", officer),
        "onBehalfOfId": node("Person", senior),
        "action": "identity.relation.grant",
        "subjectId": node("Person", family.child),
        "reference": str(case),
        "why": "ON_BEHALF",
    }
    for person in (officer, senior, family.child):
        assert expected in await search(dpo, personId=node("Person", person))
    found = await search(dpo, reference=str(case))
    assert found[-1] == expected
    assert {one["action"] for one in found[:-1]} == {"kernel.audit.read"}
    assert expected in await search(dpo, action="identity.relation.")
    assert await search(dpo, reference=str(case), action="commute.") == []


async def test_a_period_is_searched_by_itself(house, town):
    subject = town.ids.new()
    await did(town, system_actor("tests"), "tests.bell.ring", subject_id=subject)
    noon = town.clock.advance(timedelta(hours=4))
    await did(town, system_actor("tests"), "tests.gong.ring", subject_id=subject)
    dpo, person = await in_office(house, town, Role.DPO), node("Person", subject)
    before = await search(dpo, personId=person, until=noon.isoformat(), action="tests.")
    after = await search(dpo, personId=person, since=noon.isoformat(), action="tests.")
    assert [[one["action"] for one in page] for page in (before, after)] == [
        ["tests.bell.ring"],
        ["tests.gong.ring"],
    ]


async def test_pages_follow_one_another_without_gap_or_repetition(house, town):
    for number in range(7):
        await did(town, system_actor("tests"), f"tests.bell.ring_{number}")
    dpo, seen, after = await in_office(house, town, Role.DPO), [], None
    while True:
        page = await dpo.ask(TRAIL, filter={"action": "tests."}, first=3, after=after)
        seen += [edge["node"]["action"] for edge in page["edges"]]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert seen == [f"tests.bell.ring_{number}" for number in reversed(range(7))]


async def test_reading_the_audit_is_audited_once_a_page(house, town, family):
    dpo = await appointed(town, Role.DPO)
    await search(house.phone_of(dpo, Role.DPO), personId=node("Person", family.child))
    (trace,) = await read_traces()
    assert (trace.actor_id, trace.subject_id, trace.why) == (dpo, family.child, Why.REVIEW)


async def test_an_office_sees_what_it_covers_about_whom_it_names(house, town, family):
    child = node("Person", family.child)
    await did(town, system_actor("tests"), "identity.tests.do", subject_id=family.child)
    await did(town, system_actor("tests"), "commute.tests.do", subject_id=family.child)
    officer = await in_office(house, town, Role.OFFICER)
    operator = await in_office(house, town, Role.OPERATOR)
    assert {o["action"].split(".")[0] for o in await search(officer, personId=child)} == {
        "identity"
    }
    assert {o["action"].split(".")[0] for o in await search(operator, personId=child)} == {
        "commute"
    }


async def test_an_office_does_not_browse(house, town):
    officer = await in_office(house, town, Role.OFFICER)
    before = await everything()
    answer = (await officer.send(TRAIL, {"filter": {"action": "identity."}})).json()
    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert await everything() == before


async def test_citizens_search_nobody(house, family):
    before = await everything()
    for document in (TRAIL, REVIEWS):
        answer = (await house.phone_of(family.parent).send(document, {})).json()
        assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    assert await everything() == before


async def test_i_see_who_acted_for_me_and_not_my_own_deeds(house, town, family):
    parent, child = Actor(person_id=family.parent), Actor(person_id=family.child)
    before = len((await house.phone_of(family.child).ask(ABOUT_ME))["edges"])
    await did(town, parent, "tests.place.watch", subject_id=family.child)
    await did(town, system_actor("tests"), "tests.bell.ring", subject_id=family.child)
    await did(town, child, "tests.door.open", subject_id=family.child)
    await did(town, parent, "tests.door.open", subject_id=family.parent)
    shown = [edge["node"] for edge in (await house.phone_of(family.child).ask(ABOUT_ME))["edges"]]
    assert len(shown) == before + 2
    bell, place = shown[:2]
    assert (bell["action"], bell["actorKind"], bell["by"]) == ("tests.bell.ring", "SYSTEM", None)
    assert (place["action"], place["by"], place["why"]) == ("tests.place.watch", "김하나", "FAMILY")
    assert not place["inMyName"]


async def test_the_monthly_review_shows_what_is_unusual_and_is_noted_once(house, town):
    nosy, dpo_id = town.ids.new(), await appointed(town, Role.DPO)
    reader = Actor(person_id=nosy, roles=frozenset({Role.OFFICER}))
    touched = [(town.ids.new(), town.ids.new()) for _ in range(300)]
    town.clock.advance(timedelta(hours=15))
    await audit.record_each(
        reader, "tests.file.read", touched=touched, clock=town.clock, ids=town.ids
    )
    dpo = house.phone_of(dpo_id, Role.DPO)
    this_month, _ = await dpo.ask(REVIEWS)
    assert {"action": "tests.file.read", "count": 300} in this_month["actions"]
    assert this_month["massReads"] == [
        {"actorId": node("Person", nosy), "day": "2026-03-03", "subjects": 300}
    ]
    assert this_month["nightReads"] == [{"actorId": node("Person", nosy), "count": 300}]

    assert await mark(dpo, "2026-03-03") == "AuditMonthNotOver"
    town.clock.advance(timedelta(days=40))
    dpo = house.phone_of(dpo_id, Role.DPO)
    assert await mark(dpo, "2026-03-03") == "MarkAuditReviewedSuccess"
    assert await mark(dpo, "2026-03-31") == "AuditReviewedBefore"
    _, march = await dpo.ask(REVIEWS)
    assert (march["month"], march["reviewedById"]) == ("2026-03-01", node("Person", dpo_id))


async def mark(phone, month: str) -> str:
    answer = await phone.ask(MARK, input={"requestId": str(uuid4()), "month": month})
    return answer["__typename"]


async def test_why_is_what_the_caller_says_or_what_the_deed_shows(town):
    person, other = town.ids.new(), town.ids.new()
    staff = Actor(person_id=person, roles=frozenset({Role.OPERATOR}))
    await did(town, staff, "tests.a", subject_id=other)
    await did(town, staff, "tests.b", subject_id=person)
    await did(town, staff, "tests.c", subject_id=other, why=Why.EMERGENCY)
    await did(town, Actor(person_id=person), "tests.d", subject_id=other)
    await did(town, system_actor("tests"), "tests.e")
    entries = await AuditEntry.filter(action__startswith="tests.").order_by("action")
    assert [entry.why for entry in entries] == [
        "duty",
        "own_affair",
        "emergency",
        "family",
        "automatic",
    ]
