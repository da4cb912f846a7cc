"""A guardian comes about by two people's word: a code, an acceptance, a confirmation."""

import asyncio
from datetime import timedelta

import pytest

from domains.identity.models import GuardianshipClaim, Invitation, Relation
from domains.identity.public import end_relation
from domains.kernel.models import AuditEntry, OutboxRow
from tests.builders.families import REGISTRY
from tests.stories.house import everything, node
from tests.stories.identity.conftest import SENIOR_BORN
from tests.stories.identity.documents import (
    ACCEPT,
    CANCEL,
    CONFIRM,
    FAMILY,
    LOOK,
    MAKE,
    MINE,
)

COUNTED = ("kernel.answers", "kernel.audit")
SOUGHT = {"offer": "SENIOR_GUARDIAN", "otherBecomes": "HOLDER", "sharing": ["CHECK_INS"]}
OFFERED = {"offer": "SENIOR_GUARDIAN", "otherBecomes": "SUBJECT"}


@pytest.fixture
async def senior(neighbourhood, town):
    return await neighbourhood.phone(await town.person("김순자", born=SENIOR_BORN))


@pytest.fixture
async def daughter(neighbourhood, town):
    return await neighbourhood.phone(await town.person("김하나"))


@pytest.fixture
async def stranger(neighbourhood, town):
    return await neighbourhood.phone(await town.person("나그네"))


async def test_a_senior_seeks_a_guardian_and_sees_who_accepted(senior, daughter):
    made = await senior.tell(MAKE, **SOUGHT)
    asked = await daughter.ask(LOOK, code=made["code"].lower())
    assert (asked["inviterName"], asked["sharing"]) == ("김순자", ["CHECK_INS"])
    accepted = await daughter.tell(ACCEPT, code=made["code"])
    assert accepted["__typename"] == "AcceptInvitationSuccess"
    assert (await daughter.ask(FAMILY))["wards"] == [], "nothing stands before the inviter's word"

    (seen,) = [edge["node"] for edge in (await senior.ask(MINE))["edges"]]
    assert (seen["stage"], seen["acceptedName"]) == ("ACCEPTED", "김하나")
    confirmed = await senior.tell(CONFIRM, invitationId=seen["id"])
    (ward,) = (await daughter.ask(FAMILY))["wards"]
    assert (ward["displayName"], ward["sees"]) == ("김순자", ["CHECK_INS"])
    assert confirmed["relationId"] == ward["relationId"]
    topics = await OutboxRow.filter(topic__startswith="identity.").values_list("topic", flat=True)
    assert topics.count("identity.invitation_accepted") == 1
    assert topics.count("identity.relation_granted") == 1


async def test_a_guardian_offers_and_the_senior_chooses_what_is_seen(senior, daughter):
    made = await daughter.tell(MAKE, **OFFERED)
    asked = await senior.ask(LOOK, code=made["code"])
    assert (asked["inviterName"], asked["otherBecomes"]) == ("김하나", "SUBJECT")
    await senior.tell(ACCEPT, code=made["code"], sharing=["CALLS"])
    await daughter.tell(CONFIRM, invitationId=made["invitationId"])
    (guardian,) = (await senior.ask(FAMILY))["guardians"]
    assert (guardian["displayName"], guardian["sees"]) == ("김하나", ["CALLS"])


async def test_the_code_is_shown_once_and_stored_nowhere(senior, daughter):
    made = await senior.tell(MAKE, **SOUGHT)
    await daughter.tell(ACCEPT, code=made["code"])
    code = made["code"].replace("-", "").encode()
    row = await Invitation.get()
    assert len(row.code_hash) == 32
    stored = [str(dict(row)).encode() for row in await AuditEntry.all().values()]
    assert not any(code in text for text in [bytes(row.code_hash), *stored])


async def test_a_code_is_good_once_and_for_one(senior, daughter, stranger):
    made = await senior.tell(MAKE, **SOUGHT)
    await daughter.tell(ACCEPT, code=made["code"])
    before = await everything(but=COUNTED)
    for phone in (daughter, stranger):
        again = await phone.tell(ACCEPT, code=made["code"])
        assert again["__typename"] == "InvitationNotFound"
        assert await phone.ask(LOOK, code=made["code"]) is None
    await senior.tell(CONFIRM, invitationId=made["invitationId"])
    after = await everything(but=COUNTED)
    twice = await senior.tell(CONFIRM, invitationId=made["invitationId"])
    assert twice["__typename"] == "InvitationNotFound"
    assert await everything(but=COUNTED) == after
    assert before != after


async def test_of_two_who_race_one_has_it_and_of_two_confirmations_one_ties(
    senior, daughter, stranger
):
    made = await senior.tell(MAKE, **SOUGHT)
    answers = await asyncio.gather(
        *(phone.tell(ACCEPT, code=made["code"]) for phone in (daughter, stranger))
    )
    kinds = sorted(answer["__typename"] for answer in answers)
    assert kinds == ["AcceptInvitationSuccess", "InvitationNotFound"]
    confirmed = await asyncio.gather(
        *(senior.tell(CONFIRM, invitationId=made["invitationId"]) for _ in range(3))
    )
    assert sum("relationId" in one for one in confirmed) == 1
    assert await Relation.filter(kind="senior_guardian").count() == 1


async def test_a_retry_of_the_acceptance_hears_the_same(senior, daughter, ids):
    made, request = await senior.tell(MAKE, **SOUGHT), ids.new()
    first = await daughter.tell(ACCEPT, request, code=made["code"])
    assert await daughter.tell(ACCEPT, request, code=made["code"]) == first


