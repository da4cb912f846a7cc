"""Nine o'clock strikes while a campaign is in a worker's hands (정보통신망법 §50③)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

import pytest

from domains.consent.public import Purpose
from domains.kernel.clock import SimulatedClock
from notifications.campaigns.pages import Pages
from notifications.channel import Channel
from notifications.claim_due import claim_due
from notifications.dispatch.halts import Halts
from notifications.dispatch.turn import Means, take_turn
from notifications.lanes import Lane
from notifications.notification import Category
from notifications.ports import Halted, NotBegun, Outgoing, Receipt, Sent, never_halted
from tests.notifications.campaigns.desk import Desk, seoul, states

NINE = seoul(2026, 3, 3, 21)
A_MOMENT = timedelta(seconds=4)
DAY, NIGHT = Purpose.COMMERCE_ADVERTISING, Purpose.COMMERCE_ADVERTISING_NIGHT


@pytest.fixture
async def shoppers(desk: Desk) -> tuple[UUID, UUID]:
    """Hana agreed to offers by day, Dohyun to those of the night, too. It is just before nine."""
    hana, dohyun = await desk.town.person("김하나"), await desk.town.person("이도현")
    for person in (hana, dohyun):
        await desk.town.phone(person, f"token-{person}")
    await desk.town.consents(hana, hana, [DAY])
    await desk.town.consents(dohyun, dohyun, [DAY, NIGHT])
    desk.clock.set(NINE - A_MOMENT)
    return hana, dohyun


async def test_a_page_that_was_written_before_nine_is_judged_anew_after(
    desk: Desk, shoppers: tuple[UUID, UUID]
) -> None:
    campaign = await desk.started(category=Category.ADVERTISING)
    page = await desk.page(Lane.ADVERTISING)
    desk.clock.set(NINE)
    await desk.send(page)

    assert len(page) == 2
    assert told(desk) == [shoppers[1]]
    assert await states(await desk.event(campaign)) == {"queued": 1, "sent": 1}


async def test_a_batch_on_its_way_at_nine_is_broken_off(
    desk: Desk, shoppers: tuple[UUID, UUID]
) -> None:
    await desk.started(category=Category.ADVERTISING)
    page = await desk.page(Lane.ADVERTISING)
    slow = SlowService(desk.clock)
    desk.clock.set(NINE - timedelta(seconds=2.5))
    halts = Halts(clock=desk.clock)
    await halts.refresh()
    means = Means({Channel.FCM: slow}, desk.clock, desk.ids, Random(1), halts)
    await take_turn(page, means=means)

    assert slow.begun_at == [NINE - timedelta(seconds=2.2)]


async def test_what_the_night_took_from_a_worker_goes_out_at_eight(
    desk: Desk, shoppers: tuple[UUID, UUID]
) -> None:
    await desk.started(category=Category.ADVERTISING)
    await desk.send(await slipped_past_nine(desk))
    desk.clock.set(NINE + timedelta(seconds=3))
    await desk.send(await claim_due(limit=10, clock=desk.clock))
    by_night = told(desk)
    desk.clock.set(seoul(2026, 3, 4, 8))
    await desk.send(await claim_due(limit=10, clock=desk.clock))

    assert by_night == [shoppers[1]]
    assert told(desk) == [shoppers[1], shoppers[0]]


async def slipped_past_nine(desk: Desk) -> Sequence:
    """Nobody sends them: the worker stands still until its leases are nearly over."""
    page = await Pages(ids=desk.ids).next_page(lane=Lane.ADVERTISING, limit=9, clock=desk.clock)
    desk.clock.set(NINE - timedelta(seconds=1))
    return page


def told(desk: Desk) -> list[UUID]:
    return [each.person_id for each in desk.pushes.sent]


@dataclass
class SlowService:
    """Every request begins a moment after the last."""

    clock: SimulatedClock
    name: Channel = Channel.FCM

    def __post_init__(self) -> None:
        self.begun_at: list[datetime] = []

    async def send(
        self, batch: Sequence[Outgoing], *, halted: Halted = never_halted
    ) -> list[Receipt]:
        return [self._one(each, halted) for each in batch]

    def _one(self, outgoing: Outgoing, halted: Halted) -> Receipt:
        self.clock.advance(timedelta(seconds=0.3))
        if halted(outgoing.event_id):
            return NotBegun()
        self.begun_at.append(self.clock.now())
        return Sent("message")
