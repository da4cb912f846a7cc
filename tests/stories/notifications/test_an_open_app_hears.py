"""What changes behind the bell while the app is open, and while it was away."""

import asyncio
import base64
from collections.abc import AsyncIterator

import pytest
from gateway.context import Context
from gateway.execution.engine import Engine, Request
from gateway.execution.limits import Limits
from gateway.schema import build_schema
from gateway.services import Services

from domains.kernel.text import Locale
from infra.live import LiveFeed
from tests.stories.notifications.bell import MARK, end, entries

CHANGED = "subscription { inboxChanged { unreadCount newest { title } } }"


GO_ON = """
subscription ($after: String) {
  inboxChanged(after: $after) { cursor isComplete changed { eventId readAt } }
}
"""


PATIENCE_S = 10


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
