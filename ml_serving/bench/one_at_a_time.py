"""What the way through the server adds to one request that nobody else is beside."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median

from ml_serving.bench.arena import Server, running
from ml_serving.bench.calls import Call
from ml_serving.bench.cue import Performer
from ml_serving.bench.figures import Order, Row, in_turns
from ml_serving.bench.stage import (
    DIFFERENT_SCENES,
    VISION,
    Heard,
    Stage,
    calls_of,
    count_for,
    furthest,
    staged,
)
from ml_serving.bench.tensor_calls import frames

MOST_MS = 3.0


@dataclass(slots=True)
class Notes:
    """Median milliseconds, round by round."""

    forward: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    """Reading the body and writing JSON besides."""
    served: list[float] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)


def run(order: Order, chosen: Mapping[str, Path]) -> Iterator[Row]:
    for model, archive in chosen.items():
        yield _row(order, model, model, archive, calls_of({model: archive}))
    if VISION in chosen:
        archive = chosen[VISION]
        called = f"{VISION} as a tensor of the network's size"
        yield _row(order, VISION, called, archive, frames(archive, count=DIFFERENT_SCENES))


def _row(order: Order, model: str, called: str, archive: Path, calls: Sequence[Call]) -> Row:
    with staged(calls) as stage, ExitStack() as stack:
        server = stack.enter_context(running([archive]))
        threads = int(server.describe(model)["workers"][0]["threads"])
        bare = stack.enter_context(stage.bare(archive, threads=threads))
        notes, count = Notes(), count_for(bare, seconds=order.sized(4, 1))
        sides = (
            partial(_loop, bare, notes, count),
            partial(_serve, stage, server, model, notes, count),
        )
        in_turns(sides, repeats=order.repeats)
        furthest(notes.heard, bare.ask({"answers": True})["answers"])
    return _told(called, notes)


def _loop(bare: Performer, notes: Notes, count: int, number: int) -> None:
    forward = bare.ask({"items": count, "batch": 1})
    whole = bare.ask({"bodies": count})
    if number > 0:
        notes.forward.append(median(forward["latencies_s"]) * 1e3)
        notes.whole.append(median(whole["latencies_s"]) * 1e3)


def _serve(stage: Stage, server: Server, model: str, notes: Notes, count: int, number: int) -> None:
    heard = stage.ask(server, [model], lanes=1, count=count)
    if number > 0:
        notes.served.append(median(heard.latencies_s) * 1e3)
        notes.heard.append(heard)


def _told(called: str, notes: Notes) -> Row:
    over = median(s - f for s, f in zip(notes.served, notes.forward, strict=True))
    over_whole = median(s - w for s, w in zip(notes.served, notes.whole, strict=True))
    return Row(
        f"one_at_a_time: {called}, over the bare forward",
        f"{median(notes.served):.2f} ms",
        f"forward {median(notes.forward):.2f} ms; with reading and JSON "
        f"{median(notes.whole):.2f} ms",
        f"{over:+.2f} ms; over the latter {over_whole:+.2f} ms",
        f"≤ {MOST_MS:g} ms",
        over <= MOST_MS,
    )
