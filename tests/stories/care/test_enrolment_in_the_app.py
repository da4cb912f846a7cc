"""A senior asks on her own phone; her centre says yes; who sees what is her choice."""

import pytest

from domains.care import public as care
from domains.care.models import Enrolment
from domains.consent.public import CATALOGUE, Purpose
from domains.identity.roles import UnitKind
from domains.kernel.actor import Role
from domains.kernel.models import AuditEntry
from tests.builders.care import BORN, official, unit
from tests.stories.care.documents import (
    ACCEPT,
    CONTACTS,
    DEPTH,
    ENROL,
    HERS,
    HOURS,
    LIST,
    MINE,
    MY_LIST,
    SERVE,
    WORDS,
)
from tests.stories.house import everything, node

CHECK_INS = {"purpose": "CARE_CHECK_INS", "textVersion": CATALOGUE[Purpose.CARE_CHECK_INS].version}


@pytest.fixture
async def newcomer(dong):
    return await dong.phone(await dong.town.person("김순덕", born=BORN))


def application(dong, **more):
    return {
        "dongId": node("Unit", dong.people.dong),
        "address": "오산시 대원동 복숭아로 9",
        "consents": [CHECK_INS],
        "locale": "KO",
        **more,
    }


async def test_she_asks_and_her_centre_says_yes(dong, newcomer, clock):
    asked = await newcomer.tell(ENROL, **application(dong))
    assert asked["stands"] is False
    row = await Enrolment.get(id=(await Enrolment.get(stands_since=None)).id)
    assert await care.care_plan(row.senior_id, at=clock.now()) is None, "not before the centre"
    assert (await newcomer.ask(MINE))["stands"] is False
    again = await newcomer.tell(ENROL, **application(dong))
    assert again["__typename"] == "AlreadyInCare"

    desk = await dong.desk()
    rows = (await desk.ask(LIST, centreId=node("Unit", dong.people.centre)))["edges"]
    (waiting,) = [edge["node"] for edge in rows if not edge["node"]["stands"]]
    assert waiting["name"] == "김순덕"
    accepted = await desk.tell(ACCEPT, enrolmentId=waiting["enrolmentId"])
    assert accepted["__typename"] == "AcceptIntoCareSuccess"
    plan = await care.care_plan(row.senior_id, at=clock.now())
    assert plan.allows == {Purpose.CARE_CHECK_INS}, "no sensors, and never her location unasked"
    assert await AuditEntry.filter(action="care.seniors.read").count() == 2


async def test_no_other_centre_takes_her_on(dong, newcomer, neighbourhood):
    asked = await newcomer.tell(ENROL, **application(dong))
    elsewhere = await unit(dong.town, UnitKind.CENTRE, "남촌동 행복복지센터")
    person = await official(dong.town, "먼상담", Role.CENTRE_STAFF, elsewhere)
    other = await neighbourhood.phone(person, Role.CENTRE_STAFF)
    before = await everything()
    refused = await other.tell(ACCEPT, enrolmentId=asked["enrolmentId"])
    assert refused["__typename"] == "CareNotFound"
    assert await other.refused(LIST, centreId=node("Unit", dong.people.centre)) == "FORBIDDEN"
    assert await everything() == before


async def test_a_dong_that_nobody_serves_and_the_officer_who_changes_that(
    dong, newcomer, neighbourhood
):
    far = await unit(dong.town, UnitKind.DONG, "세마동")
    said = application(dong, dongId=node("Unit", far))
    before = await everything()
    assert (await newcomer.tell(ENROL, **said))["__typename"] == "DongNotServed"
    assert await everything() == before
    officer = await neighbourhood.official("박주무관", Role.OFFICER)
    area = {"dongId": node("Unit", far), "centreId": node("Unit", dong.people.centre)}
    assert (await officer.tell(SERVE, **area))["wentOver"] == 0
    swapped = {"dongId": area["centreId"], "centreId": area["dongId"]}
    assert (await officer.tell(SERVE, **swapped))["__typename"] == "NoSuchArea"
    assert await (await dong.desk()).refused_telling(SERVE, **area) == "FORBIDDEN"
    assert (await newcomer.tell(ENROL, **said))["__typename"] == "EnrolInCareSuccess"


async def test_each_sees_what_she_chose_and_a_stranger_nothing(dong):
    senior, guardian, worker = await dong.senior(), await dong.guardian(), await dong.worker()
    her = {"seniorId": node("Person", dong.people.senior)}
    await senior.tell(WORDS, ownWords="딸이 먼저예요.")
    seen = await guardian.ask(HERS, **her)
    assert (seen["youSee"], seen["ownWords"]) == ("STATE", "딸이 먼저예요.")
    chosen = await senior.tell(
        DEPTH,
        receiver="GUARDIAN",
        depth="SENSORS",
        guardianId=node("Person", dong.people.guardian),
    )
    assert chosen["depth"] == "SENSORS"
    assert (await guardian.ask(HERS, **her))["youSee"] == "SENSORS"
    assert (await worker.ask(HERS, **her))["youSee"] == "STATE", "reasons with an open case alone"
    assert await (await dong.stranger()).ask(HERS, **her) is None
    assert await (await dong.stranger(Role.CARE_WORKER)).ask(HERS, **her) is None, "no office"
    assert await AuditEntry.filter(action="care.plan.read").count() == 3


@pytest.mark.parametrize(
    ("on_case", "chosen", "sees"),
    [
        (False, "SENSORS", care.Depth.STATE),
        (True, "SENSORS", care.Depth.SENSORS),
        (True, "STATE", care.Depth.STATE),
    ],
)
async def test_a_care_worker_sees_deeper_while_a_case_is_open(dong, clock, on_case, chosen, sees):
    senior, people = await dong.senior(), dong.people
    await senior.tell(DEPTH, receiver="CARE_WORKER", depth=chosen)
    depth = await care.depth_for(people.worker, people.senior, at=clock.now(), on_case=on_case)
    assert depth is sees


async def test_guardians_are_hers_and_in_her_order(dong):
    senior, people = await dong.senior(), dong.people
    stranger = node("Person", await dong.town.person("나그네"))
    before = await everything()
    refused = await senior.tell(CONTACTS, guardianIds=[stranger, node("Person", people.guardian)])
    assert (refused["__typename"], refused["personId"]) == ("NotHerGuardian", stranger)
    assert await everything() == before


async def test_a_guardian_abroad_says_their_own_hours(dong, clock):
    guardian, people = await dong.guardian(), dong.people
    said = {
        "seniorId": node("Person", people.senior),
        "timeZone": "Europe/London",
        "hours": [{"opens": "07:00", "closes": "22:00"}],
    }
    await guardian.tell(HOURS, **said)
    (contact,) = (await people.plan()).contacts
    assert not contact.reachable(clock.now()), "08:00 in Osan is 23:00 there"
    nonsense = await guardian.tell(HOURS, **{**said, "timeZone": "Europe/Osan"})
    assert nonsense["__typename"] == "NoSuchHours"
    stranger = await dong.stranger()
    before = await everything()
    assert (await stranger.tell(HOURS, **said))["__typename"] == "CareNotFound"
    assert await everything() == before


async def test_a_care_worker_sees_whom_they_look_after(dong):
    (edge,) = (await (await dong.worker()).ask(MY_LIST))["edges"]
    assert edge["node"]["name"] == "박복례"
    assert await (await dong.stranger(Role.CARE_WORKER)).refused(MY_LIST) == "FORBIDDEN"
