"""Offices and ties to places: given by the one who may, with an end, and ended at once."""

from datetime import timedelta

import pytest

from domains.identity.models import Relation, RoleGrant
from domains.identity.public import RelationKind, roles, subjects_of
from domains.kernel.actor import Role
from domains.kernel.models import AuditEntry, OutboxRow
from tests.stories.house import everything, node
from tests.stories.identity.documents import (
    APPOINT,
    DECIDE,
    DISMISS,
    OFFICES,
    PROPOSALS,
    QUEUE,
    TIE,
)

SEEN = "학교 인사발령 2026-03-01"


def office(person, role, unit=None, **more):
    named = {"unitId": node("Unit", unit)} if unit else {}
    return {"personId": node("Person", person), "role": role, **named, **more}


def tie(kind, holder, unit, **more):
    return {
        "kind": kind,
        "holderId": node("Person", holder),
        "subjectId": node("Unit", unit),
        "evidence": SEEN,
        **more,
    }


@pytest.fixture
async def operator(neighbourhood):
    return await neighbourhood.official("한관제", Role.OPERATOR)


@pytest.fixture
async def school(neighbourhood):
    return await neighbourhood.unit(roles.UnitKind.SCHOOL, "운산초등학교")


@pytest.fixture
async def classroom(neighbourhood, school):
    return await neighbourhood.unit(roles.UnitKind.CLASS, "3학년 2반", school)


async def test_an_operator_gives_a_school_its_administrator_who_gives_classes_their_teachers(
    neighbourhood, town, operator, school, classroom, clock
):
    head, teacher = await town.person("교감"), await town.person("오선생")
    given = await operator.tell(APPOINT, **office(head, "SCHOOL_ADMIN", school))
    assert given["__typename"] == "GrantRoleSuccess"
    admin = await neighbourhood.phone(head, Role.SCHOOL_ADMIN)
    (held,) = await admin.ask(OFFICES)
    assert (held["role"], held["unit"]["name"]) == ("SCHOOL_ADMIN", "운산초등학교")

    until = clock.now() + timedelta(days=365)
    tied = await admin.tell(
        TIE, **tie("TEACHER_CLASS", teacher, classroom, endsAt=until.isoformat())
    )
    assert tied["__typename"] == "GrantRelationSuccess"
    assert await subjects_of(teacher, kind=RelationKind.TEACHER_CLASS, at=clock.now()) == [
        classroom
    ]
    assert await subjects_of(teacher, kind=RelationKind.TEACHER_CLASS, at=until) == []


async def test_an_office_of_one_school_gives_nothing_at_another(
    neighbourhood, town, school, classroom
):
    other = await neighbourhood.unit(roles.UnitKind.SCHOOL, "매홀초등학교")
    admin = await neighbourhood.official("다른 교감", Role.SCHOOL_ADMIN, unit=other)
    teacher = await town.person("오선생")
    before = await everything()
    for unit in (classroom, school, town.ids.new()):
        told = await admin.tell(TIE, **tie("TEACHER_CLASS", teacher, unit))
        assert told["__typename"] == "RelationNotYoursToGrant"
    assert await everything() == before


async def test_an_officer_verifies_the_owner_and_the_owner_ties_the_staff(
    neighbourhood, town, officer, clock
):
    shop = await neighbourhood.unit(roles.UnitKind.SHOP, "오색시장 떡집")
    owner, clerk = await town.person("떡집 사장"), await town.person("점원")
    await officer.tell(APPOINT, **office(owner, "SHOP_OWNER", shop))
    phone = await neighbourhood.phone(owner, Role.SHOP_OWNER)
    assert (await phone.tell(TIE, **tie("MERCHANT_SHOP", clerk, shop)))["__typename"] == (
        "GrantRelationSuccess"
    )
    assert await subjects_of(clerk, kind=RelationKind.MERCHANT_SHOP, at=clock.now()) == [shop]
    own = await phone.tell(TIE, **tie("MERCHANT_SHOP", owner, shop))
    assert own["__typename"] == "RelationNotYoursToGrant", "nobody ties themselves"


async def test_a_district_manager_sends_officers_to_the_dongs_of_the_district(
    neighbourhood, town, clock
):
    district = await neighbourhood.unit(roles.UnitKind.DISTRICT, "세교권")
    dong = await neighbourhood.unit(roles.UnitKind.DONG, "세마동", district)
    elsewhere = await neighbourhood.unit(roles.UnitKind.DONG, "초평동")
    manager = await neighbourhood.official("구청 과장", Role.DISTRICT_MANAGER, unit=district)
    officer = await town.person("정복지")
    assert (await manager.tell(TIE, **tie("OFFICER_DONG", officer, dong)))["__typename"] == (
        "GrantRelationSuccess"
    )
    refused = await manager.tell(TIE, **tie("OFFICER_DONG", officer, elsewhere))
    assert refused["__typename"] == "RelationNotYoursToGrant"
    assert await Relation.filter(kind=RelationKind.OFFICER_DONG).count() == 1


