"""Batches on their way to FCM: what stops a message before it begins, and what an answer means."""

import asyncio
import struct
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from uuid import UUID

import pytest
from redis.asyncio import Redis

from domains.identity.public import Platform
from domains.kernel.clock import SimulatedClock
from domains.kernel.ids import Ids
from infra.settings import PushSettings
from notifications.channels.breaker import Circuit, Recovered, Tripped, Trouble
from notifications.channels.fcm import FcmChannel, open_fcm
from notifications.channels.health import RecordedHealth, channel_health, record
from notifications.emulator import phone
from notifications.emulator.exchange import Exchange, Options
from notifications.emulator.misbehaviour import Behaviour, Rule
from notifications.lanes import LANE_OF
from notifications.messages.presentation import presentation_of
from notifications.notification import Category
from notifications.ports import (
    CredentialsRefused,
    NotBegun,
    Outgoing,
    QuotaExceeded,
    Sent,
    Transient,
    Wording,
)
from tests.notifications.world import outbox_topics

EVENT = UUID(int=77)


@dataclass
class Post:
    """A push service, a clock, and what opens our channel to it."""

    address: str
    service: Exchange
    clock: SimulatedClock
    settings: dict[str, object] = field(default_factory=dict)

    def channel(
        self, valkey: Redis | None = None, health: RecordedHealth | None = None
    ) -> AbstractAsyncContextManager[FcmChannel]:
        settings = PushSettings(
            base_url=self.address,
            project_id="osan",
            timeout_s=2,
            **self.settings,
        )
        return open_fcm(settings, clock=self.clock, valkey=valkey, health=health, dice=Random(1))

    def misbehave(self, behaviour: Behaviour, **rule: float) -> None:
        self.service.plan.rules.append(Rule(behaviour, **rule))

    def behave(self) -> None:
        self.service.plan.rules.clear()

    @property
    def requests(self) -> int:
        return self.service.journal.counts["requests"]

    def messages(
        self,
        count: int,
        *,
        category: Category = Category.CARE,
        platform: Platform = Platform.ANDROID,
        event_id: UUID = EVENT,
    ) -> list[Outgoing]:
        """To as many phones, each somebody else's."""
        wording = Wording(
            event_id=event_id,
            category=category,
            tag="visit:1",
            expires_at=self.clock.now() + timedelta(hours=1),
            text=None,
            payload={"kind": "commute.arrived"},
            presentation=presentation_of(None, category),
        )
        return [
            Outgoing(
                event_id=event_id,
                device_id=UUID(int=1000 + number),
                person_id=UUID(int=number),
                address=f"{category.value}-{number}",
                platform=platform,
                lane=LANE_OF[category],
                wording=wording,
            )
            for number in range(count)
        ]


@pytest.fixture
def post(push_address: tuple[str, Exchange], clock: SimulatedClock) -> Post:
    return Post(*push_address, clock)


@pytest.fixture
async def channel(post: Post) -> AsyncIterator[FcmChannel]:
    async with post.channel() as channel:
        yield channel


def kinds(receipts: Sequence[object]) -> set[type]:
    return {type(receipt) for receipt in receipts}


async def test_a_batch_goes_out_in_order(post: Post, channel: FcmChannel) -> None:
    batch = post.messages(300)
    receipts = await channel.send(batch)

    names = [receipt.message_id for receipt in receipts if isinstance(receipt, Sent)]
    assert len(set(names)) == 300
    assert post.requests == 300


async def test_a_batch_of_many_lanes_keeps_its_order(post: Post, channel: FcmChannel) -> None:
    post.service.options = Options(strict=True)
    mixed = [
        message
        for trio in zip(*(post.messages(5, category=each) for each in Category), strict=True)
        for message in trio
    ]
    for message in mixed[::2]:
        post.service.register(message.address, phone.Platform.ANDROID)
    receipts = await channel.send(mixed)

    assert [isinstance(receipt, Sent) for receipt in receipts] == [True, False] * 10


