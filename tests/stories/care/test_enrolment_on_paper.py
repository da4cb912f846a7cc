"""Somebody without a phone comes to the desk and signs: her care stands when she goes home."""

from base64 import b64decode

import pytest

from domains.care import public as care
from domains.care.models import Enrolment
from domains.consent.models import LedgerEntry
from domains.consent.public import CATALOGUE, Purpose
from domains.identity.models import StandIn
from domains.identity.roles import UnitKind
from domains.kernel import sql
from domains.kernel.actor import Actor, Role
from tests.builders.care import official, tie, unit
from tests.builders.families import REGISTRY
from tests.stories.care.documents import CONTACTS, ENROL, MINE, PRINTED, THEIR_HOURS, WORDS
from tests.stories.house import everything, node
from tests.stories.identity.conftest import acting
from tests.stories.identity.documents import OPEN, SIT

PROOF = "동의서 2026-41, 캐비닛 3"
SAID = [
    {"purpose": "CARE_CHECK_INS", "textVersion": CATALOGUE[Purpose.CARE_CHECK_INS].version},
    {"purpose": "CARE_HOME_SENSORS", "textVersion": CATALOGUE[Purpose.CARE_HOME_SENSORS].version},
]


def application(dong, **more):
    return {
        "dongId": node("Unit", dong.people.dong),
        "address": "오산시 대원동 복숭아로 9",
        "consents": SAID,
        "locale": "KO",
        "proof": PROOF,
        **more,
    }


@pytest.fixture
async def seated(dong):
    """She sits at the desk of the centre that serves her dong; the phone acts in her place."""
    desk = await dong.desk()
    opened = await desk.tell(
        OPEN,
        centreId=node("Unit", dong.people.centre),
        displayName="김순덕",
        birthDate="1939-04-02",
        locale="KO",
        proofKind="ID_CARD",
        proof="상담일지 2026-18쪽",
        spokenConfirmation="녹취 2026-0312",
    )
    await desk.tell(SIT, standInId=opened["standInId"])
    return acting(desk, opened["personId"])


async def test_she_signs_and_is_cared_for_at_once(dong, seated, clock):
    enrolled = await seated.tell(ENROL, **application(dong, keyBoxNote="현관 왼쪽 열쇠함"))
    assert (enrolled["__typename"], enrolled["stands"]) == ("EnrolInCareSuccess", True)
    senior = (await StandIn.get()).person_id
    plan = await care.care_plan(senior, at=clock.now())
    assert plan.allows == {Purpose.CARE_CHECK_INS, Purpose.CARE_HOME_SENSORS}

    words = await LedgerEntry.filter(subject_id=senior)
    assert {word.channel for word in words} == {"assisted"}
    assert {(word.decided_by, word.on_behalf_of) for word in words} == {(dong.people.desk, senior)}
    row = await Enrolment.get(senior_id=senior)
    assert (row.way, PROOF.encode() in bytes(row.proof)) == ("paper", False), "it lies sealed"
    shown = await seated.ask(MINE)
    assert (shown["stands"], shown["hasKeyBoxNote"], shown["careWorker"]) == (True, True, "정생활")


async def test_without_paper_nothing_is_taken_down(dong, seated):
    before = await everything()
    refused = await seated.tell(ENROL, **application(dong, proof=None))
    assert refused["__typename"] == "CareProofWanted"
    assert await everything() == before


async def test_an_old_text_is_shown_anew(dong, seated):
    before = await everything()
    old = [{"purpose": "CARE_CHECK_INS", "textVersion": 0}]
    refused = await seated.tell(ENROL, **application(dong, consents=old))
    assert (refused["__typename"], refused["currentVersion"]) == (
        "CareConsentRefused",
        CATALOGUE[Purpose.CARE_CHECK_INS].version,
    )
    sensors_only = await seated.tell(ENROL, **application(dong, consents=SAID[1:]))
    assert sensors_only["purpose"] == "CARE_CHECK_INS"
    assert await everything() == before


async def test_the_paper_of_another_desk_waits_for_the_centre_that_serves_her(
    dong, seated, neighbourhood
):
    """She lives in a dong that another centre serves."""
    people, town = dong.people, dong.town
    far = await unit(town, UnitKind.DONG, "남촌동")
    centre = await unit(town, UnitKind.CENTRE, "남촌동 행복복지센터")
    clerk = await official(town, "먼상담", Role.CENTRE_STAFF, centre)
    await care.serve_dong(REGISTRY, dong_id=far, centre_id=centre, clock=town.clock, ids=town.ids)
    enrolled = await seated.tell(ENROL, **application(dong, dongId=node("Unit", far)))
    assert enrolled["stands"] is False
    row = await Enrolment.get(way="paper")
    assert people.centre != row.centre_id
    there = Actor(person_id=clerk, roles=frozenset({Role.CENTRE_STAFF}))
    await care.people.accept_into_care(there, row.id, clock=town.clock, ids=town.ids)
    said = await sql.fetch(
        "SELECT topic FROM kernel.outbox WHERE ordering_key = $1 ORDER BY id", row.senior_id
    )
    assert [each["topic"] for each in said] == ["care.asked_for", "care.senior_enrolled"]


async def test_she_says_who_is_asked_when_and_takes_the_page_home(dong, seated, clock):
    await seated.tell(ENROL, **application(dong))
    senior = (await StandIn.get()).person_id
    son = await dong.town.person("김아들")
    await tie(dong.town, son, senior)
    await seated.tell(CONTACTS, guardianIds=[node("Person", son)])
    said = await seated.tell(
        THEIR_HOURS,
        guardianId=node("Person", son),
        timeZone="Europe/London",
        hours=[{"opens": "18:00", "closes": "23:00"}],
    )
    assert said["__typename"] == "SayCareHoursSuccess"
    words = "전화는 아침 아홉 시 지나서 해 주세요."
    await seated.tell(WORDS, ownWords=words)
    (contact,) = (await care.care_plan(senior, at=clock.now())).contacts
    assert (contact.person_id, contact.time_zone) == (son, "Europe/London")
    assert not contact.reachable(clock.now()), "08:00 in Osan is 23:00 in London"
    page = await seated.ask(PRINTED)
    assert b64decode(page["base64"]).startswith(b"%PDF")
    assert (await seated.ask(MINE))["ownWords"] == words
