"""One run: a population is drawn and moves in, time passes, everything is compared."""

from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from domains.consent import public as consent
from domains.consent.public import CATALOGUE
from domains.kernel import sql
from tests.builders.city import City
from tests.year.agenda import agenda, move_in
from tests.year.city_life import CityLife
from tests.year.draw import draw
from tests.year.judge import Verdict, judge, judge_phones
from tests.year.korea import DAY, at
from tests.year.live import Life
from tests.year.plans import Order, Plans
from tests.year.witness import Witness


@dataclass(frozen=True)
class Outcome:
    """What a run found; `failed` are jobs that failed once and came again."""

    plans: Plans
    people: int
    deeds: int
    rounds: int
    shown: int
    verdict: Verdict
    failed: Counter[str]


def begins(order: Order) -> datetime:
    """The first moment of a run."""
    return at(order.first) if order.early is None else at(order.early - 3 * DAY)


async def run(order: Order, city: City, *, tell: Callable[[datetime], None]) -> Outcome:
    """Live through `order` in an empty city whose clock stands at `begins(order)`."""
    plans, life = draw(order), CityLife(city)
    witness = Witness(life)
    await move_in(plans, life)
    days, entries = Life(city, plans, witness, tell), agenda(plans, life)
    with _texts_restored():
        await days.live(entries)
        wrong = await consent.verify_standing()
        unproved = await sql.fetch("SELECT store FROM consent.erasures WHERE done_at IS NULL")
    verdict = judge(plans, witness)
    verdict.faults += life.faults + judge_phones(witness.inboxes, city.push)
    verdict.faults += [f"{life.keys.get(one)}: row and ledger differ" for one in wrong]
    verdict.faults += [f"{row['store']} never proved an erasure" for row in unproved]
    return Outcome(
        plans=plans,
        people=len(life.people),
        deeds=len(entries),
        rounds=days.rounds,
        shown=sum(len(device.phone.history) for device in city.push.devices.values()),
        verdict=verdict,
        failed=days.failed,
    )


@contextmanager
def _texts_restored():
    before = dict(CATALOGUE)
    try:
        yield
    finally:
        CATALOGUE.update(before)
