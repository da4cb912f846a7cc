"""What the small models cost through the server: CPU a request, and time at concurrency 1."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median

from ml_serving.bench.arena import Server, running
from ml_serving.bench.cue import Performer
from ml_serving.bench.figures import Order, Row, in_turns, spread
from ml_serving.bench.same import TOLERANCE
from ml_serving.bench.stage import SMALL, Heard, Stage, calls_of, count_for, furthest, staged

LANES = 32


@dataclass(slots=True)
class Notes:
    """Seconds of CPU an item of the bare model, and what was heard of the server, by round."""

    bare_s: list[float] = field(default_factory=list)
    served: list[Heard] = field(default_factory=list)


def run(order: Order, chosen: Mapping[str, Path]) -> Iterator[Row]:
    for model in SMALL:
        if model in chosen:
            yield _row(order, model, chosen[model])


def _row(order: Order, model: str, archive: Path) -> Row:
    with staged(calls_of({model: archive})) as stage, ExitStack() as stack:
        bare = stack.enter_context(stage.bare(archive, threads=1))
        server = stack.enter_context(running([archive]))
        notes, count = Notes(), count_for(bare, seconds=order.sized(6, 1))
        sides = (
            partial(_loop, bare, notes, count),
            partial(_serve, stage, server, model, notes, count),
        )
        in_turns(sides, repeats=order.repeats)
        apart = furthest(notes.served, bare.ask({"answers": True})["answers"])
    return _told(model, notes, apart)


def _loop(bare: Performer, notes: Notes, count: int, number: int) -> None:
    said = bare.ask({"bodies": count})
    if number > 0:
        notes.bare_s.append(said["cpu_s"] / said["items"])


def _serve(stage: Stage, server: Server, model: str, notes: Notes, count: int, number: int) -> None:
    heard = stage.ask(server, [model], lanes=LANES, count=count)
    if number > 0:
        notes.served.append(heard)


def _told(model: str, notes: Notes, apart: float) -> Row:
    each = [one.server_s / one.items for one in notes.served]
    ratios = [served / bare for served, bare in zip(each, notes.bare_s, strict=True)]
    client = median(one.client_s / one.items for one in notes.served)
    a_second = median(one.a_second for one in notes.served)
    return Row(
        f"small_models: {model}, CPU a request of all processes",
        f"{median(each) * 1e6:,.0f} µs; {a_second:,.0f}/s; client {client * 1e6:,.0f} µs; "
        f"answers at most {apart:.1e} from those alone (≤ {TOLERANCE:g})",
        f"bare: read, forward, JSON: {median(notes.bare_s) * 1e6:,.0f} µs",
        spread(ratios),
        "≤ 2",
        median(ratios) <= 2,
    )
