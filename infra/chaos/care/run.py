"""The story of a run: cases climb, all who carry them are killed beside each step."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from domains.kernel.clock import SEOUL, seoul_date
from domains.kernel.ids import UuidV7Ids
from infra.chaos.care.cast import Cast, cast_of, names_of
from infra.chaos.care.deeds import Deeds
from infra.chaos.care.director import Director
from infra.chaos.care.found_dong import Dong, found_dong
from infra.chaos.care.house_clock import HouseClock
from infra.chaos.care.judge import judge
from infra.chaos.care.ladder import BY_DEVICES, CLIMBS, Beat, Step
from infra.chaos.care.log import Struck
from infra.chaos.care.order import Blow, CareOrder
from infra.chaos.care.tables import Watch
from infra.chaos.care.verdict import CareVerdict, Seen
from infra.chaos.care.witnesses import dispatched, notices, rings
from infra.chaos.house import House, open_house
from infra.database import migrate, open_database
from infra.device_keys import device_keys
from infra.keys import open_keys, prepare_keys

APART = timedelta(seconds=48)
"""Between the cohorts' beginnings: steps, rings, text messages and calls of two of the fourteen are
twelve seconds apart at least, by the ladder's waits. One blow falls at a time, as a rule."""

BEGINS_AT = timedelta(hours=12)
"""By the clock in Seoul: nobody's daily question, and no night, falls into a run."""

KEEP_EVERY_S = 0.05
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class CareOutcome:
    """Everything the report tells."""

    order: CareOrder
    struck: Sequence[Struck]
    verdict: CareVerdict
    seniors: int
    lived: timedelta
    took_s: float
    folder: str


def run(order: CareOrder, *, tell: Tell, keep_folder: bool = False) -> CareOutcome:
    """See one run through. Raises TimeoutError when the house does not come up, and Stuck when
    something that is due never happens."""
    with TemporaryDirectory(prefix="osan-clock-") as folder:
        file = Path(folder) / "shift"
        clock = HouseClock(file)
        clock.jump(_next_noon(clock.now()))
        settings = {"OSAN__CLOCK_SHIFT_FILE": file}
        with open_house(
            keep_folder=keep_folder,
            settings=settings,
            hears_homes=True,
            workers=1 if order.short else 2,
        ) as house:
            outcome = asyncio.run(_live(order, house, clock, tell))
            if not outcome.verdict.passed:
                house.leave_behind()
            return outcome


def _next_noon(now: datetime) -> datetime:
    midnight = datetime.combine(seoul_date(now), datetime.min.time(), tzinfo=SEOUL)
    noon = midnight + BEGINS_AT
    return noon if noon > now else noon + timedelta(days=1)


async def _live(order: CareOrder, house: House, clock: HouseClock, tell: Tell) -> CareOutcome:
    began, settings = time.monotonic(), house.settings
    await prepare_keys(settings.keys, make_database=True)
    await migrate(settings.database)
    starts = asyncio.create_task(asyncio.to_thread(house.start_processes))
    async with open_database(settings.database), open_keys(settings):
        dong = await _found(order, house, clock, tell)
        await starts
        director = _director(order, house, dong, clock, tell)
        since = clock.now()
        acts = [[cast_of(each, dong, seed=order.seed) for each in act] for act in order.acts]
        async with _kept(house):
            casts = [cast for act in acts for cast in await _play(act, director, clock)]
        seen = await _seen(casts, director, dong, house, clock)
        await director.watch.close()
    return CareOutcome(
        order=order,
        struck=director.struck,
        verdict=judge(seen),
        seniors=len(dong.seniors),
        lived=clock.now() - since,
        took_s=time.monotonic() - began,
        folder=str(house.home),
    )


async def _found(order: CareOrder, house: House, clock: HouseClock, tell: Tell) -> Dong:
    names = {name: kind for each in order.cohorts for name, kind in names_of(each).items()}
    tell(f"founding a dong with {len(names)} seniors")
    return await found_dong(
        list(names),
        with_device=[name for name, kind in names.items() if kind in BY_DEVICES],
        keys=device_keys(house.settings),
        clock=clock,
        ids=UuidV7Ids(),
    )


def _director(
    order: CareOrder, house: House, dong: Dong, clock: HouseClock, tell: Tell
) -> Director:
    settings, dice = house.settings, Random(f"{order.seed}:blows")
    watch = Watch(settings.database.owner_url or settings.database.url)
    deeds = Deeds(settings, dong=dong, clock=clock, ids=UuidV7Ids(), dice=dice, watch=watch)
    return Director(house=house, clock=clock, dice=dice, watch=watch, deeds=deeds, tell=tell)


@asynccontextmanager
async def _kept(house: House) -> AsyncIterator[None]:
    """While the block lasts: whatever has ended is started again."""

    async def keep() -> None:
        while True:
            await asyncio.to_thread(house.keep)
            await asyncio.sleep(KEEP_EVERY_S)

    keeping = asyncio.create_task(keep())
    try:
        yield
    finally:
        keeping.cancel()
        with suppress(asyncio.CancelledError):
            await keeping


async def _play(act: Sequence[Cast], director: Director, clock: HouseClock) -> list[Cast]:
    """Cohort after cohort begins; all go on until the last has climbed to the end; then whoever is
    left is looked after. Who took part."""
    casts, first = [cast for cast in act if not cast.cohort.is_spare], clock.now()
    for number, cast in enumerate(casts):
        begins = first + number * APART
        while await director.pass_on(casts, until=begins):
            await _confirm(casts, director)
        clock.jump(begins)
        await director.raise_all(cast)
    await _climb(casts, director)
    for spare in act[len(casts) :]:
        if missed := _missed(casts):
            spare.left.update(missed)
            casts.append(spare)
            await director.raise_all(spare)
            await _climb(casts, director)
    await director.close_all(casts)
    return casts


async def _climb(casts: Sequence[Cast], director: Director) -> None:
    while not await _are_over(casts, director):
        assert await director.pass_on(casts, until=None)
        await _confirm(casts, director)


def _missed(casts: Sequence[Cast]) -> dict[Beat, Blow]:
    """A blow for each step that had passed before what was killed a moment earlier was back."""
    missed: dict[Beat, Blow] = {}
    for cast in casts:
        for beat in [beat for beat in cast.left if beat not in missed]:
            missed[beat] = cast.left.pop(beat)
    return missed


async def _confirm(casts: Sequence[Cast], director: Director) -> None:
    """Whoever is asked says at once that 119 must come."""
    for cast in casts:
        climb = CLIMBS[cast.climber.kind]
        asked = Step.CONFIRM in climb and climb.index(Step.CONFIRM) + 1
        if asked and not cast.climber.done and await director.steps_of(cast.climber) == asked:
            await director.confirm(cast)


async def _are_over(casts: Sequence[Cast], director: Director) -> bool:
    climbed = [
        await director.steps_of(cast.climber) >= len(CLIMBS[cast.climber.kind]) for cast in casts
    ]
    return all(climbed)


async def _seen(
    casts: Sequence[Cast], director: Director, dong: Dong, house: House, clock: HouseClock
) -> Seen:
    url = house.settings.push.base_url
    return Seen(
        dong=dong,
        stories=[story for cast in casts for story in cast.stories],
        struck=director.struck,
        cases=await director.watch.cases(),
        notices=await notices(url),
        dispatched=await dispatched(url),
        given_up=await director.watch.given_up(),
        ended_at=clock.now(),
        rings=await rings(url),
        left=[
            f"{blow.victim} {blow.side} {beat}"
            for cast in casts
            for beat, blow in cast.left.items()
        ],
    )
