"""Custody that ended today is blind today: in every read, push, live stream and record.

Ended by the registry, or by an agreed end that simply came: no job has run in between.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest

from domains.identity import public as identity
from domains.identity.public import RelationKind, Tie
from tests.builders.citizen import global_id
from tests.builders.city import PushPhone
from tests.builders.families import REGISTRY, SCHOOL
from tests.builders.household import CHILD_NAME, end_guardianship
from tests.builders.walks import to_school
from tests.stories.identity.documents import document

AGREED = timedelta(hours=2)
LATER = timedelta(hours=3)
EVENTS = "subscription ($childId: ID!) { commuteEvents(childId: $childId) { id } }"


@dataclass(frozen=True)
class Aunt:
    """A guardian whose custody has an end."""

    person: UUID
    phone: PushPhone


@pytest.fixture
async def aunt(city, home) -> Aunt:
    person = await city.town.person("김이모")
    tie = Tie(RelationKind.PARENT_CHILD, person, home.child, ends_at=city.clock.now() + AGREED)
    await identity.grant_relation(actor=REGISTRY, tie=tie, clock=city.clock, ids=city.ids)
    return Aunt(person, await city.gives_phone(person, "aunts-phone"))


async def comes_by_itself(city, aunt, child):
    city.clock.advance(AGREED)


async def comes_by_the_registry(city, aunt, child):
    await end_guardianship(city, holder=aunt.person, child=child)


@pytest.mark.parametrize("ends", [comes_by_itself, comes_by_the_registry])
async def test_nothing_more_is_seen_heard_or_told(city, home, aunt, ends):
    await city.report(home.tracker, to_school(SCHOOL, begins=city.clock.now())[::3])
    await city.settle()
    child = {"childId": global_id("Person", home.child)}
    seen = await (await city.citizen(aunt.person)).ask(document("commute_timeline"), **child)
    assert seen.kind == "CommuteTimeline", "until the end she sees"
    assert len(aunt.phone.history) == 1

    await ends(city, aunt, home.child)
    phone = await city.citizen(aunt.person)
    for name in ("commute_timeline", "commute_route"):
        assert (await phone.ask(document(name), **child)).kind == "NotYourChild"
    subject = {"subjectId": global_id("Person", home.child)}
    uses = await phone.ask(document("location_uses"), **subject)
    assert CHILD_NAME not in uses.body
    assert uses.codes or not uses.field["edges"]
    assert (await phone.subscribe_in_vain(EVENTS, **child)).codes == ["FORBIDDEN"]
    assert CHILD_NAME not in (await phone.ask(document("inbox"))).body
    assert (await phone.ask(document("family"))).field["children"] == []

    city.clock.advance(LATER)
    mothers = len(home.phones[home.mother].history)
    await city.report(home.tracker, to_school(SCHOOL, begins=city.clock.now())[::3])
    await city.settle()
    assert len(aunt.phone.history) == 1, "pushes know it too"
    assert len(home.phones[home.mother].history) >= mothers


async def test_the_other_guardians_lose_nothing(city, home, aunt):
    await comes_by_the_registry(city, aunt, home.child)
    await city.report(home.tracker, to_school(SCHOOL, begins=city.clock.now())[::3])
    await city.settle()
    assert aunt.phone.history == []
    assert [len(phone.history) for phone in home.hers] == [1, 1]
    guardians = await identity.guardians_of(home.child, at=city.clock.now())
    assert guardians == [home.mother, home.father]
