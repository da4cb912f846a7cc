"""`python -m ml_serving.soak [--seconds 3600]`: at 80 % load memory is flat, nothing leaks.

All models at once, each with its own bodies. First the load that saturates the server is measured,
then four fifths of it come at even times, in slices after each of which every connection is new.
What is watched is the server's whole family, by `/proc`. Every answer is compared.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Final

from rich.console import Console
from rich.progress import Progress

from ml_serving.bench.arena import Server, running
from ml_serving.bench.figures import percentile
from ml_serving.bench.processes import Footprint, command_line, footprint, resident_by_member
from ml_serving.bench.same import TOLERANCE, largest_difference
from ml_serving.bench.stage import Heard, Stage, archives, calls_of, staged

LOAD: Final = 0.8
LANES: Final = 32
WARM_SHARE: Final = 0.2
"""Of the time, before memory counts: allocators fill their arenas first."""
MOST_GROWTH: Final = 1.05
HOUR_S: Final = 3600


@dataclass(slots=True)
class Diary:
    """What was seen, slice by slice."""

    prints: list[Footprint] = field(default_factory=list)
    p95_s: list[float] = field(default_factory=list)
    answered: int = 0
    statuses: dict[str, int] = field(default_factory=dict)
    first: dict[str, str] = field(default_factory=dict)
    """The first answer to each body: all later ones must be the same."""
    furthest: float = 0.0

    def note(self, heard: Heard, seen: Footprint) -> None:
        self.prints.append(seen)
        self.p95_s.append(percentile(heard.latencies_s, 0.95))
        self.answered += heard.statuses.get("200", 0)
        for status, count in heard.statuses.items():
            self.statuses[status] = self.statuses.get(status, 0) + count
        for call, said in heard.answers.items():
            first = self.first.setdefault(call, said[0])
            self.furthest = max(self.furthest, *(largest_difference(first, one) for one in said))


@dataclass(frozen=True, slots=True)
class Verdict:
    """`growth` of resident memory, last tenth over the first after the warm-up."""

    growth: float
    descriptors: int
    wrong: Sequence[str]


def soak(store: Path, *, seconds: int, console: Console) -> Verdict:
    chosen = archives(store)
    with staged(calls_of(chosen)) as stage, running(list(chosen.values())) as server:
        names = list(chosen)
        rate = LOAD * _capacity(stage, server, names, seconds=min(20, seconds / 4))
        console.print(f"{rate:.0f} requests a second, 80 % of what it takes", highlight=False)
        diary = _live(stage, server, names, rate=rate, seconds=seconds, console=console)
        _tell(diary, server, console)
    return verdict(diary)


def verdict(diary: Diary) -> Verdict:
    """What is wrong, in words; nothing where all is well."""
    warm = diary.prints[int(len(diary.prints) * WARM_SHARE) :]
    tenth = max(1, len(warm) // 10)
    first, last = _middle(warm[:tenth]), _middle(warm[-tenth:])
    growth = last.resident_bytes / first.resident_bytes
    descriptors = last.descriptors - first.descriptors
    wrong = [
        *([f"memory grew {growth:.3f} times"] if growth > MOST_GROWTH else ()),
        *([f"{descriptors} descriptors were not closed"] if descriptors > 0 else ()),
        *([f"not all were answered: {diary.statuses}"] if set(diary.statuses) != {"200"} else ()),
        *([f"answers differ by {diary.furthest:g}"] if diary.furthest > TOLERANCE else ()),
    ]
    return Verdict(growth, descriptors, wrong)


def _capacity(stage: Stage, server: Server, names: Sequence[str], *, seconds: float) -> float:
    """Requests a second when 32 ask without pause, after a first round that warms."""
    once = stage.ask(server, names, lanes=LANES, count=len(stage.calls) * 2)
    count = max(len(stage.calls), int(once.a_second * seconds))
    return stage.ask(server, names, lanes=LANES, count=count).a_second


def _live(
    stage: Stage,
    server: Server,
    names: Sequence[str],
    *,
    rate: float,
    seconds: int,
    console: Console,
) -> Diary:
    diary, slice_s = Diary(), max(1, min(15, seconds // 20))
    with Progress(console=console, transient=True) as progress:
        bar = progress.add_task("soaking", total=seconds)
        for _ in range(seconds // slice_s):
            heard = stage.hear(server, names, lanes=LANES, rate=rate, seconds=slice_s)
            diary.note(heard, footprint(server.pid))
            progress.advance(bar, slice_s)
    return diary


def _middle(prints: Sequence[Footprint]) -> Footprint:
    return Footprint(
        processes=int(median(each.processes for each in prints)),
        resident_bytes=int(median(each.resident_bytes for each in prints)),
        descriptors=int(median(each.descriptors for each in prints)),
    )


def _tell(diary: Diary, server: Server, console: Console) -> None:
    last = diary.prints[-1]
    console.print(
        f"{diary.answered:,} answered, {dict(diary.statuses)}; "
        f"p95 {median(diary.p95_s) * 1e3:.0f} ms; "
        f"{last.processes} processes, {last.resident_bytes / 2**20:.0f} MiB, "
        f"{last.descriptors} descriptors; answers at most {diary.furthest:.1e} apart",
        highlight=False,
        soft_wrap=True,
    )
    for pid, resident in resident_by_member(server.pid).items():
        what = command_line(pid).partition(" -m ")[2]
        console.print(f"  {resident / 2**20:6.0f} MiB  {what[:60]}", highlight=False)


def main() -> int:
    """0 where memory is flat, nothing leaks and every answer is right."""
    wanted = _options().parse_args()
    console = Console()
    console.print(f"{os.cpu_count()} cores", highlight=False)
    seen = soak(wanted.store, seconds=wanted.seconds, console=console)
    console.print(
        f"memory {seen.growth:.3f} times, {seen.descriptors:+d} descriptors", highlight=False
    )
    for each in seen.wrong:
        sys.stderr.write(f"✗ {each}\n")
    return 1 if seen.wrong else 0


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="python -m ml_serving.soak", description=__doc__)
    options.add_argument("--seconds", type=int, default=HOUR_S)
    options.add_argument("--store", type=Path, default=Path("var/models"), help="of archives")
    return options


if __name__ == "__main__":
    raise SystemExit(main())
