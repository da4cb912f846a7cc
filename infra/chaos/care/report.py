"""What a run shows at its end."""

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table

from infra.chaos.care.order import Side
from infra.chaos.care.run import CareOutcome
from infra.chaos.report import counted, show_fault


def show(outcome: CareOutcome, console: Console) -> None:
    """The figures, then the faults by name, then the result."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 3, 0, 0))
    for what, how in _figures(outcome):
        table.add_row(what, how)
    console.print(table)
    for fault, names in outcome.verdict.faults.items():
        show_fault(console, fault, names)
    if outcome.verdict.passed:
        console.print("[bold green]PASSED[/]: no step lost, doubled, early or late")
    else:
        console.print(f"[bold red]FAILED[/]; seed {outcome.order.seed}, see {outcome.folder}")


def _figures(outcome: CareOutcome) -> Iterator[tuple[str, str]]:
    verdict, struck = outcome.verdict, outcome.struck
    yield "seed", str(outcome.order.seed)
    yield "seniors", f"{outcome.seniors}, through {outcome.lived} in {outcome.took_s:.0f} s"
    yield "kills (SIGKILL)", f"{len(struck)}: {counted(Counter(one.victim for one in struck))}"
    for side in Side:
        kinds = Counter(str(one.beat) for one in struck if one.side == side)
        yield f"  {side} a step", counted(kinds)
    yield "steps", counted(verdict.steps)
    yield "telephones", counted(verdict.rang)
    yield "a telephone after its time", _spread(verdict.rang_late_s)
    yield "a step after it was due", _spread(verdict.steps_late_s)
    yield "asks", f"{verdict.asks}, each on the right phone"
    yield "a phone after its step", _spread(verdict.shown_late_s)
    yield "the last phone after somebody took it", _last(verdict.after_taken_s)
    yield "119", f"{verdict.told_119} dispatches; told again {verdict.told_119_again} times"


def _spread(seconds: Sequence[float]) -> str:
    if not seconds:
        return "none"
    ranked = sorted(seconds)
    marks = {"p50": 0.5, "p99": 0.99, "worst": 1.0}
    return ", ".join(
        f"{name} {ranked[min(len(ranked) - 1, int(len(ranked) * part))]:.2f} s"
        for name, part in marks.items()
    )


def _last(seconds: Sequence[float]) -> str:
    return f"{max(seconds):+.2f} s" if seconds else "nobody took one"
