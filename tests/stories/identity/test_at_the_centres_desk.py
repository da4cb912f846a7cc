"""Somebody without a phone: a community centre acts for them, with their proof, at the desk."""

from datetime import timedelta

import pytest
from gateway.desk_acts import DESK_ACTS
from gateway.guard import root_fields
from gateway.schema import build_schema
from tortoise.transactions import in_transaction

from domains.consent.models import LedgerEntry
from domains.identity import public as identity
from domains.identity.models import Account, Person, Relation, StandIn
from domains.identity.public import roles
from domains.identity.sign_in_codes import s256
from domains.kernel.actor import Role
from domains.kernel.models import AuditEntry
from tests.builders.families import REGISTRY
from tests.stories.house import everything, node
from tests.stories.identity.conftest import acting
from tests.stories.identity.documents import (
    ACCEPT,
    CLOSE,
    CONFIRM,
    END,
    HAND_OVER,
    LEAVE,
    MAKE,
    OFFICES,
    OPEN,
    SIT,
    STAND_INS,
    WITNESS,
    document,
)

GRANT, ME = document("grant_consent"), document("who_am_i")


@pytest.fixture
async def centre(neighbourhood):
    return await neighbourhood.unit(roles.UnitKind.CENTRE, "대원동 행복복지센터")


@pytest.fixture
async def staff(neighbourhood, centre):
    return await neighbourhood.official("이상담", Role.CENTRE_STAFF, unit=centre)


@pytest.fixture
async def second(neighbourhood, centre):
    return await neighbourhood.official("최상담", Role.CENTRE_MANAGER, unit=centre)


@pytest.fixture
async def other_desk(neighbourhood):
    elsewhere = await neighbourhood.unit(roles.UnitKind.CENTRE, "남촌동 행복복지센터")
    return await neighbourhood.official("먼상담", Role.CENTRE_STAFF, unit=elsewhere)


def visitor(centre, **more):
    return {
        "centreId": node("Unit", centre),
        "displayName": "박복례",
        "birthDate": "1941-05-02",
        "locale": "KO",
        "proofKind": "ID_CARD",
        "proof": "상담일지 2026-17쪽",
        **more,
    }


SPOKEN = {"spokenConfirmation": "녹취 2026-0311"}


async def sits(staff, centre):
    """Opened with the person's spoken yes, and seated: the acting phone, the account's ids."""
    opened = await staff.tell(OPEN, **visitor(centre, **SPOKEN))
    sat = await staff.tell(SIT, standInId=opened["standInId"])
    assert sat["personId"] == opened["personId"]
    return acting(staff, opened["personId"]), opened


async def test_it_takes_two_of_staff_or_the_persons_own_word(staff, second, other_desk, centre):
    opened = await staff.tell(OPEN, **visitor(centre))
    assert opened["stands"] is False
    said = {"standInId": opened["standInId"]}
    assert (await staff.tell(SIT, **said))["__typename"] == "StandInNotFound"
    assert (await staff.tell(WITNESS, **said))["__typename"] == "StandInNotFound", "not oneself"
    assert (await other_desk.tell(WITNESS, **said))["__typename"] == "StandInNotFound"
    assert (await second.tell(WITNESS, **said))["__typename"] == "WitnessStandInSuccess"
    assert (await staff.tell(SIT, **said))["__typename"] == "BeginSittingSuccess"
    spoken = await staff.tell(OPEN, **visitor(centre, **SPOKEN))
    assert spoken["stands"] is True


async def test_proof_and_name_lie_sealed(staff, centre):
    await staff.tell(OPEN, **visitor(centre, **SPOKEN))
    row = await StandIn.get()
    for sealed in (row.proof, row.spoken):
        assert b"2026" not in bytes(sealed)
    numbered = visitor(centre, proof="410502-2345678")
    assert await staff.refused_telling(OPEN, **numbered) == "RESIDENT_NUMBER_REFUSED"


async def test_staff_act_for_the_person_and_every_trace_names_both(staff, centre, town):
    desk, opened = await sits(staff, centre)
    me = await desk.ask(ME)
    assert (me["displayName"], me["id"]) == ("박복례", opened["personId"])
    made = await desk.tell(
        MAKE, offer="SENIOR_GUARDIAN", otherBecomes="HOLDER", sharing=["CHECK_INS"]
    )
    assert made["__typename"] == "MakeInvitationSuccess"
    trace = await AuditEntry.get(action="identity.invitation.make")
    row = await StandIn.get()
    assert (trace.actor_id, trace.on_behalf_of) == (row.opened_by, row.person_id)


