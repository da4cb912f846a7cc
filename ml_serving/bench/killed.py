"""kill -9 of a model's process under load: what the others lose, and what its own callers hear."""

import os
import signal
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from ml_serving.bench.arena import Server, running, until
from ml_serving.bench.cue import Performer, performer
from ml_serving.bench.figures import Order, Row
from ml_serving.bench.stage import Heard, Stage, calls_of, heard_of, staged

LANES = 8
BACK_WITHIN_S = 60.0
LOAD = 0.5
"""Of what the server takes: nobody's wait is to be put down to a crowd."""
RETRYABLE = {"200", "429", "503"}


@dataclass(frozen=True, slots=True)
class Drill:
    """Of one victim."""

    model: str
    others: Heard
    own: Heard
    back_s: float | None


def run(order: Order, chosen: Mapping[str, Path]) -> Iterator[Row]:
    """Nothing where there is only one model: nobody could be hurt by another's end."""
    if len(chosen) < 2:
        return
    with staged(calls_of(chosen)) as stage, ExitStack() as stack:
        second = stack.enter_context(performer("ml_serving.bench.load", str(stage.script)))
        server = stack.enter_context(running(list(chosen.values())))
        a_second = LOAD * _capacity(stage, server, list(chosen))
        victims = list(chosen)[::-1][: order.sized(len(chosen), 1)]
        drills = [
            _drill(stage, second, server, model, list(chosen), order.sized(15, 6), a_second)
            for model in victims
        ]
    for drill in drills:
        yield _told(drill)


def _drill(
    stage: Stage,
    second: Performer,
    server: Server,
    victim: str,
    models: Sequence[str],
    seconds: int,
    a_second: float,
) -> Drill:
    """The victim gets its share of the load, as do the others; a third of the way in it is
    killed."""
    others = [model for model in models if model != victim]
    cue = {"port": server.port, "lanes": LANES, "seconds": seconds}
    share = len(stage.of(victim)) / len(stage.calls)
    stage.load.begin({**cue, "models": others, "rate": a_second * (1 - share)})
    second.begin({**cue, "models": [victim], "rate": a_second * share})
    time.sleep(seconds / 3)
    killed = server.workers(victim)
    for pid in killed:
        os.kill(pid, signal.SIGKILL)
    back_s = until(lambda: _is_back(server, victim, killed), within_s=BACK_WITHIN_S)
    return Drill(victim, heard_of(stage.load.hear()), heard_of(second.hear()), back_s)


def _capacity(stage: Stage, server: Server, models: Sequence[str]) -> float:
    """Requests a second of the mix; the first round warms."""
    stage.ask(server, models, lanes=LANES, count=len(stage.calls))
    return stage.ask(server, models, lanes=LANES, count=2 * len(stage.calls)).a_second


def _is_back(server: Server, victim: str, killed: Sequence[int]) -> bool:
    return not set(killed) & set(server.workers(victim)) and server.is_ready(victim)


def _told(drill: Drill) -> Row:
    lost = drill.others.items - drill.others.statuses.get("200", 0)
    own = drill.own.statuses
    back = "never" if drill.back_s is None else f"in {drill.back_s:.1f} s"
    is_met = lost == 0 and own.keys() <= RETRYABLE and drill.back_s is not None
    retryable = sum(count for status, count in own.items() if status != "200")
    return Row(
        f"killed: {drill.model}",
        f"others: {lost} of {drill.others.items} lost; its own: {own.get('200', 0)} answered, "
        f"{retryable} told to ask again, slowest {max(drill.own.latencies_s, default=0):.1f} s; "
        f"ready again {back}",
        goal="others lose 0; its own are answered or retryable; back by itself",
        met=is_met,
    )
