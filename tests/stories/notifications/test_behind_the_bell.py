"""What a parent reads later, and marks."""

import base64
from datetime import timedelta

from tests.stories.house import everything, node
from tests.stories.notifications.bell import (
    ALL_READ,
    FILTERED,
    INBOX,
    MARK,
    UNREAD,
    UNREAD_AGAIN,
    UNREAD_OF,
    entries,
)


async def test_a_mother_reads_what_she_was_told_page_by_page(house, family, arrive):
    for place in ("운산초등학교", "피아노학원", "도서관"):
        await arrive(place)
    mother = house.phone_of(family.parent)

    seen, info = await entries(mother, first=2)
    rest, last = await entries(mother, first=2, after=info["endCursor"])

    titles = [entry["title"] + entry["body"] for entry in (*seen, *rest)]
    for place, title in zip(("도서관", "피아노학원", "운산초등학교"), titles, strict=True):
        assert place in title
    assert (info["hasNextPage"], last["hasNextPage"]) == (True, False)
    assert await mother.ask(UNREAD) == 3


async def test_a_full_page_still_knows_that_another_follows(house, family, arrive):
    for _ in range(101):
        await arrive()
    seen, info = await entries(house.phone_of(family.parent), first=100)
    assert (len(seen), info["hasNextPage"]) == (100, True)


async def test_what_she_has_read_counts_no_more_and_a_retry_changes_nothing(
    house, family, arrive, ids
):
    await arrive()
    await arrive()
    mother, request = house.phone_of(family.parent), ids.new()
    (newest, _), _ = await entries(mother)

    first = await mother.tell(MARK, request, entryIds=[newest["id"]])

    assert first == {"marked": 1, "unreadCount": 1}
    assert await mother.tell(MARK, request, entryIds=[newest["id"]]) == first
    assert await mother.tell(MARK, entryIds=[newest["id"]]) == {"marked": 0, "unreadCount": 1}
    (newest, older), _ = await entries(mother)
    assert newest["readAt"] is not None
    assert older["readAt"] is None


async def test_unread_again_and_all_read(house, family, arrive):
    for _ in range(3):
        await arrive()
    mother = house.phone_of(family.parent)
    (newest, middle, oldest), _ = await entries(mother)

    assert await mother.tell(ALL_READ, upTo=middle["id"]) == {"marked": 2, "unreadCount": 1}
    again = await mother.tell(UNREAD_AGAIN, entryIds=[oldest["id"], newest["id"]])

    assert again == {"marked": 1, "unreadCount": 2}
    (newest, middle, oldest), _ = await entries(mother)
    assert [bool(entry["readAt"]) for entry in (newest, middle, oldest)] == [False, True, False]


async def test_only_one_category_or_only_what_is_unread(house, family, arrive, alarm):
    await arrive()
    await alarm()
    mother = house.phone_of(family.parent)

    async def categories(**filters):
        shown = await mother.ask(FILTERED, **filters)
        return [edge["node"]["category"] for edge in shown["edges"]]

    assert await categories() == ["SAFETY", "CARE"]
    assert await categories(categories=["CARE", "ADVERTISING"]) == ["CARE"]
    assert await categories(categories=[]) == []
    assert await mother.ask(UNREAD_OF, of=["SAFETY"]) == 1
    (sos, _), _ = await entries(mother)
    await mother.tell(MARK, entryIds=[sos["id"]])
    assert await categories(onlyUnread=True) == ["CARE"]
    assert await mother.ask(UNREAD_OF, of=["SAFETY"]) == 0


async def test_malformed_requests_are_the_clients_mistake(house, family, arrive):
    await arrive()
    mother, before = house.phone_of(family.parent), await everything(but=())
    entry = node("InboxEntry", family.child)
    assert await mother.refused_telling(MARK, entryIds=[entry] * 101) == "BAD_USER_INPUT"
    child = node("Person", family.child)
    assert await mother.refused_telling(MARK, entryIds=[child]) == "BAD_USER_INPUT"
    nonsense = base64.urlsafe_b64encode(b"nonsense").decode()
    assert await mother.refused(INBOX, after=nonsense) == "BAD_CURSOR"
    assert await mother.refused(INBOX, first=101) == "PAGE_OUT_OF_BOUNDS"
    assert await everything(but=()) == before


async def test_an_old_token_reads_nothing(house, family, arrive, clock):
    await arrive()
    phone = house.phone_of(family.parent)
    clock.advance(timedelta(hours=1))
    answer = await phone.send(INBOX, {})
    assert answer.status_code == 401
    assert "민아" not in answer.text
