"""What was seen, on whose phone; and nobody reads, marks or keeps what is not theirs."""

from domains.kernel import sql
from tests.stories.house import everything, node
from tests.stories.notifications.bell import (
    ALL_READ,
    INBOX,
    MARK,
    SEEN,
    UNREAD,
    UNREAD_AGAIN,
    WITHDRAW,
    a_phone,
    end,
    entries,
)


async def test_an_app_says_what_was_seen_and_a_retry_changes_nothing(
    house, family, alarm, ids, town
):
    device = await a_phone(town, family.parent)
    event = await alarm()
    await sql.execute("UPDATE notifications.deliveries SET state = 'sent', attempts = 1")
    mother, request = house.phone_of(family.parent), ids.new()
    said = {"deviceId": node("Device", device), "eventIds": [str(event)], "opened": True}

    first = await mother.tell(SEEN, request, **said)

    assert first == {"seen": 1, "unreadCount": 0}
    assert await mother.tell(SEEN, request, **said) == first
    assert await mother.tell(SEEN, **said) == {"seen": 0, "unreadCount": 0}


async def test_nobody_says_seen_on_anothers_phone(house, family, alarm, town):
    device = await a_phone(town, family.parent)
    event = await alarm()
    await sql.execute("UPDATE notifications.deliveries SET state = 'sent', attempts = 1")
    stranger = house.phone_of(await town.person("낯선이"))
    before = await everything()

    for claimed in (device, town.ids.new()):
        said = {"deviceId": node("Device", claimed), "eventIds": [str(event)], "opened": True}
        assert await stranger.tell(SEEN, **said) == {"seen": 0, "unreadCount": 0}
        assert await house.nobodys_phone().refused_telling(SEEN, **said) == "UNAUTHENTICATED"

    assert await everything() == before
    said = {"deviceId": node("Device", device), "eventIds": [str(event)] * 101}
    assert await stranger.refused_telling(SEEN, **said) == "BAD_USER_INPUT"


async def test_anothers_inbox_is_neither_seen_nor_marked(house, family, arrive, town):
    await arrive()
    (hers,), _ = await entries(house.phone_of(family.parent))
    other = await town.family()
    before = await everything()
    for person in (other.parent, family.child, await town.person("낯선이")):
        phone = house.phone_of(person)
        assert (await entries(phone))[0] == []
        assert await phone.ask(UNREAD) == 0
        made_up = await phone.tell(MARK, entryIds=[node("InboxEntry", town.ids.new())])
        assert await phone.tell(MARK, entryIds=[hers["id"]]) == made_up
        assert await phone.tell(UNREAD_AGAIN, entryIds=[hers["id"]]) == made_up
        assert await phone.tell(ALL_READ, upTo=hers["id"]) == made_up
    nobody = house.nobodys_phone()
    assert await nobody.refused(UNREAD) == "UNAUTHENTICATED"
    assert await nobody.refused_telling(MARK, entryIds=[hers["id"]]) == "UNAUTHENTICATED"
    after = await everything()
    assert after["notifications.inbox"] == before["notifications.inbox"]


async def test_a_guardianship_that_ended_leaves_no_trace_of_the_child(house, family, town, arrive):
    father = await town.parent_of(family.child, "이도현")
    await arrive()
    phone = house.phone_of(father)
    (entry,), _ = await entries(phone)
    await end(father, town)

    answer = await phone.send(INBOX, {})

    assert answer.json()["data"]["inbox"]["edges"] == []
    assert "민아" not in answer.text
    assert await phone.ask(UNREAD) == 0
    assert await phone.tell(MARK, entryIds=[entry["id"]]) == {"marked": 0, "unreadCount": 0}
    assert len((await entries(house.phone_of(family.parent)))[0]) == 1


async def test_a_withdrawn_consent_empties_what_was_told_under_it(house, family, arrive):
    await arrive()
    mother = house.phone_of(family.parent)
    await mother.tell(WITHDRAW, subjectId=node("Person", family.child), purpose="COMMUTE_ARRIVAL")
    assert (await entries(mother))[0] == []
    assert await mother.ask(UNREAD) == 0