async def test_it_ends_by_itself_at_each_step(senior, daughter, neighbourhood, clock):
    made = await senior.tell(MAKE, **SOUGHT)
    clock.advance(timedelta(hours=48))
    late = await neighbourhood.phone((await Invitation.get()).inviter_id)
    other = await neighbourhood.phone(await neighbourhood.town.person("이웃"))
    assert (await other.tell(ACCEPT, code=made["code"]))["__typename"] == "InvitationNotFound"

    again = await late.tell(MAKE, **SOUGHT)
    await other.tell(ACCEPT, code=again["code"])
    clock.advance(timedelta(hours=48))
    later = await neighbourhood.phone((await Invitation.first()).inviter_id)
    unheard = await later.tell(CONFIRM, invitationId=again["invitationId"])
    assert unheard["__typename"] == "InvitationNotFound"
    assert not await Relation.filter(kind="senior_guardian").exists()


async def test_either_side_calls_it_off_and_nobody_else_does(senior, daughter, stranger):
    for side in (senior, daughter):
        made = await senior.tell(MAKE, **SOUGHT)
        await daughter.tell(ACCEPT, code=made["code"])
        said = {"invitationId": made["invitationId"]}
        assert (await stranger.tell(CANCEL, **said))["__typename"] == "InvitationNotFound"
        assert (await stranger.tell(CONFIRM, **said))["__typename"] == "InvitationNotFound"
        assert (await daughter.tell(CONFIRM, **said))["__typename"] == "InvitationNotFound"
        assert (await side.tell(CANCEL, **said))["__typename"] == "CancelInvitationSuccess"
        assert (await senior.tell(CONFIRM, **said))["__typename"] == "InvitationNotFound"
    assert not await Relation.filter(kind="senior_guardian").exists()


async def test_a_child_is_no_senior_whatever_code_is_typed(house, family, stranger):
    made = await stranger.tell(MAKE, **OFFERED)
    child = house.phone_of(family.child)
    before = await everything(but=COUNTED)
    assert (await child.tell(ACCEPT, code=made["code"]))["__typename"] == "PersonNotAdult"
    assert await everything(but=COUNTED) == before


async def test_a_second_parent_comes_by_the_first_ones_code_and_an_officers_check(
    neighbourhood, family, town
):
    mother = await neighbourhood.phone(family.parent)
    father = await neighbourhood.phone(await town.person("이도현"))
    made = await mother.tell(
        MAKE,
        offer="PARENT_CHILD",
        otherBecomes="HOLDER",
        childId=node("Person", family.child),
    )
    assert (await father.ask(LOOK, code=made["code"]))["aboutName"] == "민아"
    bare = await father.tell(ACCEPT, code=made["code"])
    assert bare["__typename"] == "EvidenceWanted"
    await father.tell(ACCEPT, code=made["code"], evidence="가족관계증명서 2026-03-02")
    confirmed = await mother.tell(CONFIRM, invitationId=made["invitationId"])
    assert confirmed["relationId"] is None
    claim = await GuardianshipClaim.get()
    assert confirmed["claimId"] == node("GuardianshipClaim", claim.id)
    assert claim.endorsed_by == family.parent
    assert b"2026-03-02" not in bytes(claim.evidence), "sealed"
    assert (await father.ask(FAMILY))["children"] == []


async def test_who_lost_custody_meanwhile_confirms_nobody(neighbourhood, family, town, clock, ids):
    mother = await neighbourhood.phone(family.parent)
    friend = await neighbourhood.phone(await town.person("새 친구"))
    about = {"childId": node("Person", family.child)}
    made = await mother.tell(MAKE, offer="PARENT_CHILD", otherBecomes="HOLDER", **about)
    await friend.tell(ACCEPT, code=made["code"], evidence="위임장 2026-03-02")
    (tie,) = await Relation.filter(holder_id=family.parent)
    await end_relation(actor=REGISTRY, relation_id=tie.id, clock=clock, ids=ids)
    refused = await mother.tell(CONFIRM, invitationId=made["invitationId"])
    assert refused["__typename"] == "InvitationNotFound"
    assert not await GuardianshipClaim.exists()


async def test_only_a_standing_guardian_invites_about_a_child(neighbourhood, family, stranger):
    about = {"offer": "PARENT_CHILD", "otherBecomes": "HOLDER"}
    before = await everything()
    for child in (family.child, neighbourhood.town.ids.new()):
        told = await stranger.tell(MAKE, **about, childId=node("Person", child))
        assert told["__typename"] == "InvitationNotYours"
    own = await stranger.tell(MAKE, offer="PARENT_CHILD", otherBecomes="SUBJECT")
    assert own["__typename"] == "EvidenceWanted"
    desk = await stranger.tell(MAKE, offer="TAKE_OVER", otherBecomes="HOLDER")
    assert desk["__typename"] == "InvitationNotYours"
    assert await everything() == before


async def test_guessing_is_slowed_down(stranger, senior):
    made = await senior.tell(MAKE, **SOUGHT)
    answers = []
    for _ in range(40):
        sent = (await stranger.send(LOOK, {"code": "22222-22222"})).json()
        answers.append(sent.get("errors", [{}])[0].get("extensions", {}).get("code"))
    assert "TOO_MANY_ATTEMPTS" in answers
    assert answers[0] is None
    assert await stranger.refused(LOOK, code=made["code"]) == "TOO_MANY_ATTEMPTS"


async def test_nobody_holds_more_than_ten_open_invitations(senior):
    made = [await senior.tell(MAKE, **SOUGHT) for _ in range(11)]
    assert [one["__typename"] for one in made[-2:]] == [
        "MakeInvitationSuccess",
        "TooManyInvitations",
    ]
