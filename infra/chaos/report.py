"""What a run shows at its end."""

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Console
from rich.table import Table

from domains.identity.public import Platform
from infra.chaos.run import Outcome

MOST_NAMED = 12
"""Of each fault; the rest is only counted."""


def show(outcome: Outcome, console: Console) -> None:
    """The figures, then the faults by name, then the result."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 3, 0, 0))
    for what, how in _figures(outcome):
        table.add_row(what, how)
    console.print(table)
    for fault, names in outcome.verdict.faults.items():
        show_fault(console, fault, names)
    if outcome.verdict.passed:
        console.print("[bold green]PASSED[/]: each shown exactly once, none lost")
    else:
        console.print(f"[bold red]FAILED[/]; seed {outcome.order.seed}, see {outcome.folder}")


def show_fault(console: Console, fault: str, names: Sequence[str]) -> None:
    """How often, and the first few by name."""
    if not names:
        return
    console.print(f"[red]{fault}: {len(names)}[/]", highlight=False)
    for name in names[:MOST_NAMED]:
        console.print(f"  {name}", highlight=False, markup=False)


def _figures(outcome: Outcome) -> Iterator[tuple[str, str]]:
    verdict, struck, said = outcome.verdict, outcome.struck, outcome.said
    phones = ", ".join(f"{count} {kind.value}" for kind, count in outcome.phones.items())
    yield "seed", str(outcome.order.seed)
    yield "city", f"{len(outcome.city.pupils)} pupils; phones: {phones}"
    yield "kills (SIGKILL)", f"{struck.kills.total()}: {counted(struck.kills)}"
    yield "Valkey emptied", str(struck.flushes)
    yield "push service's spells", counted(struck.spells)
    yield "phones' requests", f"{said.requests}; answers: {counted(said.answers)}"
    yield "crossings", f"{verdict.crossings} recorded of {verdict.expected_crossings} made"
    yield "pushes", f"{verdict.shown_once} shown once of {verdict.expected_pushes} due"
    yield "repeats on the wire", _repeats(outcome)
    yield "shown out of order", str(verdict.overtaken)
    yield "crossing to phone", _latency(verdict.latencies_s)
    yield "took", f"{outcome.walked_s:.0f} s; {_quiet(outcome)}"


def _repeats(outcome: Outcome) -> str:
    wire = outcome.wire
    return (
        f"{wire.get('suppressed', 0)} held back by Android apps, "
        f"{wire.get('shown_again', 0)} drawn again in place on iPhones "
        f"({Platform.IOS.value}: {outcome.verdict.shown_again_on_ios})"
    )


def _quiet(outcome: Outcome) -> str:
    if outcome.quiet_after_s is None:
        return "never became quiet"
    return f"nothing open {outcome.quiet_after_s:.1f} s after the last blow and position"


def _latency(seconds: Sequence[float]) -> str:
    if not seconds:
        return "nothing shown"
    ranked = sorted(seconds)
    marks = {"p50": 0.5, "p90": 0.9, "p99": 0.99, "worst": 1.0}
    return ", ".join(
        f"{name} {ranked[min(len(ranked) - 1, int(len(ranked) * part))]:.2f} s"
        for name, part in marks.items()
    )


def counted(counts: Mapping[str, int]) -> str:
    """`name count, name count`, in the names' order."""
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items())) or "none"
