"""What a run shows at its end."""

from datetime import timedelta

from rich.console import Console
from rich.table import Table

from tests.year.judge import Line
from tests.year.run import Outcome

MOST_NAMED = 25
"""Faults in full; the rest is only counted."""

COLUMNS = ("", "due", "on its day", "too often", "missing", "early", "late", "told wrongly")


def show(outcome: Outcome, *, took_s: float, console: Console) -> None:
    """The table, what outages delayed, what failed, and the verdict."""
    plans = outcome.plans
    console.print(_table(outcome))
    console.print(
        f"{outcome.people} people, {len(plans.children)} of them children near fourteen, "
        f"{len(plans.cases)} cases, {len(plans.breaches)} breaches; {outcome.deeds} deeds, "
        f"{outcome.rounds} rounds of the jobs, {outcome.shown} notices on phones, "
        f"{len(plans.outages)} outages; {took_s:.0f} s",
        highlight=False,
    )
    for failed, times in sorted(outcome.failed.items()):
        console.print(f"  failed and came again: {failed} ({times}×)", highlight=False)
    faults = outcome.verdict.faults
    for fault in faults[:MOST_NAMED]:
        console.print(f"  {fault}", highlight=False, markup=False)
    if len(faults) > MOST_NAMED:
        console.print(f"  … and {len(faults) - MOST_NAMED} more")
    console.print("[bold green]everything on its day, once[/]" if not faults else "[bold red]no[/]")


def _table(outcome: Outcome) -> Table:
    table = Table(*COLUMNS, "kept waiting by outages", "longest")
    for what, line in sorted(outcome.verdict.lines.items()):
        table.add_row(what, *_cells(line))
    total = Line()
    for line in outcome.verdict.lines.values():
        for name, value in vars(line).items():
            most = max if name == "waited" else _sum
            setattr(total, name, most(getattr(total, name), value))
    table.add_section()
    table.add_row("all", *_cells(total))
    return table


def _sum(one: int, other: int) -> int:
    return one + other


def _cells(line: Line) -> list[str]:
    numbers = (
        line.due,
        line.on_the_day,
        line.too_often,
        line.missing,
        line.early,
        line.late,
        line.wrongly_told,
        line.delayed,
    )
    return [*map(str, numbers), _span(line.waited)]


def _span(waited: timedelta) -> str:
    minutes = int(waited.total_seconds()) // 60
    return f"{minutes // 60} h {minutes % 60:02} min" if minutes else "-"
