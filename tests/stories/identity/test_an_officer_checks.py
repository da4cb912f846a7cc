"""Legal guardianship: claimed with evidence, checked by an officer who is no party to it."""

import asyncio
from datetime import timedelta

import pytest

from domains.identity.models import GuardianshipClaim, Relation
from domains.identity.public import children_of
from domains.kernel.actor import Role
from domains.kernel.models import AuditEntry, OutboxRow
from tests.stories.house import everything, node
from tests.stories.identity.documents import (
    CHECKED,
    CLAIM,
    CLAIMS,
    QUEUE,
    REFUSED,
    TIE,
    WITHDRAW,
)

EVIDENCE = "가족관계증명서 2026-03-02"


@pytest.fixture
async def father(neighbourhood, town):
    return await town.person("이도현")


async def claims(phone, child):
    said = {"kind": "PARENT_CHILD", "subjectId": node("Person", child), "evidence": EVIDENCE}
    return (await phone.tell(CLAIM, **said))["claimId"]


async def queue(officer):
    answer = (await officer.send(QUEUE, {})).json()
    assert "errors" not in answer, answer
    state, rows = answer["data"]["guardianshipQueueState"], answer["data"]["guardianshipQueue"]
    assert state["waiting"] == len(rows["edges"])
    return state["oldestSince"], [edge["node"] for edge in rows["edges"]]


async def test_a_father_claims_and_an_officer_confirms(
    neighbourhood, family, father, officer, clock
):
    phone = await neighbourhood.phone(father)
    claim, since = await claims(phone, family.child), clock.now()
    assert await children_of(father, at=clock.now()) == []
    clock.advance(timedelta(minutes=2))

    oldest, (seen,) = await queue(officer)
    assert oldest == since.isoformat().replace("+00:00", "Z")
    assert (seen["id"], seen["evidence"]) == (claim, EVIDENCE)
    assert (seen["holderName"], seen["subjectName"]) == ("이도현", "민아")
    assert await AuditEntry.filter(action="identity.guardianship.read").count() == 1
    confirmed = await officer.tell(CHECKED, claimId=claim)
    assert confirmed["__typename"] == "ConfirmGuardianshipSuccess"
    assert await children_of(father, at=clock.now()) == [family.child]
    assert (await queue(officer)) == (None, [])
    assert await OutboxRow.filter(topic="identity.guardianship_confirmed").count() == 1


async def test_a_refusal_has_a_reason_that_the_claimant_reads_and_nobody_else(
    neighbourhood, family, father, officer
):
    phone = await neighbourhood.phone(father)
    claim = await claims(phone, family.child)
    await officer.tell(REFUSED, claimId=claim, reason="서류가 오래됐습니다")
    (mine,) = [edge["node"] for edge in (await phone.ask(CLAIMS))["edges"]]
    assert (mine["decision"], mine["reason"]) == ("REFUSED", "서류가 오래됐습니다")
    assert "서류".encode() not in bytes((await GuardianshipClaim.get()).reason or b"")
    assert not await Relation.filter(holder_id=father).exists()
    assert await OutboxRow.filter(topic="identity.guardianship_refused").count() == 1
    assert await claims(phone, family.child) != claim, "better evidence may be brought"


async def test_an_officers_own_grant_waits_for_a_colleague(
    family, father, officer, colleague, clock
):
    tie = {
        "kind": "PARENT_CHILD",
        "holderId": node("Person", father),
        "subjectId": node("Person", family.child),
        "evidence": EVIDENCE,
    }
    brought = await officer.tell(TIE, **tie)
    assert brought["__typename"] == "RelationAwaitsColleague"
    assert await children_of(father, at=clock.now()) == []
    assert (await queue(officer))[1] == []
    alone = await officer.tell(CHECKED, claimId=brought["claimId"])
    assert alone["__typename"] == "GuardianshipClaimNotFound"
    again = await colleague.tell(TIE, **tie)
    assert again == brought, "a second officer who brings the same finds it waiting"
    await colleague.tell(CHECKED, claimId=brought["claimId"])
    assert await children_of(father, at=clock.now()) == [family.child]


