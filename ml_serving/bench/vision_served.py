"""The eyes through the server at concurrency 32, beside the bare model at its best batch.

The server has a worker for each core, at one thread each, as a city would scale it.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median

from ml_serving.bench.arena import Server, running
from ml_serving.bench.cue import Performer
from ml_serving.bench.figures import Order, Row, in_turns, percentile, spread
from ml_serving.bench.same import TOLERANCE
from ml_serving.bench.stage import VISION, Heard, Stage, calls_of, furthest, staged

LANES = 32
SLICES = 8
"""Of each turn. A tail is made by what else the machine does: with batching and without it take
short turns, each first as often as second, so that both meet the same."""
BATCHES = (1, 2, 4, 8, 16, 32)


@dataclass(frozen=True, slots=True)
class Best:
    """The bare model where it is fastest on this machine."""

    model: Performer
    threads: int
    batch: int


@dataclass(slots=True)
class Notes:
    """What was seen, round by round."""

    bare: list[float] = field(default_factory=list)
    bare_s: list[float] = field(default_factory=list)
    """Seconds of CPU an item."""
    batched: list[Sequence[Heard]] = field(default_factory=list)
    """Slices of the turn."""
    single: list[Sequence[Heard]] = field(default_factory=list)


def run(order: Order, chosen: Mapping[str, Path]) -> Iterator[Row]:
    archive = {VISION: chosen[VISION]}
    with staged(calls_of(archive)) as stage, ExitStack() as stack:
        best = _best(order, stage, stack, archive[VISION])
        each = {"initial_workers": os.cpu_count() or 1}
        batched = stack.enter_context(running([archive[VISION]], **each))
        alone = {"batch_size": 1, "max_batch_delay": 0}
        single = stack.enter_context(running([archive[VISION]], **each, **alone))
        notes = Notes()
        sides = (
            partial(_loop, best, notes, order.sized(640, 64)),
            partial(_serve, stage, (batched, single), notes, order),
        )
        in_turns(sides, repeats=order.repeats)
        # At the workers' one thread: in half precision a sum's order, and so the answer, is of how
        # many threads share it.
        one_thread = stack.enter_context(stage.bare(archive[VISION], threads=1))
        expected = one_thread.ask({"answers": True})["answers"]
        yield from _rows(notes, best, furthest(_all(notes.batched, notes.single), expected))


def _best(order: Order, stage: Stage, stack: ExitStack, archive: Path) -> Best:
    """Each number of threads and each size of batch is tried; the fastest is the yardstick."""
    count = order.sized(128, 32)
    tried = []
    for threads in sorted({1, os.cpu_count() or 1}):
        model = stack.enter_context(stage.bare(archive, threads=threads))
        model.ask({"items": 32, "batch": 8})
        for batch in BATCHES:
            said = model.ask({"items": count, "batch": batch})
            tried.append((said["wall_s"] / said["items"], Best(model, threads, batch)))
    return min(tried, key=lambda one: one[0])[1]


def _loop(best: Best, notes: Notes, count: int, number: int) -> None:
    said = best.model.ask({"items": count, "batch": best.batch})
    if number > 0:
        notes.bare.append(said["items"] / said["wall_s"])
        notes.bare_s.append(said["cpu_s"] / said["items"])


def _serve(
    stage: Stage, servers: tuple[Server, Server], notes: Notes, order: Order, number: int
) -> None:
    heard: tuple[list[Heard], list[Heard]] = ([], [])
    count = order.sized(160, 64)
    for place in range(order.sized(SLICES, 2)):
        for which in (0, 1) if place % 2 else (1, 0):
            heard[which].append(stage.ask(servers[which], [VISION], lanes=LANES, count=count))
    if number > 0:
        notes.batched.append(heard[0])
        notes.single.append(heard[1])


def _rows(notes: Notes, best: Best, apart: float) -> Iterator[Row]:
    shares = [_rate(s) / b for s, b in zip(notes.batched, notes.bare, strict=True)]
    p95, p95_single = _p95(notes.batched), _p95(notes.single)
    tails = [b / s for b, s in zip(p95, p95_single, strict=True)]
    yield Row(
        "vision_served: throughput, 32 at a time",
        _described(notes.batched),
        f"bare model, batch {best.batch}, {best.threads} threads: {median(notes.bare):.1f}/s; "
        f"CPU {median(notes.bare_s) * 1e3:.1f} ms",
        spread(shares),
        "≥ 0.85",
        median(shares) >= 0.85,
    )
    yield Row(
        "vision_served: p95, with batching over without",
        f"{median(p95) * 1e3:,.0f} ms",
        f"{median(p95_single) * 1e3:,.0f} ms; {_described(notes.single)}",
        spread(tails),
        "≤ 1",
        median(tails) <= 1,
    )
    yield Row(
        "vision_served: answers beside those to the same frame alone",
        f"{sum(one.items for one in _all(notes.batched)):,} in batches, at most {apart:.1e} apart",
        goal=f"≤ {TOLERANCE:g}",
        met=apart <= TOLERANCE,
    )


def _all(*heard: Sequence[Sequence[Heard]]) -> Sequence[Heard]:
    return [one for side in heard for turn in side for one in turn]


def _rate(turn: Sequence[Heard]) -> float:
    return sum(one.items for one in turn) / sum(one.wall_s for one in turn)


def _p95(heard: Sequence[Sequence[Heard]]) -> list[float]:
    """Of each turn, over its slices."""
    pooled = ([took_s for one in turn for took_s in one.latencies_s] for turn in heard)
    return [percentile(latencies_s, 0.95) for latencies_s in pooled]


def _described(heard: Sequence[Sequence[Heard]]) -> str:
    each_ms = median(one.server_s / one.items for one in _all(heard)) * 1e3
    client_ms = median(one.client_s / one.items for one in _all(heard)) * 1e3
    a_second = median(map(_rate, heard))
    return f"{a_second:.1f}/s; CPU {each_ms:.1f} ms, client {client_ms:.2f} ms"
