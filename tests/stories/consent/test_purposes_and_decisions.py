"""A guardian reads what is asked, says yes, and says no; a no destroys at once."""

from datetime import timedelta

import pytest

from domains.commute.positions import turn_partitions
from domains.commute.public import PositionDoor, Report, Retention
from domains.consent.models import LedgerEntry
from domains.consent.public import Purpose, standing_purposes
from domains.kernel import sql
from domains.kernel.models import OutboxRow
from tests.builders.families import ALL, SCHOOL
from tests.builders.walks import to_school
from tests.stories.house import everything, node

PURPOSES = """
query ($subject: ID!, $locale: Locale) {
  purposes(subjectId: $subject, locale: $locale) {
    __typename
    ... on Purposes {
      locale mayGrant mayWithdraw
      purposes { purpose text textVersion legalBasis data receivers retentionSeconds stands }
    }
  }
}
"""
GRANT = """
mutation ($input: GrantConsentInput!) {
  grantConsent(input: $input) {
    __typename
    ... on GrantConsentSuccess { purpose changed }
    ... on ConsentTextOutdated { currentVersion }
  }
}
"""
WITHDRAW = """
mutation ($input: WithdrawConsentInput!) {
  withdrawConsent(input: $input) {
    __typename
    ... on WithdrawConsentSuccess { purpose changed }
  }
}
"""
NOT_YOURS = {"__typename": "NotYours"}
NOT_YOURS_TO_DECIDE = {"__typename": "NotYoursToDecide"}


def yes(subject, purpose="COMMUTE_ARRIVAL", **other):
    said = {"subjectId": node("Person", subject), "purpose": purpose, "textVersion": 1}
    return {**said, "locale": "KO", **other}


def no(subject, purpose="COMMUTE_ARRIVAL"):
    return {"subjectId": node("Person", subject), "purpose": purpose}


@pytest.fixture
async def undecided(town):
    """Sora, eight, and her father, who was never asked."""
    sora = await town.person("소라", born=town.clock.now().date().replace(year=2018))
    return sora, await town.parent_of(sora, "정하늘")


async def test_a_father_reads_what_he_would_agree_to(house, undecided):
    sora, father = undecided
    shown = await house.phone_of(father).ask(PURPOSES, subject=node("Person", sora))
    assert (shown["locale"], shown["mayGrant"], shown["mayWithdraw"]) == ("KO", True, True)
    assert [each["purpose"] for each in shown["purposes"]] == [purpose.name for purpose in Purpose]
    arrival = shown["purposes"][0]
    assert "휴대전화" in arrival["text"] or "위치" in arrival["text"]
    assert arrival["legalBasis"] == "위치정보법 §18, §19, §25"
    assert arrival["data"] == ["position", "place", "time"]
    assert arrival["receivers"] == ["guardian"]
    assert arrival["retentionSeconds"] == 180 * 86_400
    assert not any(each["stands"] for each in shown["purposes"])


async def test_the_text_is_in_the_language_of_the_request_or_the_one_asked_for(house, undecided):
    sora, father = undecided
    english = house.phone_of(father, language="en-GB,en;q=0.9")
    assert "phone's position" in (await read(english, sora))["purposes"][0]["text"]
    vietnamese = await read(english, sora, locale="VI")
    assert vietnamese["locale"] == "VI"
    assert "phone's position" not in vietnamese["purposes"][0]["text"]


async def read(phone, subject, **said):
    return await phone.ask(PURPOSES, subject=node("Person", subject), **said)


async def test_a_child_sees_but_decides_only_no(house, family):
    shown = await read(house.phone_of(family.child), family.child)
    assert (shown["mayGrant"], shown["mayWithdraw"]) == (False, True)
    assert {each["purpose"] for each in shown["purposes"] if each["stands"]} == {
        purpose.name for purpose in ALL
    }


async def test_a_yes_stands_with_the_text_that_was_shown(house, undecided, ids):
    sora, father = undecided
    phone, request = house.phone_of(father), ids.new()
    granted = await phone.tell(GRANT, request, **yes(sora, locale="EN"))
    assert granted == {
        "__typename": "GrantConsentSuccess",
        "purpose": "COMMUTE_ARRIVAL",
        "changed": True,
    }
    assert await phone.tell(GRANT, request, **yes(sora, locale="EN")) == granted
    entry = await LedgerEntry.get(subject_id=sora)
    assert (entry.decided_by, entry.locale, entry.text_version) == (father, "en", 1)
    assert "phone's position" in entry.text_shown
    assert (await standing_purposes([sora], at=house.clock.now()))[sora] == {
        Purpose.COMMUTE_ARRIVAL
    }
    assert (await phone.tell(GRANT, **yes(sora)))["changed"] is False


