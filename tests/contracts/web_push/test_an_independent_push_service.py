"""What we seal, an npm package opens (`web-push-testing`); what has unsubscribed is forgotten."""

from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

import orjson
from cryptography.hazmat.primitives.asymmetric import ec

from domains.identity import public as identity
from domains.identity.public import Platform
from domains.kernel import sql
from domains.kernel.clock import SystemClock
from domains.kernel.ids import UuidV7Ids
from notifications.channels.web_push import VapidKey
from notifications.lanes import Lane
from notifications.messages.presentation import BY_CATEGORY
from notifications.notification import Category
from notifications.ports import Outgoing, Rejected, Sent, Wording
from notifications.public import Child, announcements
from tests.builders.families import Town
from tests.notifications.world import World


def outgoing(address: str, **payload: str) -> Outgoing:
    wording = Wording(
        event_id=UUID(int=1),
        category=Category.SAFETY,
        tag="sos:1",
        expires_at=datetime.now(UTC) + timedelta(hours=1),
        text=None,
        payload=payload,
        presentation=BY_CATEGORY[Category.SAFETY],
    )
    return Outgoing(
        UUID(int=1), UUID(int=2), UUID(int=3), address, Platform.WEB, Lane.SAFETY, wording
    )


async def test_it_opens_what_we_seal_and_believes_who_we_are(push_service, channel, key):
    browser = await push_service.browser(key)
    said = {"title": "도움 요청", "body": "민아가 도움을 요청했어요", "tag": "sos:1"}

    (receipt,) = await channel.send([outgoing(browser.subscription.address, **said)])

    assert isinstance(receipt, Sent)
    assert [orjson.loads(message) for message in await browser.messages()] == [said]


async def test_a_hundred_browsers_each_read_their_own(push_service, channel, key):
    browsers = [await push_service.browser(key) for _ in range(100)]
    batch = [
        outgoing(each.subscription.address, body=str(number))
        for number, each in enumerate(browsers)
    ]

    receipts = await channel.send(batch)

    assert all(isinstance(receipt, Sent) for receipt in receipts)
    for number, each in enumerate(browsers):
        assert await each.messages() == [orjson.dumps({"body": str(number)}).decode()]


async def test_the_longest_message_is_read_whole_and_a_longer_one_never_leaves(
    push_service, channel, key
):
    browser = await push_service.browser(key)
    longest = "가" * ((3_993 - len(b'{"body":""}')) // 3)
    fits, refused = (
        outgoing(browser.subscription.address, body=longest + more) for more in ("", "가")
    )

    assert isinstance((await channel.send([fits]))[0], Sent)
    assert await channel.send([refused]) == [Rejected("too_large")]
    assert orjson.loads((await browser.messages())[0])["body"] == longest


async def test_a_browser_bound_to_another_key_does_not_hear_us(push_service, channel):
    strangers = VapidKey(ec.generate_private_key(ec.SECP256R1()))
    browser = await push_service.browser(strangers.public)

    (receipt,) = await channel.send([outgoing(browser.subscription.address, body="x")])

    assert receipt == Rejected("http_400")
    assert await browser.messages() == []


async def test_410_forgets_the_browser_after_one_attempt(database, push_service, channel, key):
    """Through the whole engine: the ledger says failed, and identity holds no address any more."""
    clock, ids = SystemClock(), UuidV7Ids()
    town = Town(clock, ids)  # type: ignore[arg-type]
    world = World(clock, ids, channel, None, Random(1))  # type: ignore[arg-type]
    stays, goes = [await push_service.browser(key) for _ in range(2)]
    mina = await town.person("민아", born=datetime(2017, 2, 10).date())  # noqa: DTZ001
    hana = await town.parent_of(mina, "김하나")
    for browser in (stays, goes):
        await identity.register_push_device(
            person_id=hana,
            platform=Platform.WEB,
            push_token=browser.subscription.address,
            name="브라우저",
            clock=clock,
            ids=ids,
        )
    await goes.unsubscribe()

    told = announcements.sos_raised(
        event_id=ids.new(),
        child=Child(id=mina, name="민아"),
        sos_id=ids.new(),
        at=clock.now(),
        last_seen=None,
    )
    await world.tell(told)
    await world.deliver()

    rows = await sql.fetch(
        "SELECT state, reason, attempts, channel FROM notifications.deliveries ORDER BY state"
    )
    assert [tuple(row.values()) for row in rows] == [
        ("failed", "unregistered", 1, "web_push"),
        ("sent", None, 1, "web_push"),
    ]
    left = await identity.push_devices_of([hana])
    assert [device.push_token for device in left] == [stays.subscription.address]
    (message,) = await stays.messages()
    assert orjson.loads(message)["event_id"] == str(told.event_id)
    assert urlsafe_b64encode(stays.subscription.auth).decode().rstrip("=") in left[0].push_token
