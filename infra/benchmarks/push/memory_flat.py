"""A worker's memory while it tells ten thousand, and while it tells a million.

Phones here are a city of light ones behind the same emulator; the figures are the kernel's.
"""

import time
from collections.abc import Iterator

import psutil

from infra.benchmarks.figures import Row
from infra.benchmarks.order import Order
from infra.benchmarks.push import ledger
from infra.benchmarks.push.campaigns import start_campaign
from infra.benchmarks.push.fan_out import NO_LIMIT, patience_s
from infra.benchmarks.push.seed import seed_people
from infra.benchmarks.push.stage import Stage, open_stage

TOLERANCE = 0.10
LOOK_S = 0.1
MIB = 2**20


def run(order: Order) -> Iterator[Row]:
    """The same worker throughout: what it kept of the first campaign would show in the second."""
    few, many = order.sized(10_000, 500), order.sized(1_000_000, 3_000)
    with open_stage(people=few) as stage:
        pid = stage.start_worker(OSAN__PUSH__QUOTA_PER_MIN=NO_LIMIT)
        _peak(stage, pid, people=few)
        small = _peak(stage, pid, people=few)
        seed_people(stage.house.database, people=many)
        large = _peak(stage, pid, people=many)
    growth = large / small
    yield Row(
        "memory_flat",
        f"{large / MIB:.0f} MiB at most while {many:,} are told",
        f"{small / MIB:.0f} MiB at most while {few:,} are",
        ratio=f"{growth:.3f}",
        goal=f"≤ {1 + TOLERANCE}",
        met=growth <= 1 + TOLERANCE,
    )


def _peak(stage: Stage, pid: int, *, people: int) -> int:
    """The most bytes that the worker held from the campaign's start to its last receipt."""
    stage.witness.reset()
    database, worker = stage.house.database, psutil.Process(pid)
    campaign = start_campaign(database)
    give_up = time.monotonic() + patience_s(people)
    most = worker.memory_info().rss
    while stage.witness.counts().get("shown", 0) < people:
        assert time.monotonic() < give_up, stage.witness.counts()
        most = max(most, worker.memory_info().rss)
        time.sleep(LOOK_S)
    ledger.await_sent(stage, campaign.event_id, many=people, within_s=patience_s(people))
    tally = stage.witness.tally(str(campaign.event_id))
    assert tally is not None
    assert (tally.shown_once, tally.shown_more) == (people, 0), tally
    return max(most, worker.memory_info().rss)
