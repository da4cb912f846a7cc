"""A person chooses how they are told, and may ask why they were told something or were not."""

from datetime import date, timedelta

import pytest
from tortoise.transactions import in_transaction

from domains.consent.public import Purpose
from domains.identity import public as identity
from domains.kernel import sql
from notifications.public import Child, announcements, notify
from tests.stories.house import node

PREFERENCES = """query($personId: ID!) { notificationPreferences(personId: $personId) {
  channels { category channels } quietHours { from to } digest { at categories }
  locale largeText } }"""
RESULT = """__typename ... on WishCannotBeKept { problem explanation }"""


def choice(name: str, shown: str) -> str:
    """The mutation of one choice, and what it answers."""
    return (
        f"mutation($input: {name[0].upper()}{name[1:]}Input!) {{ {name}(input: $input) {{ {RESULT} "
        f"... on {name[0].upper()}{name[1:]}Success {{ {shown} }} }} }}"
    )


CHANNELS = choice("chooseChannels", "category channels")
QUIET = choice("chooseQuietHours", "quietHours { from to }")
DIGEST = choice("chooseDigest", "digest { at categories }")
READING = choice("chooseReading", "locale largeText")
WHY = """query($personId: ID!) { whyNotified(personId: $personId) { edges { node {
  topic category verdict reason rule heldUntil sentence inboxEntryId
  pushes { channel state sentence } } } } }"""


@pytest.fixture
def phone(house, family):
    return house.phone_of(family.parent)


@pytest.fixture
def me(family) -> str:
    return node("Person", family.parent)


async def test_who_never_chose_is_rung_by_every_way_and_at_once(phone, me):
    chosen = await phone.ask(PREFERENCES, personId=me)

    assert all(len(wish["channels"]) == 4 for wish in chosen["channels"])
    assert chosen["quietHours"] is chosen["digest"] is None
    assert (chosen["locale"], chosen["largeText"]) == ("KO", False)


async def test_all_that_is_chosen_is_shown_again(phone, me):
    await phone.tell(CHANNELS, personId=me, category="SERVICE", channels=["FCM"])
    await phone.tell(QUIET, personId=me, quietHours={"from": "22:00", "to": "07:00"})
    await phone.tell(DIGEST, personId=me, digest={"at": "19:30", "categories": ["CARE"]})
    await phone.tell(READING, personId=me, locale="VI", largeText=True)

    chosen = await phone.ask(PREFERENCES, personId=me)

    assert {"category": "SERVICE", "channels": ["FCM"]} in chosen["channels"]
    assert chosen["quietHours"] == {"from": "22:00", "to": "07:00"}
    assert chosen["digest"] == {"at": "19:30", "categories": ["CARE"]}
    assert (chosen["locale"], chosen["largeText"]) == ("VI", True)


@pytest.mark.parametrize("language", ["ko", "en", "zh", "vi"])
async def test_safety_cannot_be_muted_and_the_answer_says_why(house, family, me, language):
    phone = house.phone_of(family.parent, language=language)

    answer = await phone.tell(CHANNELS, personId=me, category="SAFETY", channels=[])

    assert answer["problem"] == "SAFETY_ALWAYS_RINGS"
    assert "SOS" in answer["explanation"]
    chosen = await phone.ask(PREFERENCES, personId=me)
    assert len(chosen["channels"][0]["channels"]) == 4


@pytest.mark.parametrize("hour", ["25:00", "noon", "7:00", "", "07:00:30"])
async def test_an_hour_that_is_none_is_refused(phone, me, hour):
    code = await phone.refused_telling(QUIET, personId=me, quietHours={"from": hour, "to": "07:00"})

    assert code == "BAD_USER_INPUT"
    assert await sql.fetch("SELECT 1 FROM notifications.preferences") == []


async def test_a_mother_chooses_for_her_child_and_a_stranger_for_nobody(house, phone, family, town):
    child = node("Person", family.child)
    answer = await phone.tell(QUIET, personId=child, quietHours={"from": "20:00", "to": "07:00"})
    assert answer["__typename"] == "ChooseQuietHoursSuccess"

    stranger = house.phone_of(await town.person("남", born=date(1990, 1, 1)))
    refused = await stranger.tell(
        QUIET, personId=child, quietHours={"from": "09:00", "to": "10:00"}
    )
    assert refused["__typename"] == "NotYoursToChoose"
    assert await stranger.ask(PREFERENCES, personId=child) is None
    assert (await stranger.ask(WHY, personId=child))["edges"] == []
    [row] = await sql.fetch("SELECT quiet_from FROM notifications.preferences")
    assert row["quiet_from"] == 20 * 60


async def test_each_guardians_share_is_on_the_same_screen(house, family):
    guarded = await house.phone_of(family.child).ask("{ me { guardians { relationId sees } } }")

    assert guarded["guardians"]


@pytest.mark.parametrize("language", ["ko", "en", "zh", "vi"])
async def test_why_it_rang_and_why_it_did_not(house, family, clock, ids, language):
    phone = house.phone_of(family.parent, language=language)
    me = node("Person", family.parent)
    await phone.tell(CHANNELS, personId=me, category="CARE", channels=[])
    await arrive(family, clock, ids)
    await phone.tell(CHANNELS, personId=me, category="CARE", channels=["FCM"])
    await arrive(family, clock, ids)

    rang, silent = [edge["node"] for edge in (await phone.ask(WHY, personId=me))["edges"]]

    assert (rang["verdict"], rang["reason"]) == ("ALLOW", "ALLOWED")
    assert (silent["verdict"], silent["reason"]) == ("ALLOW", "MUTED")
    assert {rang["topic"], silent["topic"]} == {"commute"}
    assert silent["inboxEntryId"] is not None
    assert rang["sentence"] != silent["sentence"] != ""


async def test_it_names_the_law_and_what_became_of_each_push(house, family, clock, ids):
    await identity.register_push_device(
        person_id=family.parent,
        platform=identity.Platform.ANDROID,
        push_token="hana",
        name="갤럭시",
        clock=clock,
        ids=ids,
    )
    clock.advance(timedelta(hours=15))
    phone, me = house.phone_of(family.parent), node("Person", family.parent)
    news = announcements.ConsentNews(
        event_id=ids.new(),
        subject_id=family.parent,
        purpose=Purpose.COMMERCE_ADVERTISING,
        at=clock.now(),
    )
    notice = announcements.consent_result(news, granted=True, decided_at=clock.now())
    async with in_transaction():
        await notify(notice, clock=clock, ids=ids)

    [why] = [edge["node"] for edge in (await phone.ask(WHY, personId=me))["edges"]]

    assert (why["verdict"], why["reason"]) == ("HOLD", "NIGHT")
    assert why["rule"] == "정보통신망법 §50③, 시행령 §61"
    assert "08:00" in why["sentence"]
    assert [(push["channel"], push["state"]) for push in why["pushes"]] == [("FCM", "QUEUED")]
    assert why["pushes"][0]["sentence"] == "차례를 기다리고 있습니다."


async def arrive(family, clock, ids) -> None:
    clock.advance(timedelta(minutes=1))
    arrival = announcements.arrived(
        event_id=ids.new(),
        child=Child(id=family.child, name="민아"),
        visit_id=ids.new(),
        place="운산초",
        at=clock.now(),
        told_at=clock.now(),
    )
    async with in_transaction():
        await notify(arrival, clock=clock, ids=ids)