async def test_a_consent_given_at_the_desk_is_the_persons_and_names_the_desk(staff, centre):
    desk, opened = await sits(staff, centre)
    granted = await desk.tell(
        GRANT,
        subjectId=opened["personId"],
        purpose="COMMUTE_ARRIVAL",
        textVersion=1,
        locale="KO",
    )
    assert granted["__typename"] == "GrantConsentSuccess", granted
    entry, row = await LedgerEntry.get(), await StandIn.get()
    assert (entry.subject_id, entry.on_behalf_of) == (row.person_id, row.person_id)
    assert entry.decided_by == row.opened_by


async def test_the_sitting_is_short_and_the_person_may_leave_sooner(staff, centre, clock):
    desk, opened = await sits(staff, centre)
    await staff.tell(LEAVE)
    assert await desk.refused(ME) == "FORBIDDEN"
    await staff.tell(SIT, standInId=opened["standInId"])
    assert (await desk.ask(ME))["id"] == opened["personId"]
    clock.advance(timedelta(minutes=20))
    assert (await desk.send(ME, {})).json().get("data") is None


async def test_what_staff_may_do_in_the_persons_place_has_an_end(staff, centre, neighbourhood):
    desk, opened = await sits(staff, centre)
    before = await everything()
    for forbidden in (OFFICES, document("my_sos_alarms"), document("inbox")):
        assert await desk.refused(forbidden) == "FORBIDDEN"
    assert await desk.refused_telling(HAND_OVER, standInId=opened["standInId"]) == "FORBIDDEN"
    assert await desk.refused(STAND_INS, centreId=node("Unit", centre)) == "FORBIDDEN"
    assert await everything() == before


async def test_an_office_does_not_speak_along_at_the_desk(staff, centre, family, town, clock):
    desk, _ = await sits(staff, centre)
    row = await StandIn.get()
    await roles.grant_role(
        actor=REGISTRY, person_id=row.opened_by, role=Role.OFFICER, clock=clock, ids=town.ids
    )
    (mothers,) = await Relation.filter(holder_id=family.parent)
    before = await everything()
    ended = await desk.tell(END, relationId=node("Relation", mothers.id))
    assert ended["__typename"] == "RelationNotFound"
    assert await everything() == before


async def test_nobody_acts_for_whom_they_do_not_stand_in_and_nobody_learns_who_exists(
    staff, other_desk, centre, family, town
):
    _, opened = await sits(staff, centre)
    stranger = await town.person("나그네")
    before, told = await everything(), set()
    for whom in (
        opened["personId"],
        node("Person", stranger),
        node("Person", town.ids.new()),
        node("Relation", stranger),
        "nonsense",
    ):
        answer = (await acting(other_desk, whom).send(ME, {})).json()
        assert [one["extensions"]["code"] for one in answer["errors"]] == ["FORBIDDEN"]
        told.add(answer["errors"][0]["message"])
    assert len(told) == 1
    assert await everything() == before


async def test_a_guardian_names_the_child_and_still_speaks_as_the_guardian(
    neighbourhood, family, town
):
    mother = await neighbourhood.phone(family.parent)
    for_mina = acting(mother, family.child)
    assert (await for_mina.ask(ME))["displayName"] == "김하나"
    await for_mina.tell(
        GRANT,
        subjectId=node("Person", family.child),
        purpose="COMMUTE_ARRIVAL",
        textVersion=1,
        locale="KO",
    )
    trace = await AuditEntry.filter(action="consent.granted").order_by("-id").first()
    assert (trace.actor_id, trace.on_behalf_of) == (family.parent, family.child)
    stranger = await neighbourhood.phone(await town.person("나그네"))
    assert await acting(stranger, family.child).refused(ME) == "FORBIDDEN"


async def test_staff_whose_office_ended_act_for_nobody(staff, centre, neighbourhood, town):
    desk, _ = await sits(staff, centre)
    row = await StandIn.get()
    (office,) = await roles.offices_held(row.opened_by, at=town.clock.now())
    await roles.end_role(actor=REGISTRY, grant_id=office.grant_id, clock=town.clock, ids=town.ids)
    assert (await desk.send(ME, {})).json().get("data") is None
    again = await neighbourhood.phone(row.opened_by, Role.CENTRE_STAFF)
    assert await acting(again, row.person_id).refused(ME) == "FORBIDDEN"


