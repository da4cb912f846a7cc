"""A hundred thousand pending timers: how late they ring, at what cost, and after a kill -9.

The handlers are the product's; the timers are about homes and cases that are not there, so that
what is measured is the timers and not what follows from them.
"""

import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress

import psutil

from infra.benchmarks import counts
from infra.benchmarks.care.ring_book import RingBook, Rung, open_book
from infra.benchmarks.cpu import CpuMeter
from infra.benchmarks.figures import Row, Series, Turn, percentile, ratio_of
from infra.benchmarks.house import House
from infra.benchmarks.order import Order
from infra.benchmarks.push.stage import Stage, open_stage
from infra.embedded import free_port

AT_ONCE = 100
LATENESS_P99_S = 2.0
RESUMES_WITHIN_S = 10.0
A_SECOND = 100
"""Twenty thousand seniors with five timers a day each make 1.2; a bad hour makes this."""

URGENT_SHARE = 10
"""One in so many is a case that goes on, before all that can wait."""

PATIENCE_S = 300.0

MORNING_OF = 3
"""Seconds until the burst is due: long enough for who waits to see the timers come."""

SET = """
INSERT INTO kernel.timers (topic, about, due_at, rings_at, urgent)
SELECT CASE WHEN urgent THEN 'care.case' ELSE 'care.judge' END, gen_random_uuid(), due, due, urgent
FROM (SELECT now() + make_interval(secs => $2::float8 + n * $3::float8) AS due,
             $4::int > 0 AND n % greatest($4::int, 1) = 0 AS urgent
      FROM generate_series(0, $1::int - 1) AS n) AS planned
"""


def run(order: Order) -> Iterator[Row]:
    pending, burst = order.sized(100_000, 2_000), order.sized(5_000, 300)
    with open_stage(people=1) as stage:
        house = stage.house
        open_book(house.database)
        _set(house, pending, after_s=7_200.0, every_s=0.1)
        stage.start_worker()
        yield _at_a_rate(house, pending, seconds=order.sized(60, 3))
        yield _in_a_burst(house, burst)
        yield _after_a_kill(stage, burst)
        stage.house.stop("worker")
        yield _beside_a_bare_loop(stage, burst=order.sized(10_000, 3_000), repeats=order.repeats)


def _set(
    house: House, many: int, *, after_s: float, every_s: float = 0.0, urgent_in: int = 0
) -> None:
    counts.ask(house.database, SET, many, after_s, every_s, urgent_in)


def _at_a_rate(house: House, pending: int, *, seconds: int) -> Row:
    due = A_SECOND * seconds
    with RingBook(house.database) as book:
        _set(house, due, after_s=MORNING_OF, every_s=1 / A_SECOND, urgent_in=URGENT_SHARE)
        book.await_rung(due, within_s=seconds + PATIENCE_S)
    book.check(due, at_once=AT_ONCE)
    late = _late(book.rung)
    return Row(
        "timers",
        f"{_describe(late)}; {A_SECOND}/s due of {_pending(house):,} pending",
        goal=f"p99 ≤ {LATENESS_P99_S:.0f} s",
        met=percentile(late, 0.99) <= LATENESS_P99_S and _pending(house) >= pending,
    )


def _in_a_burst(house: House, burst: int) -> Row:
    """All at one moment, as at ten in the morning; cases go on meanwhile."""
    urgent = A_SECOND
    with RingBook(house.database) as book:
        _set(house, burst, after_s=MORNING_OF)
        _set(house, urgent, after_s=MORNING_OF, every_s=0.02, urgent_in=1)
        book.await_rung(burst + urgent, within_s=PATIENCE_S)
    book.check(burst + urgent, at_once=AT_ONCE)
    grave, rest = _late(book.rung, urgent=True), _late(book.rung, urgent=False)
    return Row(
        "… a burst",
        f"{burst:,} due at one moment: {_describe(rest)}; urgent meanwhile: {_describe(grave)}",
        goal=f"p99 ≤ {LATENESS_P99_S:.0f} s, urgent and not",
        met=max(percentile(grave, 0.99), percentile(rest, 0.99)) <= LATENESS_P99_S,
    )