async def test_a_data_protection_officer_takes_two_operators(neighbourhood, town, operator, clock):
    person = await town.person("개인정보보호책임자")
    second = await neighbourhood.official("둘째 관제", Role.OPERATOR)
    proposed = await operator.tell(APPOINT, **office(person, "DPO"))
    assert proposed["__typename"] == "RoleAwaitsColleague"
    assert not await RoleGrant.filter(role=Role.DPO).exists()
    said = {"proposalId": proposed["proposalId"], "confirm": True}
    assert (await operator.ask(PROPOSALS))["edges"] == [], "nobody confirms their own proposal"
    assert (await operator.tell(DECIDE, **said))["__typename"] == "RoleProposalNotFound"
    (edge,) = (await second.ask(PROPOSALS))["edges"]
    assert edge["node"]["personName"] == "개인정보보호책임자"
    assert (await second.tell(DECIDE, **said))["__typename"] == "DecideRoleSuccess"
    assert await RoleGrant.filter(role=Role.DPO, person_id=person).exists()
    assert (await second.tell(DECIDE, **said))["__typename"] == "RoleProposalNotFound"


async def test_a_declined_proposal_gives_nothing_and_the_one_proposed_does_not_decide(
    neighbourhood, town, operator
):
    person = await town.person("후보")
    await neighbourhood.appoint(person, Role.DPO)
    proposed = await operator.tell(APPOINT, **office(person, "OPERATOR"))
    said = {"proposalId": proposed["proposalId"], "confirm": True}
    candidate = await neighbourhood.phone(person, Role.DPO, Role.OPERATOR)
    assert (await candidate.tell(DECIDE, **said))["__typename"] == "RoleProposalNotFound"
    second = await neighbourhood.official("둘째 관제", Role.OPERATOR)
    declined = await second.tell(DECIDE, **{**said, "confirm": False})
    assert declined == {"__typename": "DecideRoleSuccess", "grantId": None}
    assert not await RoleGrant.filter(role=Role.OPERATOR, person_id=person).exists()


async def test_nobody_appoints_themselves_or_beyond_their_office(
    neighbourhood, town, operator, officer, school
):
    me = (await RoleGrant.get(role=Role.OPERATOR)).person_id
    other = await town.person("나그네")
    citizen = await neighbourhood.phone(other)
    before = await everything()
    for phone, wish in (
        (operator, office(me, "OFFICER")),
        (operator, office(other, "CENTRE_STAFF", school)),
        (operator, office(other, "SCHOOL_ADMIN")),
        (operator, office(other, "OFFICER", school)),
        (operator, office(town.ids.new(), "OFFICER")),
        (officer, office(other, "OFFICER")),
    ):
        assert (await phone.tell(APPOINT, **wish))["__typename"] == "RoleNotYoursToGrant"
    assert await citizen.refused_telling(APPOINT, **office(me, "OFFICER")) == "FORBIDDEN"
    assert await everything() == before


async def test_an_ended_office_is_over_at_once_even_for_a_token_that_still_says_so(
    neighbourhood, town, operator, clock
):
    person = await town.person("박주무관")
    grant = await neighbourhood.appoint(person, Role.OFFICER)
    phone = await neighbourhood.phone(person, Role.OFFICER)
    assert "errors" not in (await phone.send(QUEUE, {})).json()
    over = await operator.tell(DISMISS, grantId=node("RoleGrant", grant))
    assert over["__typename"] == "EndRoleSuccess"

    assert (await phone.send(QUEUE, {})).json().get("data") is None
    assert await OutboxRow.filter(topic="identity.session_revoked").count() == 1
    assert await OutboxRow.filter(topic="identity.role_ended").count() == 1
    again = await neighbourhood.phone(person, Role.OFFICER)
    assert (await again.send(QUEUE, {})).json().get("data") is None, "the table is asked too"


async def test_an_office_with_an_end_ends_without_anybody_doing_anything(
    neighbourhood, town, clock
):
    person = await town.person("기간제")
    await neighbourhood.appoint(person, Role.OFFICER, ends_at=clock.now() + timedelta(minutes=1))
    phone = await neighbourhood.phone(person, Role.OFFICER)
    clock.advance(timedelta(minutes=1))
    before = await everything()
    assert (await phone.send(QUEUE, {})).json().get("data") is None
    assert await everything() == before


async def test_one_steps_down_and_strangers_end_nothing(neighbourhood, town, officer):
    person = await town.person("물러나는 이")
    grant = node("RoleGrant", await neighbourhood.appoint(person, Role.OFFICER))
    stranger = await neighbourhood.phone(await town.person("나그네"))
    before = await everything()
    for phone in (stranger, officer):
        assert (await phone.tell(DISMISS, grantId=grant))["__typename"] == "OfficeNotFound"
    assert await everything() == before
    mine = await neighbourhood.phone(person)
    assert (await mine.tell(DISMISS, grantId=grant))["__typename"] == "EndRoleSuccess"
    assert await AuditEntry.filter(action="identity.role.end", subject_id=person).exists()
