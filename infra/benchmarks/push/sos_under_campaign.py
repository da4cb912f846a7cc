"""An SOS from its commit to its parent's phone, at rest and while the whole city is being told.

The campaign drains at 70 % of what was just measured: the project's quota is set so.
"""

import asyncio
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from uuid import UUID

from domains.commute import public as commute
from domains.kernel.actor import Actor
from domains.kernel.clock import SystemClock
from domains.kernel.ids import UuidV7Ids
from infra.benchmarks import counts
from infra.benchmarks.figures import Row, percentile
from infra.benchmarks.house import House
from infra.benchmarks.order import Order
from infra.benchmarks.push import ledger
from infra.benchmarks.push.campaigns import Campaign, start_campaign
from infra.benchmarks.push.fan_out import NO_LIMIT, patience_s
from infra.benchmarks.push.stage import Stage, open_stage
from infra.benchmarks.town import Resident, found_town
from infra.database import open_database
from infra.keys import open_keys

SHARE = 0.7
TIMES_AT_REST, AT_MOST_S = 2.0, 0.5
SPACED_S = 0.25
HEARD_WITHIN_S = 30.0

EVENTS = """
SELECT id, convert_from(payload, 'UTF8')::json ->> 'child_id' AS child FROM kernel.outbox
WHERE topic = 'commute.sos_raised'
"""


@dataclass(frozen=True, slots=True)
class Waits:
    """Seconds from commits to phones."""

    each: tuple[float, ...]

    @property
    def p99(self) -> float:
        return percentile(self.each, 0.99)

    def describe(self) -> str:
        middle = percentile(self.each, 0.5)
        return f"p50 {middle * 1e3:.0f} ms, p99 {self.p99 * 1e3:.0f} ms ({len(self.each)} alarms)"


def run(order: Order) -> Iterator[Row]:
    people, alarms = order.sized(300_000, 3_000), order.sized(200, 5)
    with open_stage(people=people - 2 * alarms) as stage:
        children = found_town(stage.house, children=2 * alarms)  # parents hear campaigns, too
        capacity = _capacity(stage, people=people)
        quota = max(60, int(capacity * SHARE * 60))
        stage.start_worker(OSAN__PUSH__QUOTA_PER_MIN=quota)
        at_rest = _alarms(stage, children[:alarms])
        campaign = start_campaign(stage.house.database)
        _await_begun(stage, campaign)
        under_load = _alarms(stage, children[alarms:])
        drained = _rate(stage, campaign, people=people, order=order)
        ledger.await_sent(stage, campaign.event_id, many=people, within_s=2 * patience_s(people))
    yield _row(at_rest, under_load, capacity=capacity, drained=drained)


def _row(at_rest: Waits, under_load: Waits, *, capacity: float, drained: float) -> Row:
    allowed = max(TIMES_AT_REST * at_rest.p99, AT_MOST_S)
    return Row(
        "sos_under_campaign",
        f"{under_load.describe()}; the campaign drained at {drained:,.0f}/s",
        f"at rest: {at_rest.describe()}; capacity {capacity:,.0f}/s",
        ratio=f"{under_load.p99 / at_rest.p99:.2f} of p99",
        goal=f"p99 ≤ {allowed * 1e3:.0f} ms",
        met=under_load.p99 <= allowed,
    )


def _capacity(stage: Stage, *, people: int) -> float:
    """How many a second one worker sends when nothing holds it."""
    stage.start_worker("measured", OSAN__PUSH__QUOTA_PER_MIN=NO_LIMIT)
    database, began = stage.house.database, time.monotonic()
    campaign = start_campaign(database)
    within_s = patience_s(people)
    ledger.await_sent(stage, campaign.event_id, many=people, within_s=within_s)
    wall_s = time.monotonic() - began
    stage.house.stop("measured")
    return people / wall_s


def _await_begun(stage: Stage, campaign: Campaign) -> None:
    give_up = time.monotonic() + HEARD_WITHIN_S
    while stage.witness.tally(str(campaign.event_id)) is None:
        assert time.monotonic() < give_up, "the campaign did not begin"
        time.sleep(0.05)


def _rate(stage: Stage, campaign: Campaign, *, people: int, order: Order) -> float:
    """As the emulator saw it; the campaign must still have been under way at the last alarm."""
    tally = stage.witness.tally(str(campaign.event_id))
    assert tally is not None
    assert order.short or tally.attempts < people, "the campaign was over before the last alarm"
    return tally.attempts / (time.time() - tally.first_at)


def _alarms(stage: Stage, children: Sequence[Resident]) -> Waits:
    """One after the other at uneven moments; each must reach its parent's one phone, once."""
    committed = asyncio.run(_raise(stage.house, children))
    return Waits(tuple(_heard(stage, committed)))


async def _raise(house: House, children: Sequence[Resident]) -> dict[UUID, float]:
    """When each child's call was committed (Unix seconds)."""
    clock, ids, dice = SystemClock(), UuidV7Ids(), Random(len(children))
    committed = {}
    async with open_database(house.settings.database), open_keys(house.settings):
        for child in children:
            await asyncio.sleep(SPACED_S * (0.5 + dice.random()))
            actor = Actor(person_id=child.child)
            await commute.raise_sos(actor, retention=commute.Retention(), clock=clock, ids=ids)
            committed[child.child] = time.time()
    return committed


def _heard(stage: Stage, committed: Mapping[UUID, float]) -> Iterator[float]:
    events = {
        UUID(row["child"]): str(row["id"]) for row in counts.ask(stage.house.database, EVENTS)
    }
    give_up = time.monotonic() + HEARD_WITHIN_S
    for child, at in committed.items():
        while (tally := stage.witness.tally(events[child])) is None:
            assert time.monotonic() < give_up, f"the alarm of {child} rang nowhere"
            time.sleep(0.1)
        assert (tally.shown_once, tally.shown_more, tally.shown_never) == (1, 0, 0), tally
        yield tally.first_at - at
