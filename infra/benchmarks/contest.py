"""Product and yardstick by turns, each alone on the machine while it performs."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from infra.benchmarks.cpu import CpuMeter
from infra.benchmarks.cues import Performer
from infra.benchmarks.figures import Row, Series, Turn, ratio_of
from infra.benchmarks.house import House
from infra.benchmarks.script import Script

_numbers = count()


@dataclass
class Contestant:
    """One side. `turn` performs the round of that number and tells what it cost."""

    turn: Callable[[int], Turn]
    series: Series = field(default_factory=Series)


def compete(contestants: Sequence[Contestant], *, repeats: int) -> None:
    """Round 0 is the warm-up and counts for nobody; then A B, A B, …"""
    for number in range(repeats + 1):
        for one in contestants:
            turn = one.turn(number)
            if number > 0:
                one.series.turns.append(turn)


def row_of(name: str, product: Contestant, yardstick: Contestant, *, goal: float | None) -> Row:
    """The two beside each other."""
    middle, least, most = ratio_of(product.series, yardstick.series)
    return Row(
        name=name,
        product=product.series.describe(),
        yardstick=yardstick.series.describe(),
        ratio=f"{middle:.2f} ({least:.2f}–{most:.2f})",
        goal="" if goal is None else f"≥ {goal}",
        met=None if goal is None else middle >= goal,
    )


def call_server(house: House, pid: int, script: Script, *, items: int) -> Turn:
    """A client process plays `script` to the server `pid`; every answer is as expected."""
    with _client(house, script) as client:
        meter = CpuMeter({"server": pid, "postgres": house.postgres_pid})
        client.begin()
        seen = client.findings()
        spent = meter.spent()
    return Turn(items, seen["wall_s"], spent["server"], spent["postgres"], seen["cpu_s"])


def play(house: House, script: Script) -> Any:
    """The same without a meter; what the client saw."""
    with _client(house, script) as client:
        client.begin()
        return client.findings()


@contextmanager
def _client(house: House, script: Script) -> Iterator[Performer]:
    path = script.write(house.home / f"script-{next(_numbers)}")
    client = Performer("infra.benchmarks.client", str(path), log=house.log_folder / "client.log")
    try:
        client.await_ready()
        yield client
    finally:
        client.dismiss()
        path.unlink()
