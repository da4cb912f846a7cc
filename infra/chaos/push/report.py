"""What a storm over campaigns shows at its end."""

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table

from infra.chaos.push.run import PushOutcome
from infra.chaos.report import counted, show_fault


def show(outcome: PushOutcome, console: Console) -> None:
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


def _figures(outcome: PushOutcome) -> Iterator[tuple[str, str]]:
    verdict, order = outcome.verdict, outcome.order
    yield "seed", str(order.seed)
    yield "kills (SIGKILL)", f"{outcome.struck.kills.total()}: {counted(outcome.struck.kills)}"
    yield "Valkey emptied", str(outcome.struck.flushes)
    yield "the push service", counted(outcome.wire)
    yield "messages", f"{verdict.shown_once} shown once of {verdict.due} due to living phones"
    yield "the ledger", counted(verdict.ends)
    yield "phones that died", f"{outcome.dead}, all forgotten and no other"
    yield "cancellation", _late(verdict.late_by_s)
    yield "quota", f"at most {outcome.most_in_a_minute} in 60 s of {order.quota_per_min}"
    yield "took", f"{outcome.raged_s:.0f} s; {_quiet(outcome.quiet_after_s)}"


def _late(seconds: float | None) -> str:
    return "did not happen" if seconds is None else f"the last send came {seconds:+.2f} s after it"


def _quiet(seconds: float | None) -> str:
    return "never became quiet" if seconds is None else f"nothing open {seconds:.1f} s later"
