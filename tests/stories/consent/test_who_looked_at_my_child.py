"""위치정보법 §24③: the child and the guardian may see who used the location, when and why."""

from datetime import timedelta

from domains.commute import public as commute
from domains.commute.positions import turn_partitions
from domains.commute.public import PositionDoor, Report, Retention
from domains.consent import public as consent
from domains.consent.public import Act, Purpose
from domains.kernel import sql
from domains.kernel.actor import Actor, system_actor
from domains.kernel.clock import seoul_date
from domains.kernel.models import AuditEntry
from tests.builders.families import SCHOOL
from tests.builders.walks import to_school
from tests.stories.house import everything, node

USES = """
query ($subject: ID!, $first: Int! = 20, $after: String) {
  locationUses(subjectId: $subject, first: $first, after: $after) {
    edges { node { at purposes act by bySystem givenTo } }
    pageInfo { hasNextPage endCursor }
  }
}
"""


async def look(phone, subject, **page):
    shown = await phone.ask(USES, subject=node("Person", subject), **page)
    return [edge["node"] for edge in shown["edges"]], shown["pageInfo"]


async def use(town, subject, actor, *, purpose=Purpose.COMMUTE_ALERTS, receiver=None, act=Act.USE):
    town.clock.advance(timedelta(seconds=1))
    granted = await consent.require(
        actor,
        subject_id=subject,
        purpose=purpose,
        act=act,
        receiver_id=receiver,
        clock=town.clock,
        ids=town.ids,
    )
    assert isinstance(granted, consent.Grant)


async def test_a_mother_sees_who_looked_and_why_in_words(house, family, town):
    operator = await town.operator("한관제")
    await use(town, family.child, operator)
    messenger = system_actor("notifications")
    await use(town, family.child, messenger, receiver=family.parent, act=Act.PROVIDE)

    (told, seen), _ = await look(house.phone_of(family.parent), family.child)

    assert told["by"] == "오산톡 알림 발송"
    assert (told["bySystem"], told["act"], told["givenTo"]) == (True, "PROVIDE", "김하나")
    assert (seen["by"], seen["bySystem"], seen["act"]) == ("한관제", False, "USE")
    assert seen["givenTo"] is None
    assert seen["purposes"] == ["COMMUTE_ALERTS"]
    assert seen["at"] < told["at"]


async def test_a_guardians_look_is_audited_and_a_childs_own_is_not(house, family):
    await look(house.phone_of(family.child), family.child)
    await look(house.phone_of(family.parent), family.child)

    (trace,) = await AuditEntry.filter(action="consent.location_uses.read")
    assert (trace.actor_id, trace.subject_id) == (family.parent, family.child)


async def test_the_programs_names_are_in_the_readers_language(house, family, town):
    await use(town, family.child, system_actor("commute.timers"))
    await use(town, family.child, system_actor("something.new"))
    (new, timers), _ = await look(house.phone_of(family.child, language="en"), family.child)
    assert timers["by"] == "Osan Talk: checking for arrival by the school bell"
    assert new["by"] == "Osan Talk"


async def test_a_walk_and_a_look_at_the_timeline_leave_their_lines_without_a_place(
    house, family, clock, ids
):
    await turn_partitions(now=clock.now(), retention=timedelta(hours=24))
    door = PositionDoor(
        clock=clock, ids=ids, retention=Retention(), future_skew=timedelta(minutes=2)
    )
    fixes = to_school(SCHOOL, begins=clock.now())
    clock.set(fixes[-1].at)
    await door.take([Report(family.tracker, fixes)])
    clock.advance(timedelta(seconds=1))
    await commute.timeline(
        family.as_parent, child_id=family.child, day=seoul_date(clock.now()), clock=clock, ids=ids
    )

    uses, _ = await look(house.phone_of(family.parent), family.child)

    assert {each["act"] for each in uses} >= {"COLLECT"}
    assert "김하나" in {each["by"] for each in uses}
    assert "오산톡 위치 수신" in {each["by"] for each in uses}
    assert all("37." not in str(each) for each in uses)


async def test_pages_join_without_gap_or_repeat(house, family, town):
    for number in range(5):
        await use(town, family.child, system_actor(f"part.{number}"))
    mother = house.phone_of(family.parent)
    seen, info = await look(mother, family.child, first=2)
    while info["hasNextPage"]:
        more, info = await look(mother, family.child, first=2, after=info["endCursor"])
        seen += more
    moments = [each["at"] for each in seen]
    assert moments == sorted(set(moments), reverse=True)
    assert len(moments) == 5


async def test_a_stranger_gets_nothing_and_learns_nothing(house, family, town):
    await use(town, family.child, Actor(person_id=family.parent))
    other = await town.family()
    stranger, unknown = await town.person("낯선이"), town.ids.new()
    before = await everything(but=())
    for person in (stranger, other.parent, other.child):
        phone = house.phone_of(person)
        real = await phone.ask(USES, subject=node("Person", family.child))
        made_up = await phone.ask(USES, subject=node("Person", unknown))
        assert real == made_up
        assert real["edges"] == []
    assert await everything(but=()) == before


async def test_a_former_guardian_sees_no_more(house, family, town):
    await use(town, family.child, Actor(person_id=family.parent))
    await sql.execute("UPDATE identity.relations SET ends_at = $1", town.clock.now())
    uses, info = await look(house.phone_of(family.parent), family.child)
    assert uses == []
    assert info == {"hasNextPage": False, "endCursor": None}
    (hers,), _ = await look(house.phone_of(family.child), family.child)
    assert hers["by"] == "김하나"
