"""What people and homes do in a run: notice, cry out, take, close, and answer the telephone."""

import asyncio
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.public import cases
from domains.kernel.ids import Ids
from infra.chaos.care.device import Device
from infra.chaos.care.found_dong import Dong
from infra.chaos.care.hands import Hands
from infra.chaos.care.house_clock import HouseClock
from infra.chaos.care.ladder import BY_DEVICES, Asked
from infra.chaos.care.log import Deed, Span, Story
from infra.chaos.care.tables import Watch
from infra.chaos.care.telephones import Telephones
from infra.database import OUTAGES
from infra.settings import Settings

AGAIN_S = 0.1
BACK_WITHIN_S = 6.0
"""So long one telling is given to arrive, a bridge or broker to come back, before the next."""
THINKS_S = (0.0, 1.5)
"""How long a telephone rings."""

KEYS = {Deed.FINE: "1", Deed.CALLED_FOR_HELP: "2"}


class Deeds:
    """Each is written into its story with the span in which it took effect."""

    def __init__(
        self,
        settings: Settings,
        *,
        dong: Dong,
        clock: HouseClock,
        ids: Ids,
        dice: Random,
        watch: Watch,
    ) -> None:
        self._dong, self._clock, self._ids, self._dice = dong, clock, ids, dice
        self._watch, self._mqtt_port = watch, settings.embedded.mqtt_port
        self._hands = Hands(settings, clock=clock, ids=ids)
        self._telephones = Telephones(settings.push.base_url, clock)

    async def notice(self, story: Story) -> None:
        """By a device of hers, or by whoever writes it down until the database has it."""
        since = self._clock.now()
        if story.kind in BY_DEVICES:
            await self._cry(story, since)
            return
        while not await self._is_raised(story, since):  # noqa: ASYNC110
            await asyncio.sleep(AGAIN_S)
        story.raised = Span(since, self._clock.now())

    async def _cry(self, story: Story, since: datetime) -> None:
        """Due when the last telling was taken: an earlier one may have been lost. While it is on
        its way between broker and database, nobody moves the clock."""
        paired = self._dong.seniors[story.name].device
        assert paired is not None
        device = Device(paired, self._mqtt_port, self._clock)
        message = await device.cry(story.kind)
        story.raised = Span(since, self._clock.now())
        while not await self._is_heard(story):
            await device.tell(message)
            story.raised = Span(since, self._clock.now())

    async def _is_heard(self, story: Story) -> bool:
        """The clock may have jumped over the seconds between a device's tellings, and a bridge
        comes back by its own: so long it is given before the next."""
        for _ in range(int(BACK_WITHIN_S / AGAIN_S)):
            if await self._watch.case_of(story.senior) is not None:
                return True
            await asyncio.sleep(AGAIN_S)
        return False

    async def _is_raised(self, story: Story, since: datetime) -> bool:
        kind = cases.ConcernKind(story.kind)
        concern = cases.Concern(story.senior, kind, cases.Level.FAMILY, since)
        try:
            async with in_transaction():
                case = await cases.raise_concern(concern, clock=self._clock, ids=self._ids)
        except (TimeoutError, *OUTAGES):
            return False
        assert case is not None
        return True

    async def take(self, story: Story, *, due: datetime | None, and_close: bool) -> None:
        """Her guardian, at about the moment of a step: just before it, or just after."""
        if due is not None:
            late_s = self._dice.uniform(-0.3, 0.8)
            await self._until(due + timedelta(seconds=late_s))
        guardian, case = self._dong.seniors[story.name].guardian, await self._case_of(story)
        story.did(Deed.TAKEN, await self._hands.acknowledge(guardian, case))
        if and_close:
            story.did(Deed.CLOSED, await self._hands.close(guardian, case))

    async def confirm(self, story: Story) -> None:
        """The control room says that 119 must come."""
        operator = self._dong.office[Asked.OPERATOR]
        span = await self._hands.confirm(operator, await self._case_of(story))
        story.did(Deed.CONFIRMED, span)

    async def answer(self, story: Story, deed: Deed) -> None:
        """Her telephone rings; she presses a key. Who called for help is looked after at once."""
        number = self._dong.numbers[story.senior]
        slug = await self._telephones.ringing(number)
        await asyncio.sleep(self._dice.uniform(*THINKS_S))
        story.did(deed, await self._telephones.press(slug, KEYS[deed]))
        if deed is Deed.CALLED_FOR_HELP:
            await self.take(story, due=None, and_close=True)

    async def _until(self, moment: datetime) -> None:
        await asyncio.sleep(max(0.0, (moment - self._clock.now()).total_seconds()))

    async def _case_of(self, story: Story) -> UUID:
        known = await self._watch.case_of(story.senior)
        assert known is not None, story.name
        return known[0]