async def test_what_is_halted_does_not_begin(post: Post, channel: FcmChannel) -> None:
    stopped = post.messages(10, event_id=UUID(int=1))
    going = post.messages(10)

    receipts = await channel.send([*stopped, *going], halted=lambda event: event == UUID(int=1))

    assert kinds(receipts[:10]) == {NotBegun}
    assert kinds(receipts[10:]) == {Sent}
    assert post.requests == 10


async def test_a_halt_is_asked_for_right_before_each_request(
    post: Post, channel: FcmChannel
) -> None:
    asked_after: list[int] = []

    def halted(_: UUID) -> bool:
        asked_after.append(post.requests)
        return post.requests >= 200

    receipts = await channel.send(post.messages(1_000), halted=halted)

    begun = sum(isinstance(receipt, Sent) for receipt in receipts)
    assert len(asked_after) == 1_000
    assert begun == post.requests < 200 + 100


async def test_an_alarm_does_not_wait_for_a_campaign_that_hangs(
    post: Post, channel: FcmChannel
) -> None:
    post.misbehave(Behaviour.HANG)
    begun, has_filled = iter(range(70)), asyncio.Event()

    def halted(_: UUID) -> bool:
        if next(begun, None) == 69:
            has_filled.set()
        return False

    campaign = asyncio.create_task(
        channel.send(post.messages(500, category=Category.ADVERTISING), halted=halted)
    )
    await has_filled.wait()
    post.behave()

    receipts = await channel.send(post.messages(5, category=Category.SAFETY))

    assert kinds(receipts) == {Sent}
    assert not campaign.done()
    campaign.cancel()


async def test_revoked_credentials_stop_it_forget_nothing_and_page(
    database: None, post: Post, ids: Ids
) -> None:
    health = RecordedHealth(clock=post.clock, ids=ids)
    post.misbehave(Behaviour.SENDER_ID_MISMATCH)
    async with post.channel(health=health) as channel:
        receipts = await channel.send(post.messages(500))

        assert kinds(receipts) == {CredentialsRefused, NotBegun}
        assert post.requests <= 100
        (broken,) = await channel_health()
        assert (broken.circuit, broken.state, broken.trouble) == ("fcm", "open", "credentials")
        assert broken.reason == "SENDER_ID_MISMATCH"
        assert broken.next_probe_at is not None
        assert await outbox_topics() == ["notifications.channel_tripped"]

        before = post.requests
        assert kinds(await channel.send(post.messages(50))) == {NotBegun}
        assert post.requests == before

        post.behave()
        post.clock.advance(timedelta(seconds=60))
        assert kinds(await channel.send(post.messages(1))) == {Sent}
        (mended,) = await channel_health()
        assert mended.state is Circuit.CLOSED
        assert await outbox_topics() == [
            "notifications.channel_tripped",
            "notifications.channel_recovered",
        ]


async def test_an_outage_is_not_hammered(post: Post, channel: FcmChannel) -> None:
    post.misbehave(Behaviour.UNAVAILABLE)
    receipts = await channel.send(post.messages(1_000))

    assert kinds(receipts) == {Transient, NotBegun}
    assert post.requests <= 100
    assert channel.breakers["fcm"].state is Circuit.OPEN


async def test_an_alarm_may_ask_what_is_broken(post: Post, channel: FcmChannel) -> None:
    post.misbehave(Behaviour.UNAVAILABLE)
    await channel.send(post.messages(1_000))
    post.behave()
    post.clock.advance(timedelta(seconds=0.6))

    (alarm,) = await channel.send(post.messages(1, category=Category.SAFETY))

    assert isinstance(alarm, Sent)
    assert channel.breakers["fcm"].state is Circuit.CLOSED


async def test_what_apple_refuses_stops_iphones_alone(post: Post, channel: FcmChannel) -> None:
    iphones = post.messages(200, platform=Platform.IOS)
    post.misbehave(Behaviour.THIRD_PARTY_AUTH)
    assert kinds(await channel.send(iphones)) == {CredentialsRefused, NotBegun}
    post.behave()

    assert channel.breakers["fcm.apns"].state is Circuit.OPEN
    assert kinds(await channel.send(post.messages(20))) == {Sent}
    assert kinds(await channel.send(iphones[:20])) == {NotBegun}


