"""The story of a run: a city is founded, its children walk, everything dies, nothing is lost."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from domains.identity.public import Platform
from domains.kernel.clock import SystemClock
from domains.kernel.ids import UuidV7Ids
from infra.chaos.city import City, draw_city
from infra.chaos.emulator import Emulator
from infra.chaos.found_city import Founded, found_city
from infra.chaos.house import House, open_house
from infra.chaos.order import WALKING_PART, Order
from infra.chaos.phones import Carried, Phones, Said
from infra.chaos.storm import Storm, Struck
from infra.chaos.tables import read_tables, wait_until_quiet
from infra.chaos.verdict import Truth, Verdict, judge
from infra.chaos.walk import VISIT_S, draw_walk
from infra.database import migrate, open_database
from infra.keys import open_keys, prepare_keys
from infra.settings import Settings

QUIET_WITHIN_S = 120.0
MARGIN_S = 120.0
"""Between the last fix as the phones date it and the present: nothing is from the future."""

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything the report tells."""

    order: Order
    city: City
    said: Said
    struck: Struck
    verdict: Verdict
    wire: dict[str, int]
    """The emulator's own counts of sends and effects."""
    phones: dict[Platform, int]
    walked_s: float
    quiet_after_s: float | None
    """From the last blow and the last position until nothing was open; None: never."""
    folder: str


def run(order: Order, *, tell: Tell, keep_folder: bool = False) -> Outcome:
    """See one run through. Raises TimeoutError when the house does not even come up."""
    city = draw_city(Random(f"{order.seed}:city"), pupils=order.pupils)
    with open_house(keep_folder=keep_folder) as house:
        tell(f"founding a city of {len(city.pupils)} pupils and {len(city.adults)} adults")
        founded = asyncio.run(_found(city, house.settings))
        house.start_processes()
        emulator = Emulator(house.settings.push.base_url)
        emulator.register(city.platforms)
        tell(f"{len(city.platforms)} phones; walking for {order.lasts_s:.0f} s")
        outcome = _rage(order, city, founded, house, emulator, tell)
        if not outcome.verdict.passed:
            house.leave_behind()
        return outcome


async def _found(city: City, settings: Settings) -> Founded:
    await prepare_keys(settings.keys, make_database=True)
    await migrate(settings.database)
    async with open_database(settings.database), open_keys(settings):
        return await found_city(city, clock=SystemClock(), ids=UuidV7Ids())


def _rage(
    order: Order, city: City, founded: Founded, house: House, emulator: Emulator, tell: Tell
) -> Outcome:
    carried = _carry(order, city, founded)
    phones = Phones(carried, url=house.ingest_url, give_up_s=order.lasts_s + QUIET_WITHIN_S)
    dice = Random(f"{order.seed}:storm")
    storm = Storm(house, emulator, dice, kills=order.kills, lasts_s=order.lasts_s)
    began = time.monotonic()
    phones.start()
    storm.rage(while_=lambda: phones.left > 0, tell=tell)
    walked_s = time.monotonic() - began
    tell("the storm is over; waiting until nothing is open")
    quiet = wait_until_quiet(house.settings.database.url, within_s=QUIET_WITHIN_S, keep=house.keep)
    truth = Truth(
        city=city,
        children=founded.pupils,
        walks={one.pupil: one.walk for one in carried},
        began_at={one.pupil: one.began_at for one in carried},
    )
    verdict = judge(truth, read_tables(house.settings.database.url), emulator.shown())
    if phones.said.stranded:
        verdict.faults["phones that could not tell their day"] += phones.said.stranded
    _judge_answers(phones.said, verdict)
    return Outcome(
        order=order,
        city=city,
        said=phones.said,
        struck=storm.struck,
        verdict=verdict,
        wire=emulator.counts(),
        phones=_platforms(city),
        walked_s=walked_s,
        quiet_after_s=quiet,
        folder=str(house.home),
    )


def _carry(order: Order, city: City, founded: Founded) -> list[Carried]:
    """Each phone's day, shrunk to the run's length; its dates lie in the past hour or so."""
    day_s = order.visits * VISIT_S
    pace = day_s / (order.lasts_s * WALKING_PART)
    latest_s = order.lasts_s * (1 - WALKING_PART)
    began_at = SystemClock().now().timestamp() - day_s - MARGIN_S
    carried = []
    for pupil in city.pupils:
        dice = Random(f"{order.seed}:{pupil.name}")
        walk = draw_walk(dice, school=pupil.school, visits=order.visits)
        carried.append(
            Carried(
                pupil=pupil.name,
                tracker=founded.trackers[pupil.name],
                walk=walk,
                began_at=float(int(began_at + dice.uniform(0, 60))),
                starts_s=dice.uniform(0, latest_s),
                pace=pace,
                dice=dice,
            )
        )
    return carried


def _judge_answers(said: Said, verdict: Verdict) -> None:
    """A 4xx makes OwnTracks for iOS drop its points: an outage must never look like one."""
    for answer, count in said.answers.items():
        if answer.startswith("4"):
            verdict.faults["phones told to drop their points"].append(f"{answer}: {count}")
    for reason, count in said.refused.items():
        if reason != "consent_missing":
            verdict.faults["good points refused"].append(f"{reason}: {count}")


def _platforms(city: City) -> dict[Platform, int]:
    kinds = list(city.platforms.values())
    return {kind: kinds.count(kind) for kind in (Platform.ANDROID, Platform.IOS)}
