"""A campaign to 100,000 phones, from its segment to its last committed receipt.

Beside it, in turns: bare loops that post the same bodies, Google's own batches, and one arq job a
device.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from infra.benchmarks import counts
from infra.benchmarks.contest import Contestant, compete
from infra.benchmarks.cpu import CpuMeter
from infra.benchmarks.cues import Performer
from infra.benchmarks.figures import Row, Series, Turn, ratio_of
from infra.benchmarks.order import Order
from infra.benchmarks.push import ledger
from infra.benchmarks.push.bodies import Bodies, bodies_like
from infra.benchmarks.push.campaigns import start_campaign
from infra.benchmarks.push.load_tool import Load, load
from infra.benchmarks.push.posters import POSTERS
from infra.benchmarks.push.seed import tokens_of
from infra.benchmarks.push.stage import Stage, open_stage

CPU_GOAL, WALL_GOAL = 1.6, 0.5
OVER_FIREBASE, OVER_ARQ = 4.0, 1.5
JUDGED = "pyreqwest"
"""The fastest async client that anybody can install (ADR 15)."""

SLOWEST_PER_S, AT_LEAST_S = 250, 45.0
LOAD_S = 10
NO_LIMIT = 60_000_000
"""A minute: the loops beside us know no quota either."""


@dataclass
class Contest:
    """Who takes part. The others post what the product was seen to post in its warm-up."""

    stage: Stage
    order: Order
    bodies: Bodies = field(default_factory=lambda: Bodies(b"", b"", ()))

    def product(self, worker: int) -> Contestant:
        def turn(number: int) -> Turn:
            made = _campaign(self.stage, worker, people=self.people)
            if not number:
                tokens = tokens_of(self.stage.house.database)
                self.bodies = bodies_like(self.stage.witness.last_message(), tokens)
            return made

        return Contestant(turn)

    @property
    def people(self) -> int:
        return self.order.sized(100_000, 400)

    def peer(self, module: str, *before: str, many: int) -> Contestant:
        """A process of its own: `many` of the same messages."""

        def turn(_: int) -> Turn:
            return _perform(self.stage, module, before, self._first(many))

        return Contestant(turn)

    def arq(self, many: int) -> Contestant:
        def turn(_: int) -> Turn:
            return _perform_jobs(self.stage, self._first(many))

        return Contestant(turn)

    def _first(self, many: int) -> Bodies:
        return Bodies(self.bodies.before, self.bodies.after, self.bodies.tokens[:many])


def run(order: Order) -> Iterator[Row]:
    contest_people = order.sized(100_000, 400)
    with open_stage(people=contest_people) as stage:
        contest = Contest(stage, order)
        worker = stage.start_worker(OSAN__PUSH__QUOTA_PER_MIN=NO_LIMIT)
        product = contest.product(worker)
        loops = {name: contest.peer("post_all", name, many=contest_people) for name in POSTERS}
        firebase = contest.peer("firebase_batches", many=order.sized(3_000, 50))
        arq = contest.arq(order.sized(10_000, 100))
        compete([product, *loops.values(), firebase, arq], repeats=order.repeats)
        for name, loop in loops.items():
            yield from _beside_loop(product, name, loop)
        yield _faster("firebase_admin's send_each_async", product, firebase, OVER_FIREBASE)
        yield _faster("one arq job a device", product, arq, OVER_ARQ)
        yield _of_the_emulator(stage, contest.bodies, order, product.series)


def patience_s(people: int) -> float:
    """After which a campaign is taken for stuck."""
    return max(AT_LEAST_S, people / SLOWEST_PER_S)


def _campaign(stage: Stage, worker: int, *, people: int) -> Turn:
    """Everybody is told once, and every receipt is committed."""
    stage.witness.reset()
    database = stage.house.database
    meter = _meter(stage, worker)
    began = time.monotonic()
    campaign = start_campaign(database)
    ledger.await_sent(stage, campaign.event_id, many=people, within_s=patience_s(people))
    wall_s = time.monotonic() - began
    spent = meter.spent()
    tally = stage.witness.tally(str(campaign.event_id))
    assert tally is not None
    assert (tally.shown_once, tally.shown_more, tally.shown_never) == (people, 0, 0), tally
    return Turn(people, wall_s, spent["subject"], spent["postgres"], spent["emulator"])


def _perform(stage: Stage, module: str, before: tuple[str, ...], bodies: Bodies) -> Turn:
    stage.witness.reset()
    path = bodies.write(stage.house.home / "bodies")
    log = stage.house.log_folder / f"{module}.log"
    arguments = (*before, stage.witness.send_url, str(path))
    performer = Performer(f"infra.benchmarks.push.{module}", *arguments, log=log)
    try:
        performer.await_ready()
        meter = _meter(stage, performer.pid)
        performer.begin()
        wall_s = performer.findings()["wall_s"]
        spent = meter.spent()
    finally:
        performer.dismiss()
    _check(stage, len(bodies.tokens))
    return Turn(len(bodies.tokens), wall_s, spent["subject"], spent["postgres"], spent["emulator"])


def _perform_jobs(stage: Stage, bodies: Bodies) -> Turn:
    """Worker and enqueuer begin together; the worker's clock runs to its last receipt."""
    stage.witness.reset()
    house, many = stage.house, len(bodies.tokens)
    path, log = bodies.write(house.home / "bodies"), house.log_folder / "arq.log"
    valkey = house.valkey_url
    where = (valkey, house.database, stage.witness.send_url, str(path))
    worker = Performer("infra.benchmarks.push.arq_jobs", *where, log=log)
    maker = Performer("infra.benchmarks.push.arq_enqueue", valkey, str(many), log=log)
    try:
        worker.await_ready()
        maker.await_ready()
        meter = CpuMeter(
            {
                "worker": worker.pid,
                "maker": maker.pid,
                "postgres": house.postgres_pid,
                "emulator": stage.emulator_pid,
            }
        )
        maker.begin()
        worker.begin()
        wall_s = worker.findings()["wall_s"]
        spent = meter.spent()
    finally:
        worker.dismiss()
        maker.dismiss()
    _check(stage, many)
    [row] = counts.ask(house.database, "SELECT count(*) FROM bench_receipts")
    assert row["count"] == many
    ours = spent["worker"] + spent["maker"]
    return Turn(many, wall_s, ours, spent["postgres"], spent["emulator"])


