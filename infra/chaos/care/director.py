"""Lets time pass, and strikes next to each step."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from infra.chaos.care.cast import Cast
from infra.chaos.care.deeds import Deeds
from infra.chaos.care.house_clock import HouseClock
from infra.chaos.care.ladder import CLIMBS, Beat, Step
from infra.chaos.care.log import Story, Struck
from infra.chaos.care.order import Blow, Side
from infra.chaos.care.tables import Coming, Watch
from infra.chaos.house import House

LEAD = timedelta(seconds=1.3)
"""Who fires timers looks each second: it sees the jump before something is due."""

TOGETHER = timedelta(seconds=1)
"""What comes this soon after the next thing comes with it."""

BEFORE_S, AFTER_S = (0.1, 0.5), (0.0, 0.15)
HAPPENS_WITHIN_S = 60.0
TICK_S = 0.01


class Stuck(Exception):
    """Something that was due did not happen."""


class Director:
    """One slot after the other: settle, jump to what is due next, strike beside it."""

    def __init__(
        self,
        *,
        house: House,
        clock: HouseClock,
        dice: Random,
        watch: Watch,
        deeds: Deeds,
        tell: Callable[[str], None],
    ) -> None:
        self._house, self._clock, self._dice, self._tell = house, clock, dice, tell
        self.watch, self._deeds = watch, deeds
        self.struck: list[Struck] = []
        self._tasks: set[asyncio.Task[None]] = set()

    async def raise_all(self, cast: Cast) -> None:
        """Something is noticed about all of a cohort at once."""
        first = CLIMBS[cast.climber.kind][0]
        await self.settle()
        blow = cast.left.pop(first, None)
        self._strike_before(blow, cast, first, None)
        for story in cast.stories:
            self._begin(self._deeds.notice(story))
        if cast.asked is not None:
            self._begin(self._deeds.answer(cast.asked, cast.answers))
        if blow is not None and blow.side is Side.AFTER:
            await self._until_case_of(cast.climber)
            await self._strike_after(cast, first, blow, None)

    async def pass_on(self, casts: Sequence[Cast], *, until: datetime | None) -> bool:
        """To what comes next to anybody; False where `until` comes first."""
        await self.settle()
        coming = await self.watch.coming(within=TOGETHER)
        next_ = min(
            (at for at in (self._clock.next_alarm, *(each.due - LEAD for each in coming)) if at),
            default=None,
        )
        if next_ is None or (until is not None and next_ > until):
            return False
        self._clock.jump(next_)
        if next_ == self._clock.next_alarm:
            return True
        for cast in casts:
            await self._begin_to_take(cast, coming)
        await self._strike_beside(casts, coming)
        return True

    async def _strike_beside(self, casts: Sequence[Cast], coming: Sequence[Coming]) -> None:
        """The blows that are planned for these, if any, those before first; all of them happen."""
        found = [await self._planned(casts, each) for each in coming]
        planned = [each for each in found if each is not None]
        for blow, cast, beat, each in planned:
            if blow.side is Side.BEFORE:
                await self._until(each.due, before_s=self._dice.uniform(*BEFORE_S))
                self._strike(blow, cast.climber.senior, beat, each.due)
        for blow, cast, beat, each in planned:
            if blow.side is Side.AFTER:
                await self._all_happen([each])
                await self._strike_after(cast, beat, blow, each.due)
        await self._all_happen(coming)

    async def _planned(
        self, casts: Sequence[Cast], coming: Coming
    ) -> tuple[Blow, Cast, Beat, Coming] | None:
        cast = next((cast for cast in casts if cast.climber.senior == coming.senior), None)
        beat = None if cast is None else await self._beat_of(cast, coming)
        if cast is None or beat is None or beat not in cast.left:
            return None
        return cast.left.pop(beat), cast, beat, coming

    async def _beat_of(self, cast: Cast, coming: Coming) -> Beat | None:
        if coming.chain is not None:
            return coming.by_telephone
        climb, steps = CLIMBS[cast.climber.kind], await self.steps_of(cast.climber)
        return climb[min(steps, len(climb) - 1)]

    async def _begin_to_take(self, cast: Cast, coming: Sequence[Coming]) -> None:
        story = cast.taken
        mine = [each for each in coming if story is not None and each.senior == story.senior]
        due = next((each.due for each in mine if each.chain is None), None)
        if story is None or due is None or story.done:
            return
        climb, steps = CLIMBS[story.kind], await self.steps_of(story)
        if steps < len(climb) and climb[steps] is cast.taken_at:
            self._begin(self._deeds.take(story, due=due, and_close=cast.is_closed))

    async def confirm(self, cast: Cast) -> None:
        """The control room says that 119 must come."""
        await self.settle()
        steps = await self.steps_of(cast.climber)
        blow = cast.left.pop(Step.HAND_OVER, None)
        self._strike_before(blow, cast, Step.HAND_OVER, None)
        await self._deeds.confirm(cast.climber)
        if blow is not None and blow.side is Side.AFTER:
            await self._until_case_of(cast.climber, more_than=steps)
            await self._strike_after(cast, Step.HAND_OVER, blow, None)

    async def close_all(self, casts: Sequence[Cast]) -> None:
        """Whoever is not looked after yet is now: nothing may come any more."""
        await self.settle()
        for story in (story for cast in casts for story in cast.stories):
            if await self.watch.is_open(story.senior):
                self._begin(self._deeds.take(story, due=None, and_close=True))
        await self.settle()

    async def settle(self) -> None:
        """Until all runs again, nothing is under way, and all who act have acted."""
        give_up = asyncio.get_running_loop().time() + HAPPENS_WITHIN_S
        while open_ := await self._open():
            if asyncio.get_running_loop().time() > give_up:
                raise Stuck(f"the house never became quiet: {open_}")
            for task in [task for task in self._tasks if task.done()]:
                self._tasks.discard(task)
                task.result()
            await asyncio.sleep(TICK_S * 3)

    async def _open(self) -> str:
        """What is not settled, in words."""
        down = await asyncio.to_thread(
            lambda: [one.name for one in self._house.victims if not one.up]
        )
        acting = len(self._tasks) - self._clock.asleep
        if down or acting:
            return f"down: {down}; acts under way: {acting}"
        return ", ".join(
            f"{count} {kind}" for kind, count in (await self.watch.open(self._clock.now())).items()
        )

    async def steps_of(self, story: Story) -> int:
        """How many steps of her case were taken."""
        known = await self.watch.case_of(story.senior)
        return 0 if known is None else known[1]

    def _strike_before(
        self, blow: Blow | None, cast: Cast, beat: Beat, due: datetime | None
    ) -> None:
        if blow is not None and blow.side is Side.BEFORE:
            self._strike(blow, cast.climber.senior, beat, due)

    async def _strike_after(self, cast: Cast, beat: Beat, blow: Blow, due: datetime | None) -> None:
        """As soon as it is committed."""
        await asyncio.sleep(self._dice.uniform(*AFTER_S))
        self._strike(blow, cast.climber.senior, beat, due)

    def _strike(self, blow: Blow, senior: UUID, beat: Beat, due: datetime | None) -> None:
        at = self._clock.now()
        for victim in self._house.victims:
            if victim.name.startswith(blow.victim):
                victim.crash() if victim is self._house.postgres else victim.strike(self._dice)
        self.struck.append(Struck(blow.victim, blow.side, beat, senior, at, due))
        self._tell(f"{len(self.struck)}: {blow.victim} killed {blow.side} {beat}")

    async def _until_case_of(self, story: Story, *, more_than: int = 0) -> None:
        give_up = asyncio.get_running_loop().time() + HAPPENS_WITHIN_S
        while await self.steps_of(story) <= more_than:
            if asyncio.get_running_loop().time() > give_up:
                raise Stuck(f"{story.name}: no step after {more_than}")
            await asyncio.sleep(TICK_S)

    async def _all_happen(self, coming: Sequence[Coming]) -> None:
        """Until each of them has happened."""
        give_up = asyncio.get_running_loop().time() + HAPPENS_WITHIN_S
        while late := await self.watch.still_coming(coming):
            if asyncio.get_running_loop().time() > give_up:
                raise Stuck(f"nothing happened to {late}")
            await asyncio.sleep(TICK_S)

    async def _until(self, moment: datetime, *, before_s: float = 0.0) -> None:
        left = (moment - self._clock.now()).total_seconds() - before_s
        await asyncio.sleep(max(0.0, left))

    def _begin(self, act: Coroutine[None, None, None]) -> None:
        self._tasks.add(asyncio.create_task(act))
