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
from infra.chaos.care.director import Cast, Director
from infra.chaos.care.found_dong import Dong, found_dong
from infra.chaos.care.house_clock import HouseClock
from infra.chaos.care.judge import judge
from infra.chaos.care.ladder import CLIMBS, Kind, Step
from infra.chaos.care.log import Story, Struck
from infra.chaos.care.order import CareOrder, Cohort
from infra.chaos.care.verdict import CareVerdict, Seen
from infra.chaos.care.witnesses import dispatched, notices
from infra.chaos.house import House, open_house
from infra.database import migrate, open_database
from infra.device_keys import device_keys
from infra.keys import open_keys, prepare_keys

APART = timedelta(seconds=50)
"""Between the cohorts' beginnings: twelve fit into the ten minutes of a step."""

BEGINS_AT = timedelta(hours=12)
"""By the clock in Seoul: nobody's daily question, and no night, falls into a run."""

CLOSED_SHARE = 0.5
"""Of those who take a case; the others fall silent."""

PARTS = ("climber", "taken", "presser")
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
        with open_house(keep_folder=keep_folder, settings=settings, hears_homes=True) as house:
            return asyncio.run(_live(order, house, clock, tell))


def _next_noon(now: datetime) -> datetime:
    midnight = datetime.combine(seoul_date(now), datetime.min.time(), tzinfo=SEOUL)
    noon = midnight + BEGINS_AT
    return noon if noon > now else noon + timedelta(days=1)


async def _live(order: CareOrder, house: House, clock: HouseClock, tell: Tell) -> CareOutcome:
    began, ids, settings = time.monotonic(), UuidV7Ids(), house.settings
    await prepare_keys(settings.keys, make_database=True)
    await migrate(settings.database)
    starts = asyncio.create_task(asyncio.to_thread(house.start_processes))
    async with open_database(settings.database), open_keys(settings):
        names = [f"{part} {cohort.number}" for cohort in order.cohorts for part in PARTS]
        pressers = [name for name in names if name.startswith(PARTS[-1])]
        tell(f"founding a dong with {len(names)} seniors")
        dong = await found_dong(
            names, with_device=pressers, keys=device_keys(settings), clock=clock, ids=ids
        )
        await starts
        director = Director(
            house=house,
            dong=dong,
            clock=clock,
            ids=ids,
            dice=Random(f"{order.seed}:blows"),
            tell=tell,
        )
        since = clock.now()
        async with _kept(house):
            casts = [_cast(order, cohort, dong) for cohort in order.cohorts]
            await _climb(casts, director, clock)
        seen = await _seen(casts, director, dong, house, clock)
    return CareOutcome(
        order=order,
        struck=director.struck,
        verdict=judge(seen),
        seniors=len(names),
        lived=clock.now() - since,
        took_s=time.monotonic() - began,
        folder=str(house.home),
    )


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


def _cast(order: CareOrder, cohort: Cohort, dong: Dong) -> Cast:
    dice = Random(f"{order.seed}:{cohort.number}")
    climber, taken, presser = (dong.seniors[f"{part} {cohort.number}"] for part in PARTS)
    return Cast(
        cohort=cohort,
        climber=Story(climber.id, climber.name, cohort.kind),
        taken=Story(taken.id, taken.name, cohort.kind),
        presser=Story(presser.id, presser.name, Kind.SOS),
        taken_at=dice.choice(CLIMBS[cohort.kind][1:]),
        is_closed=dice.random() < CLOSED_SHARE,
        left=dict(cohort.blows),
    )


async def _climb(casts: Sequence[Cast], director: Director, clock: HouseClock) -> None:
    """Cohort after cohort begins, and all go on until the last has climbed to the end."""
    first = clock.now()
    for number, cast in enumerate(casts):
        begins = first + number * APART
        while await director.pass_on(casts, until=begins):
            await _confirm(casts, director)
        clock.jump(begins)
        await director.raise_all(cast)
    while not await _are_over(casts, director):
        assert await director.pass_on(casts, until=None)
        await _confirm(casts, director)
    await director.settle()


async def _confirm(casts: Sequence[Cast], director: Director) -> None:
    """Whoever is asked says at once that 119 must come."""
    for cast in casts:
        climb = CLIMBS[cast.cohort.kind]
        asked = Step.CONFIRM in climb and climb.index(Step.CONFIRM) + 1
        if asked and not cast.climber.done and await _steps(cast, director) == asked:
            await director.confirm(cast)


async def _are_over(casts: Sequence[Cast], director: Director) -> bool:
    climbed = [await _steps(cast, director) >= len(CLIMBS[cast.cohort.kind]) for cast in casts]
    return all(climbed)


async def _steps(cast: Cast, director: Director) -> int:
    return await director.steps_of(cast.climber)


async def _seen(
    casts: Sequence[Cast], director: Director, dong: Dong, house: House, clock: HouseClock
) -> Seen:
    url = house.settings.push.base_url
    seen = Seen(
        dong=dong,
        stories=[one for cast in casts for one in (cast.climber, cast.taken, cast.presser)],
        struck=director.struck,
        cases=await director.watch.cases(),
        notices=await notices(url, clock),
        dispatched=await dispatched(url),
        given_up=await director.watch.given_up(),
        ended_at=clock.now(),
    )
    await director.watch.close()
    return seen