async def test_nobody_checks_their_own_or_their_familys_claim(
    neighbourhood, family, father, officer
):
    await neighbourhood.appoint(family.parent, Role.OFFICER)
    await neighbourhood.appoint(father, Role.OFFICER)
    claim = await claims(await neighbourhood.phone(father), family.child)
    before = await everything()
    for party in (family.parent, father):
        phone = await neighbourhood.phone(party, Role.OFFICER)
        before = await everything()
        assert (await queue(phone))[1] == []
        assert (await phone.tell(CHECKED, claimId=claim))["__typename"] == (
            "GuardianshipClaimNotFound"
        )
        refused = await phone.tell(REFUSED, claimId=claim, reason="제 아이입니다")
        assert refused["__typename"] == "GuardianshipClaimNotFound"
        assert await everything() == before
    assert len((await queue(officer))[1]) == 1


async def test_a_family_is_more_than_two_people(neighbourhood, family, town, officer):
    grandmother = await town.parent_of(family.parent, "최외숙")
    await neighbourhood.appoint(grandmother, Role.OFFICER)
    kin = await neighbourhood.phone(grandmother, Role.OFFICER)
    await claims(await neighbourhood.phone(await town.person("이도현")), family.child)
    assert (await queue(kin))[1] == []
    assert len((await queue(officer))[1]) == 1


async def test_two_officers_at_once_decide_once(neighbourhood, family, father, officer, colleague):
    claim = await claims(await neighbourhood.phone(father), family.child)
    answers = await asyncio.gather(
        officer.tell(CHECKED, claimId=claim),
        colleague.tell(REFUSED, claimId=claim, reason="아닙니다"),
    )
    assert sum("NotFound" in answer["__typename"] for answer in answers) == 1
    claim_row = await GuardianshipClaim.get()
    stands = await Relation.filter(holder_id=father).exists()
    assert stands == (claim_row.decision == "confirmed")


async def test_a_claim_does_not_tell_whether_a_person_exists(
    neighbourhood, family, father, officer, ids
):
    phone = await neighbourhood.phone(father)
    real, unreal = await claims(phone, family.child), await claims(phone, ids.new())
    told = [edge["node"] for edge in (await phone.ask(CLAIMS))["edges"]]
    assert [set(one) for one in told] == [set(told[0])] * 2
    assert {one["evidence"] for one in told} == {EVIDENCE}
    assert (await officer.tell(CHECKED, claimId=unreal))["__typename"] == "NobodyToGuard"
    assert (await officer.tell(CHECKED, claimId=real))["__typename"] == "ConfirmGuardianshipSuccess"


async def test_whose_office_ended_checks_nothing_though_the_token_still_says_so(
    neighbourhood, family, father, town
):
    claim = await claims(await neighbourhood.phone(father), family.child)
    phone = await neighbourhood.phone(await town.person("김전직"), Role.OFFICER)
    before = await everything()
    assert await phone.refused_telling(CHECKED, claimId=claim) == "FORBIDDEN"
    assert await everything() == before


async def test_a_claim_is_taken_back_by_whoever_brought_it(neighbourhood, family, father, town):
    phone = await neighbourhood.phone(father)
    claim = await claims(phone, family.child)
    stranger = await neighbourhood.phone(await town.person("나그네"))
    assert (await stranger.tell(WITHDRAW, claimId=claim))["__typename"] == (
        "GuardianshipClaimNotFound"
    )
    assert (await phone.tell(WITHDRAW, claimId=claim))["claimId"] == claim


async def test_the_queue_is_no_place_to_try_out_names(neighbourhood, father, ids):
    phone = await neighbourhood.phone(father)
    for _ in range(5):
        await claims(phone, ids.new())
    said = {"kind": "PARENT_CHILD", "subjectId": node("Person", ids.new()), "evidence": EVIDENCE}
    assert (await phone.tell(CLAIM, **said))["__typename"] == "TooManyClaims"
    numbered = {**said, "evidence": "900101-1234567"}
    assert await phone.refused_telling(CLAIM, **numbered) == "RESIDENT_NUMBER_REFUSED"
