"""What is to be lived, and what is to go wrong on the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from domains.care.public import cases
from tests.care_in_the_house.home import FIRST_SEED, Home, Incident, drawn_homes
from tests.care_in_the_house.move_in import Waits

DAY_MS: Final = 86_400_000
CARRIED_MS: Final = 5 * 60_000
HELD_MS: Final = (10 * 60_000, 3 * 3_600_000, 2 * DAY_MS)
"""A router, an afternoon, a weekend: what a home kept meanwhile comes in afterwards."""
HELD_EVERY_DAYS, SHUT_EVERY_DAYS = 30, 20
SHUT_MS: Final = (5 * 60_000, 40 * 60_000, 5 * 3_600_000)


@dataclass(frozen=True, slots=True)
class Order:
    """`dense`: incidents at once, and not as seldom as in a life; for the short form."""

    homes: int
    days: int
    first_seed: int = FIRST_SEED
    dense: bool = False


def homes_of(order: Order) -> list[Home]:
    drawn = drawn_homes(homes=order.homes, days=order.days, first_seed=order.first_seed)
    return [_dense(home, order.days) if order.dense else home for home in drawn]


def waits_of(order: Order, homes: Sequence[Home]) -> Waits:
    """Outages in which nothing is lost: of single homes, and of our own doors."""
    since = homes[0].told["since"]
    held = {home.seed: _spans(home.seed, since, order, HELD_MS, HELD_EVERY_DAYS) for home in homes}
    return Waits(held, _spans(0, since, order, SHUT_MS, SHUT_EVERY_DAYS))


def _spans(
    seed: int, since: int, order: Order, lasts: Sequence[int], every: float
) -> list[tuple[int, int]]:
    """Apart, each right after what homes say was carried in, after a first half day."""
    random, now, out = Random(seed), since + DAY_MS // 2, []
    every = order.days / 3 if order.dense else every
    while True:
        now += round(random.expovariate(1) * every * DAY_MS / CARRIED_MS) * CARRIED_MS
        until = now + random.choice(lasts[:2] if order.dense else lasts)
        if until > since + (order.days - 1) * DAY_MS:
            return out
        out.append((now + 1, until))
        now = until + DAY_MS // 4


def _dense(home: Home, days: int) -> Home:
    """Each kind of alarm that a sensor tells, and a fall that none does."""
    random, since = Random(home.seed), home.told["since"]
    kinds = [cases.ConcernKind.SMOKE, cases.ConcernKind.FALL, cases.ConcernKind.SOS]
    random.shuffle(kinds)
    alarms = [
        Incident(kind, since + round((0.3 + number * 0.35 + random.random() / 5) * DAY_MS))
        for number, kind in enumerate(kinds)
    ]
    lies = Incident(
        cases.ConcernKind.INACTIVITY, since + (days - 2) * DAY_MS + 12 * 3_600_000, "awake"
    )
    return Home(home.told, home.manners, (*alarms, lies))