async def test_an_outdated_text_binds_nobody(house, undecided):
    sora, father = undecided
    before = await everything()
    answer = await house.phone_of(father).tell(GRANT, **yes(sora, textVersion=0))
    assert answer == {"__typename": "ConsentTextOutdated", "currentVersion": 1}
    assert await everything() == before


async def test_a_no_destroys_positions_and_words_before_the_answer(house, family, clock, ids):
    await turn_partitions(now=clock.now(), retention=timedelta(hours=24))
    door = PositionDoor(
        clock=clock, ids=ids, retention=Retention(), future_skew=timedelta(minutes=2)
    )
    fixes = to_school(SCHOOL, begins=clock.now())
    clock.set(fixes[-1].at)
    await door.take([Report(family.tracker, fixes)])
    assert await sql.fetch("SELECT 1 FROM commute.positions LIMIT 1")

    mother, request = house.phone_of(family.parent), ids.new()
    withdrawn = await mother.tell(WITHDRAW, request, **no(family.child))

    assert withdrawn == {
        "__typename": "WithdrawConsentSuccess",
        "purpose": "COMMUTE_ARRIVAL",
        "changed": True,
    }
    assert await sql.fetch("SELECT 1 FROM commute.positions LIMIT 1") == []
    assert (
        Purpose.COMMUTE_ARRIVAL
        not in (await standing_purposes([family.child], at=clock.now()))[family.child]
    )
    assert await mother.tell(WITHDRAW, request, **no(family.child)) == withdrawn
    assert await OutboxRow.filter(topic="consent.withdrawn").count() == 1
    assert (await mother.tell(WITHDRAW, **no(family.child)))["changed"] is False


async def test_a_late_retry_of_a_yes_does_not_undo_a_no(house, family, undecided, ids):
    sora, father = undecided
    phone, request = house.phone_of(father), ids.new()
    first = await phone.tell(GRANT, request, **yes(sora))
    await phone.tell(WITHDRAW, **no(sora))
    assert await phone.tell(GRANT, request, **yes(sora)) == first
    assert (await standing_purposes([sora], at=house.clock.now()))[sora] == frozenset()


async def test_a_child_says_no_for_herself(house, family):
    answer = await house.phone_of(family.child).tell(WITHDRAW, **no(family.child))
    assert answer["changed"] is True


async def test_on_the_fourteenth_birthday_the_word_passes_to_the_child(house, town, clock):
    today = clock.now().date().replace(day=3)
    grown = await town.person("지우", born=today.replace(year=2012))
    parent = await town.parent_of(grown, "윤서연")
    assert await read(house.phone_of(parent), grown) == NOT_YOURS
    assert await house.phone_of(parent).tell(GRANT, **yes(grown)) == NOT_YOURS_TO_DECIDE
    granted = await house.phone_of(grown).tell(GRANT, **yes(grown))
    assert granted["__typename"] == "GrantConsentSuccess"
    assert await house.phone_of(parent).tell(WITHDRAW, **no(grown)) == NOT_YOURS_TO_DECIDE


async def test_strangers_other_parents_and_former_guardians_change_and_learn_nothing(
    house, family, town, undecided
):
    _, other_parent = undecided
    stranger, nobody_known = await town.person("낯선이"), town.ids.new()
    await sql.execute(
        "UPDATE identity.relations SET ends_at = $1 WHERE holder_id = $2",
        town.clock.now(),
        family.parent,
    )
    before = await everything()
    for person in (stranger, other_parent, family.parent):
        phone = house.phone_of(person)
        for subject in (family.child, nobody_known):
            assert await read(phone, subject) == NOT_YOURS
            assert await phone.tell(GRANT, **yes(subject)) == NOT_YOURS_TO_DECIDE
            assert await phone.tell(WITHDRAW, **no(subject)) == NOT_YOURS_TO_DECIDE
    child = house.phone_of(family.child)
    assert await child.tell(GRANT, **yes(family.child)) == NOT_YOURS_TO_DECIDE
    assert await everything() == before


async def test_nobody_and_an_old_token_decide_nothing(house, family, clock):
    old = house.phone_of(family.parent)
    before = await everything(but=())
    nobody = house.nobodys_phone()
    assert await nobody.refused_telling(WITHDRAW, **no(family.child)) == "UNAUTHENTICATED"
    clock.advance(timedelta(hours=1))
    for document, said in ((GRANT, yes(family.child)), (WITHDRAW, no(family.child))):
        body = {"input": {"requestId": str(house.ids.new()), **said}}
        assert (await old.send(document, body)).status_code == 401
    assert await everything(but=()) == before
