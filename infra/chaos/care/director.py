"""Lets time pass, does what people do, and strikes next to each step."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.public import cases
from domains.kernel.ids import Ids
from infra.chaos.care.found_dong import Dong
from infra.chaos.care.hands import Hands
from infra.chaos.care.house_clock import HouseClock
from infra.chaos.care.ladder import CLIMBS, Asked, Step
from infra.chaos.care.log import Deed, Done, Span, Story, Struck
from infra.chaos.care.order import Blow, Cohort, Side
from infra.chaos.care.sos_button import SosButton
from infra.chaos.care.tables import Watch
from infra.chaos.house import House
from infra.database import OUTAGES

LEAD = timedelta(seconds=1.3)
"""Who fires timers looks each second: it sees the jump before something is due."""

TOGETHER = timedelta(seconds=1)
"""What comes this soon after the next step comes with it."""

BEFORE_S, AFTER_S = (0.1, 0.5), (0.0, 0.15)
HAPPENS_WITHIN_S = 60.0
TICK_S = 0.01


@dataclass(slots=True)
class Cast:
    """The seniors of one cohort, and what still is to be struck."""

    cohort: Cohort
    climber: Story
    taken: Story
    presser: Story
    taken_at: Step
    is_closed: bool
    """Whether who takes her case also ends it; else they are silent."""
    left: dict[Step, Blow] = field(default_factory=dict)


class Stuck(Exception):
    """Something that was due did not happen."""


class Director:
    """One slot after the other: settle, jump to what is due next, strike beside it."""

    def __init__(
        self,
        *,
        house: House,
        dong: Dong,
        clock: HouseClock,
        ids: Ids,
        dice: Random,
        tell: Callable[[str], None],
    ) -> None:
        self._house, self._dong, self._clock, self._ids = house, dong, clock, ids
        self._dice, self._tell = dice, tell
        self._hands = Hands(house.settings, clock=clock, ids=ids)
        self.watch = Watch(house.settings.database.owner_url or house.settings.database.url)
        self.struck: list[Struck] = []
        self._tasks: set[asyncio.Task[None]] = set()

    async def raise_all(self, cast: Cast) -> None:
        """Something is noticed about three seniors at once."""
        first = CLIMBS[cast.climber.kind][0]
        await self.settle()
        blow = cast.left.pop(first, None)
        self._strike_before(blow, cast, first)
        self._begin(self._press(cast.presser))
        await asyncio.gather(self._raise(cast.climber), self._raise(cast.taken))
        await self._strike_after(blow, cast, first, steps=0)

    async def pass_on(self, casts: Sequence[Cast], *, until: datetime | None) -> bool:
        """To the next steps of anybody; False where `until` comes first."""
        await self.settle()
        coming = await self.watch.coming(within=TOGETHER)
        if not coming or (until is not None and min(coming.values()) - LEAD > until):
            return False
        cast = next((cast for cast in casts if cast.climber.senior in coming), None)
        self._clock.jump(min(coming.values()) - LEAD)
        for each in casts:
            if each.taken.senior in coming:
                await self._begin_to_take(each, coming[each.taken.senior])
        if cast is None:
            await self._all_happen(coming)
        else:
            await self._strike_beside(cast, coming)
        return True

    async def _strike_beside(self, cast: Cast, coming: Mapping[UUID, datetime]) -> None:
        """The blow that is planned for this step of the one who climbs."""
        due, steps = coming[cast.climber.senior], await self.steps_of(cast.climber)
        climb = CLIMBS[cast.climber.kind]
        step = climb[min(steps, len(climb) - 1)]
        blow = cast.left.pop(step, None)
        await self._until(due, before_s=self._dice.uniform(*BEFORE_S))
        self._strike_before(blow, cast, step)
        await self._strike_after(blow, cast, step, steps=steps)
        await self._all_happen(coming)

    async def _begin_to_take(self, cast: Cast, due: datetime) -> None:
        climb = CLIMBS[cast.taken.kind]
        steps = await self.steps_of(cast.taken)
        if not cast.taken.done and steps < len(climb) and climb[steps] is cast.taken_at:
            self._begin(self._take(cast, due))

    async def confirm(self, cast: Cast) -> None:
        """The control room says that 119 must come."""
        await self.settle()
        case, steps = await self._case_of(cast.climber)
        blow = cast.left.pop(Step.HAND_OVER, None)
        self._strike_before(blow, cast, Step.HAND_OVER)
        operator = self._dong.office[Asked.OPERATOR]
        span = await self._hands.confirm(operator, case)
        cast.climber.done.append(Done(Deed.CONFIRMED, span))
        await self._strike_after(blow, cast, Step.HAND_OVER, steps=steps)

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
        if down or self._tasks:
            return f"down: {down}; acts under way: {len(self._tasks)}"
        return ", ".join(
            f"{count} {kind}" for kind, count in (await self.watch.open(self._clock.now())).items()
        )

    async def _case_of(self, story: Story) -> tuple[UUID, int]:
        known = await self.watch.case_of(story.senior)
        assert known is not None, story.name
        return known

    async def steps_of(self, story: Story) -> int:
        """How many steps of her case were taken."""
        return (await self._case_of(story))[1]

    def _strike_before(self, blow: Blow | None, cast: Cast, step: Step) -> None:
        if blow is not None and blow.side is Side.BEFORE:
            self._strike(blow, cast, step)

    async def _strike_after(self, blow: Blow | None, cast: Cast, step: Step, *, steps: int) -> None:
        """As soon as the step is committed."""
        if blow is None or blow.side is not Side.AFTER:
            return
        await self._taken(cast.climber.senior, more_than=steps)
        await asyncio.sleep(self._dice.uniform(*AFTER_S))
        self._strike(blow, cast, step)

    def _strike(self, blow: Blow, cast: Cast, step: Step) -> None:
        at = self._clock.now()
        for victim in self._house.victims:
            if victim.name.startswith(blow.victim):
                victim.crash() if victim is self._house.postgres else victim.strike(self._dice)
        self.struck.append(Struck(blow.victim, blow.side, step, cast.climber.senior, at))
        self._tell(f"{len(self.struck)}: {blow.victim} killed {blow.side} {step}")

    async def _taken(self, senior: UUID, *, more_than: int) -> None:
        give_up = asyncio.get_running_loop().time() + HAPPENS_WITHIN_S
        while (known := await self.watch.case_of(senior)) is None or known[1] <= more_than:
            if asyncio.get_running_loop().time() > give_up:
                raise Stuck(f"{senior}: no step after {more_than}")
            await asyncio.sleep(TICK_S)

    async def _all_happen(self, coming: Mapping[UUID, datetime]) -> None:
        """Until for each of them something else is next."""
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

    async def _raise(self, story: Story) -> None:
        """What was noticed is written down by whoever noticed it, until the database has it."""
        since = self._clock.now()
        concern = cases.Concern(
            story.senior, cases.ConcernKind(story.kind), cases.Level.FAMILY, since
        )
        while True:
            try:
                async with in_transaction():
                    case = await cases.raise_concern(concern, clock=self._clock, ids=self._ids)
                assert case is not None
                break
            except (TimeoutError, *OUTAGES):
                await asyncio.sleep(TICK_S * 10)
        story.raised = Span(since, self._clock.now())

    async def _press(self, story: Story) -> None:
        """Heard when the last telling was taken: an earlier one may have been lost."""
        since = self._clock.now()
        device = self._dong.seniors[story.name].device
        assert device is not None
        await SosButton(device, self._house.settings.embedded.mqtt_port, self._clock).press()
        story.raised = Span(since, self._clock.now())

    async def _take(self, cast: Cast, due: datetime) -> None:
        """At about the moment of the step: it may come just before, or just after."""
        case, _ = await self._case_of(cast.taken)
        await self._until(due + timedelta(seconds=self._dice.uniform(-0.3, 0.8)))
        guardian = self._dong.seniors[cast.taken.name].guardian
        span = await self._hands.acknowledge(guardian, case)
        cast.taken.done.append(Done(Deed.TAKEN, span))
        if cast.is_closed:
            span = await self._hands.close(guardian, case)
            cast.taken.done.append(Done(Deed.CLOSED, span))