def _after_a_kill(stage: Stage, burst: int) -> Row:
    """The worker dies in the middle of a burst; what is urgent falls due while it is away."""
    house = stage.house
    with RingBook(house.database) as book:
        _set(house, burst, after_s=MORNING_OF)
        book.await_rung(burst // 10, within_s=PATIENCE_S)
        psutil.Process(house.pids["worker"]).send_signal(signal.SIGKILL)
        with suppress(psutil.Error):
            house.stop("worker")
        _set(house, A_SECOND, after_s=0.0, urgent_in=1)
        rung = len(book.rung)
        began = time.time()
        stage.start_worker()
        ready_s = time.time() - began
        book.await_rung(burst + A_SECOND, within_s=PATIENCE_S)
    book.check(burst + A_SECOND, at_once=AT_ONCE)
    after = [one for one in book.rung if one.seen > began]
    first_s, last_s = after[0].seen - began, after[-1].seen - began
    in_order = all(one.urgent for one in sorted(after, key=lambda one: one.no)[:A_SECOND])
    return Row(
        "… after kill -9",
        f"{len(after):,} overdue: the first rings {first_s:.1f} s after the start of the process, "
        f"the last {last_s - first_s:.1f} s later; {rung:,} had rung, none again; urgent first; "
        f"at most {AT_ONCE} in a transaction",
        f"the process answers after {ready_s:.1f} s",
        goal=f"first ≤ {RESUMES_WITHIN_S:.0f} s",
        met=first_s <= RESUMES_WITHIN_S and in_order,
    )


def _beside_a_bare_loop(stage: Stage, *, burst: int, repeats: int) -> Row:
    """CPU a timer, by turns, each alone; the first round counts for nobody."""
    product, bare = Series(), Series()
    for turn in range(repeats + 1):
        ours, theirs = _turn(stage, burst, bare=False), _turn(stage, burst, bare=True)
        if turn:
            product.turns.append(ours)
            bare.turns.append(theirs)
    ratio, least, most = ratio_of(bare, product)
    return Row(
        "… CPU a timer",
        product.describe(),
        bare.describe(),
        ratio=f"{ratio:.2f} ({least:.2f}-{most:.2f})",
    )


def _turn(stage: Stage, burst: int, *, bare: bool) -> Turn:
    house = stage.house
    name = "bare" if bare else "worker"
    pid = _start_bare(house) if bare else stage.start_worker()
    with RingBook(house.database) as book:
        _set(house, burst, after_s=MORNING_OF)
        meter = CpuMeter({name: pid, "postgres": house.postgres_pid})
        began = time.time()
        book.await_rung(burst, within_s=PATIENCE_S)
        spent = meter.spent()
    book.check(burst, at_once=AT_ONCE)
    wall_s = max(one.seen for one in book.rung) - max(began, book.rung[0].due)
    house.stop(name)
    return Turn(burst, wall_s, spent[name], spent["postgres"], 0.0)


def _start_bare(house: House) -> int:
    port = free_port()
    return house.start_module(
        "infra.benchmarks.care.bare_timers",
        house.database,
        str(port),
        answers_at=f"http://127.0.0.1:{port}/",
        name="bare",
    )


def _pending(house: House) -> int:
    return int(counts.ask(house.database, "SELECT count(*) FROM kernel.timers")[0][0])


def _late(rung: Sequence[Rung], *, urgent: bool | None = None) -> list[float]:
    return [one.late_s for one in rung if urgent is None or one.urgent is urgent]


def _describe(late: Sequence[float]) -> str:
    marks = {"p50": 0.5, "p99": 0.99, "worst": 1.0}
    told = (f"{name} {percentile(late, share) * 1e3:,.0f} ms" for name, share in marks.items())
    return ", ".join(told)
