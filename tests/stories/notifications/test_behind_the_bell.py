"""What a parent reads later, marks, and sees change while the app is open."""

import asyncio
import base64
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from gateway.context import Context
from gateway.execution.engine import Engine, Request
from gateway.execution.limits import Limits
from gateway.schema import build_schema
from gateway.services import Services
from tortoise.transactions import in_transaction

from domains.identity import public as identity
from domains.identity.models import Relation
from domains.kernel import sql
from domains.kernel.text import Locale
from infra.live import LiveFeed
from notifications.public import Child, announcements, notify
from tests.builders.families import REGISTRY
from tests.stories.house import everything, node

INBOX = """
query ($first: Int! = 20, $after: String) {
  inbox(first: $first, after: $after) {
    edges { node { id kind category title body deepLink occurredAt readAt retractedAt } }
    pageInfo { hasNextPage endCursor }
  }
}
"""
UNREAD = "{ unreadCount }"
MARK = """
mutation ($input: MarkInboxReadInput!) {
  markInboxRead(input: $input) { ... on MarkInboxReadSuccess { marked unreadCount } }
}
"""
UNREAD_AGAIN = """
mutation ($input: MarkInboxUnreadInput!) {
  markInboxUnread(input: $input) { ... on MarkInboxUnreadSuccess { marked unreadCount } }
}
"""
ALL_READ = """
mutation ($input: MarkAllInboxReadInput!) {
  markAllInboxRead(input: $input) { ... on MarkAllInboxReadSuccess { marked unreadCount } }
}
"""
SEEN = """
mutation ($input: MarkSeenInput!) {
  markSeen(input: $input) { ... on MarkSeenSuccess { seen unreadCount } }
}
"""
FILTERED = """
query ($categories: [NotificationCategory!], $onlyUnread: Boolean! = false) {
  inbox(categories: $categories, onlyUnread: $onlyUnread) { edges { node { category } } }
}
"""
UNREAD_OF = "query ($of: [NotificationCategory!]) { unreadCount(categories: $of) }"
CHANGED = "subscription { inboxChanged { unreadCount newest { title } } }"
GO_ON = """
subscription ($after: String) {
  inboxChanged(after: $after) { cursor isComplete changed { eventId readAt } }
}
"""
WITHDRAW = """
mutation ($input: WithdrawConsentInput!) { withdrawConsent(input: $input) { __typename } }
"""
PATIENCE_S = 10


@pytest.fixture
def arrive(family, clock, ids):
    """Mina arrives, and her guardians are told."""

    async def tell(place: str = "운산초등학교") -> None:
        clock.advance(timedelta(minutes=1))
        notification = announcements.arrived(
            event_id=ids.new(),
            child=Child(id=family.child, name="민아"),
            visit_id=ids.new(),
            place=place,
            at=clock.now(),
            told_at=clock.now(),
        )
        async with in_transaction():
            await notify(notification, clock=clock, ids=ids)

    return tell


@pytest.fixture
def alarm(family, clock, ids):
    """Mina calls for help, and her guardians are told; the event's id."""

    async def tell():
        clock.advance(timedelta(minutes=1))
        notification = announcements.sos_raised(
            event_id=ids.new(),
            child=Child(id=family.child, name="민아"),
            sos_id=ids.new(),
            at=clock.now(),
            last_seen=None,
        )
        async with in_transaction():
            await notify(notification, clock=clock, ids=ids)
        return notification.event_id

    return tell


async def a_phone(town, person):
    registered = await identity.register_push_device(
        person_id=person,
        platform=identity.Platform.ANDROID,
        push_token=f"phone of {person}",
        name="휴대전화",
        clock=town.clock,
        ids=town.ids,
    )
    return registered.device_id


async def entries(phone, **page):
    shown = await phone.ask(INBOX, **page)
    return [edge["node"] for edge in shown["edges"]], shown["pageInfo"]


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


async def end(holder, town) -> None:
    relation = await Relation.get(holder_id=holder)
    ended = await identity.end_relation(
        actor=REGISTRY, relation_id=relation.id, clock=town.clock, ids=town.ids
    )
    assert isinstance(ended, identity.Ended)


class OpenApp:
    """An app that is open: the subscription's events, one at a time."""

    def __init__(self, answers: AsyncIterator) -> None:
        self._answers = answers

    async def next(self):
        answer = await asyncio.wait_for(anext(self._answers), PATIENCE_S)
        return answer.payload["data"]["inboxChanged"]

    async def close(self) -> None:
        await self._answers.aclose()


@pytest.fixture
async def live(valkey) -> AsyncIterator[LiveFeed]:
    """The feed over a real Valkey, once it hears."""
    feed = LiveFeed(valkey)
    running = asyncio.create_task(feed.run())
    async with feed.listening("ready") as heard:
        while not heard.is_set():
            await feed.publish("ready")
            await asyncio.sleep(0.01)
    yield feed
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


@pytest.fixture
def open_app(live, clock, ids):
    engine = Engine(build_schema(), Limits())

    async def subscribe(actor, document=CHANGED, **variables) -> OpenApp:
        world = Context(
            actor=actor,
            clock=clock,
            ids=ids,
            locale=Locale.KO,
            request_id="r",
            trace_id="t",
            services=Services(listen=live.listening),
        )
        asked = Request(document, variables=variables)
        return OpenApp(await engine.subscribe(asked, engine.find(asked), world))

    return subscribe


async def test_an_open_app_hears_at_once_how_it_stands_and_then_each_change(
    open_app, live, family, arrive
):
    app = await open_app(family.as_parent)
    assert await app.next() == {"unreadCount": 0, "newest": []}

    await arrive()
    await live.publish(f"inbox:{family.parent}")
    state = await app.next()

    assert state["unreadCount"] == 1
    assert "운산초등학교" in state["newest"][0]["title"]
    await app.close()


async def test_an_open_app_forgets_the_child_with_the_guardianship(
    open_app, live, family, town, arrive
):
    await arrive()
    app = await open_app(family.as_parent)
    assert (await app.next())["unreadCount"] == 1

    await end(family.parent, town)
    await live.publish(f"inbox:{family.parent}")

    assert await app.next() == {"unreadCount": 0, "newest": []}
    await app.close()


async def test_an_app_that_comes_back_hears_what_it_missed(
    open_app, live, house, family, arrive, alarm
):
    await arrive()
    app = await open_app(family.as_parent, GO_ON)
    was = await app.next()
    assert (was["changed"], was["isComplete"]) == ([], True)
    await app.close()

    event = await alarm()
    mother = house.phone_of(family.parent)
    (_, arrival), _ = await entries(mother)
    await mother.tell(MARK, entryIds=[arrival["id"]])

    app = await open_app(family.as_parent, GO_ON, after=was["cursor"])
    missed = await app.next()
    assert [bool(entry["readAt"]) for entry in missed["changed"]] == [False, True]
    assert missed["changed"][0]["eventId"] == str(event)

    await mother.tell(MARK, entryIds=[(await entries(mother))[0][0]["id"]])
    await live.publish(f"inbox:{family.parent}")
    told = [entry["eventId"] for entry in (await app.next())["changed"]]
    assert str(event) in told
    await app.close()


async def test_a_made_up_cursor_is_refused(house, family):
    for after in ("nonsense", base64.urlsafe_b64encode(b"1.2.3").decode()):
        answer = await house.phone_of(family.parent).send(GO_ON, {"after": after})
        assert "BAD_CURSOR" in answer.text or answer.status_code == 400