async def test_one_workers_open_circuit_is_closed_by_another_that_sends(
    database: None, post: Post, ids: Ids
) -> None:
    trip = Tripped(Trouble.OUTAGE, "timeout", 30.0)
    await record("fcm", trip, clock=post.clock, ids=ids)
    async with post.channel(health=RecordedHealth(clock=post.clock, ids=ids)) as channel:
        await channel.send(post.messages(1))

    assert [each.state for each in await channel_health()] == [Circuit.CLOSED]


async def test_of_many_workers_one_brings_the_news(database: None, post: Post, ids: Ids) -> None:
    trip = Tripped(Trouble.CREDENTIALS, "http_401", 1.0)
    await asyncio.gather(*(record("fcm", trip, clock=post.clock, ids=ids) for _ in range(5)))
    await asyncio.gather(*(record("fcm", Recovered(), clock=post.clock, ids=ids) for _ in range(5)))

    assert await outbox_topics() == [
        "notifications.channel_tripped",
        "notifications.channel_recovered",
    ]


async def test_a_little_429_holds_up_its_message_alone(post: Post, channel: FcmChannel) -> None:
    post.misbehave(Behaviour.QUOTA, next=1, retry_after_s=30)
    receipts = await channel.send(post.messages(200))

    assert [receipt for receipt in receipts if not isinstance(receipt, Sent)] == [
        QuotaExceeded(30.0)
    ]


async def test_429_everywhere_silences_the_project_as_long_as_it_says(
    post: Post, valkey: Redis
) -> None:
    post.misbehave(Behaviour.QUOTA, retry_after_s=30)
    async with post.channel(valkey) as ours, post.channel(valkey) as anothers:
        await _fill(valkey)
        receipts = await ours.send(post.messages(300))
        assert QuotaExceeded(30.0) in receipts
        post.behave()
        before = post.requests

        for channel in (ours, anothers):
            told = await channel.send(post.messages(20))
            assert kinds(told) == {NotBegun}
            assert all(25 < receipt.retry_after_s <= 30 for receipt in told)
        assert post.requests == before


async def test_the_quota_is_shared_by_workers(post: Post, valkey: Redis) -> None:
    post.settings = {"quota_per_min": 6_000, "workers": 2, "concurrency": 20}
    async with post.channel(valkey) as one, post.channel(valkey) as other:
        await _fill(valkey)
        loop = asyncio.get_running_loop()
        began_at = loop.time()
        await asyncio.gather(*(worker.send(post.messages(500)) for worker in (one, other)))
        assert 0 < post.requests <= 6_000 / 120 + 100 * (loop.time() - began_at)

        alarms = await one.send(post.messages(2, category=Category.SAFETY))
        assert kinds(alarms) == {Sent}


async def test_without_valkey_only_alarms_go(post: Post) -> None:
    gone = Redis.from_url("redis://127.0.0.1:9", socket_connect_timeout=0.1)
    async with post.channel(gone) as channel:
        (news,) = await channel.send(post.messages(1))
        (alarm,) = await channel.send(post.messages(1, category=Category.SAFETY))

    assert isinstance(news, NotBegun)
    assert isinstance(alarm, Sent)
    await gone.aclose()


async def test_a_phone_that_is_rung_too_often_waits_but_for_alarms(
    post: Post, valkey: Redis
) -> None:
    async with post.channel(valkey) as channel:
        await _fill(valkey)
        (offer,) = post.messages(1, category=Category.ADVERTISING)
        receipts = await channel.send([offer] * 25)
        assert sum(isinstance(receipt, NotBegun) for receipt in receipts) == 5

        (alarm,) = post.messages(1, category=Category.SAFETY)
        assert kinds(await channel.send([alarm] * 50)) == {Sent}


async def _fill(valkey: Redis) -> None:
    """An unknown bucket is empty; this one has been filling for long."""
    await valkey.set("push:fcm:osan:quota", struct.pack("<dd", 0.0, 0.0))