async def test_the_person_takes_the_account_over_and_the_desk_is_blind_at_once(
    staff, centre, neighbourhood, town
):
    desk, opened = await sits(staff, centre)
    handed = await staff.tell(HAND_OVER, standInId=opened["standInId"])
    newcomer = await town.person("박복례")
    theirs = await neighbourhood.phone(newcomer)
    await theirs.tell(ACCEPT, code=handed["code"])
    assert (await desk.ask(ME))["id"] == opened["personId"], "not before staff saw who it was"
    taken = await staff.tell(CONFIRM, invitationId=handed["invitationId"])
    assert taken["takenOverId"] == opened["personId"]

    row = await StandIn.get()
    assert row.ended_because == "taken_over"
    assert await desk.refused(ME) == "FORBIDDEN"
    assert (await staff.tell(SIT, standInId=opened["standInId"]))["__typename"] == (
        "StandInNotFound"
    )
    assert (await Account.get(subject__startswith="박복례")).person_id == row.person_id
    assert (await theirs.send(ME, {})).json().get("data") is None, "signs in anew, as themselves"
    own = await neighbourhood.phone(row.person_id)
    assert (await own.ask(ME))["id"] == opened["personId"]


async def test_what_the_first_sign_in_left_behind_opens_nothing_and_is_erased_with_the_person(
    staff, centre, neighbourhood, town, clock, ids
):
    _, opened = await sits(staff, centre)
    handed = await staff.tell(HAND_OVER, standInId=opened["standInId"])
    newcomer = await town.person("박복례")
    theirs = await neighbourhood.phone(newcomer)
    await theirs.tell(ACCEPT, code=handed["code"])
    on_its_way = await identity.issue_sign_in_code(
        person_id=newcomer,
        handover=identity.Handover(s256("v" * 43), "osantalk://signed-in"),
        lives=timedelta(minutes=1),
        clock=clock,
        ids=ids,
    )
    await staff.tell(CONFIRM, invitationId=handed["invitationId"])

    late = await identity.redeem_sign_in_code(
        code=on_its_way.text,
        verifier="v" * 43,
        redirect_uri="osantalk://signed-in",
        device_name="phone",
        session_lives=timedelta(days=1),
        clock=clock,
        ids=ids,
    )
    assert isinstance(late, identity.CodeRefused), "nobody gets into the empty one"
    person = (await StandIn.get()).person_id
    assert (await Person.get(id=newcomer)).became_id == person

    async with in_transaction():
        await identity.erase_person(person, clock.now(), clock=clock, ids=ids)

    assert not await Person.filter(id__in=[person, newcomer]).exists()


async def test_an_account_in_use_is_not_poured_into_another(staff, centre, neighbourhood, family):
    _, opened = await sits(staff, centre)
    handed = await staff.tell(HAND_OVER, standInId=opened["standInId"])
    mother = await neighbourhood.phone(family.parent)
    await mother.tell(ACCEPT, code=handed["code"])
    refused = await staff.tell(CONFIRM, invitationId=handed["invitationId"])
    assert refused["__typename"] == "AccountInUse"
    assert (await StandIn.get()).ended_at is None


async def test_the_person_or_the_centre_ends_it_and_no_other_desk_does(staff, other_desk, centre):
    desk, opened = await sits(staff, centre)
    said = {"standInId": opened["standInId"]}
    before = await everything()
    assert (await other_desk.tell(CLOSE, **said))["__typename"] == "StandInNotFound"
    assert await everything() == before
    assert (await desk.tell(CLOSE, **said))["__typename"] == "EndStandInSuccess"
    assert (await StandIn.get()).ended_because == "by_person"
    assert await desk.refused(ME) == "FORBIDDEN"


async def test_only_the_centres_own_desk_sees_its_list(staff, other_desk, centre):
    await staff.tell(OPEN, **visitor(centre, **SPOKEN))
    (edge,) = (await staff.ask(STAND_INS, centreId=node("Unit", centre)))["edges"]
    assert edge["node"]["displayName"] == "박복례"
    assert await AuditEntry.filter(action="identity.stand_in.read").count() == 1
    assert await other_desk.refused(STAND_INS, centreId=node("Unit", centre)) == "FORBIDDEN"


def test_every_desk_act_is_a_root_field():
    assert {name for name, _ in root_fields(build_schema()._schema)} >= DESK_ACTS