def _meter(stage: Stage, subject: int) -> CpuMeter:
    return CpuMeter(
        {
            "subject": subject,
            "postgres": stage.house.postgres_pid,
            "emulator": stage.emulator_pid,
        }
    )


def _check(stage: Stage, many: int) -> None:
    """The emulator saw each of them once."""
    [tally] = stage.witness.tallies().values()
    assert (tally.shown_once, tally.shown_more) == (many, 0), tally


def _beside_loop(product: Contestant, name: str, loop: Contestant) -> Iterator[Row]:
    """CPU of our processes a message, and how fast the wall's clock saw it."""
    middle, least, most = ratio_of(loop.series, product.series)
    judged = name == JUDGED
    sides = _describe(product.series), f"{name}: {_describe(loop.series)}"
    yield Row(
        f"fan_out: CPU beside a bare {name} loop",
        *sides,
        ratio=f"{middle:.2f} ({least:.2f}–{most:.2f})",
        goal=f"≤ {CPU_GOAL}" if judged else "",
        met=middle <= CPU_GOAL if judged else None,
    )
    wall = product.series.items_a_second / loop.series.items_a_second
    yield Row(
        f"fan_out: throughput beside a bare {name} loop",
        *sides,
        ratio=f"{wall:.2f}",
        goal=f"≥ {WALL_GOAL}" if judged else "",
        met=wall >= WALL_GOAL if judged else None,
    )


def _faster(name: str, product: Contestant, peer: Contestant, goal: float) -> Row:
    wall = product.series.items_a_second / peer.series.items_a_second
    return Row(
        f"fan_out: throughput beside {name}",
        _describe(product.series),
        _describe(peer.series),
        ratio=f"{wall:.2f}",
        goal=f"≥ {goal}",
        met=wall >= goal,
    )


def _of_the_emulator(stage: Stage, bodies: Bodies, order: Order, product: Series) -> Row:
    """Whether it is the bottleneck: an outside tool posts as fast as it can."""
    stage.witness.reset()
    seconds = order.sized(LOAD_S, 1)
    found = load(stage.witness.send_url, bodies, seconds=seconds, folder=stage.house.home)
    name = "fan_out: what the emulator takes"
    if found is None:
        return Row(name, _describe(product), "neither wrk nor npx is on this machine")
    assert stage.witness.counts()["ACCEPTED"] >= found.answered
    return _taken(name, product, found)


def _taken(name: str, product: Series, found: Load) -> Row:
    rate = found.answered / found.seconds
    return Row(
        name,
        _describe(product),
        f"{found.tool}: {rate:,.0f}/s, each to a new phone",
        ratio=f"{rate / product.items_a_second:.2f} of the product's rate",
    )


def _describe(series: Series) -> str:
    return (
        f"{series.subject_us:,.0f} µs; {series.items_a_second:,.0f}/s; "
        f"PostgreSQL {series.postgres_us:,.0f} µs, emulator {series.client_us:,.0f} µs"
    )
