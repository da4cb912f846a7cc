"""The reading of a file, shown to the operator who imports it."""

from collections import Counter
from typing import assert_never

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from domains.commute.public import REMEDIES, ImportReading, RefusedFile, RefusedRow

ROWS_SHOWN = 20


def render(outcome: ImportReading | RefusedFile, console: Console) -> None:
    """Print what was read, what was refused and why, and what to do about it."""
    match outcome:
        case RefusedFile(fault=fault, remedy=remedy):
            console.print(f"[bold red]Not imported[/] ({fault}): {escape(remedy)}")
        case ImportReading():
            console.print(f"[bold]{outcome.rows} rows of {outcome.kind} ({outcome.encoding})[/]")
            console.print(_summary(outcome))
            if outcome.refused:
                console.print(_reasons(outcome))
                console.print(_rows(outcome.refused))
        case unreachable:
            assert_never(unreachable)


def _summary(reading: ImportReading) -> Table:
    table = Table()
    table.add_column("level")
    table.add_column("places", justify="right")
    for level, count in sorted(Counter(place.level for place in reading.places).items()):
        table.add_row(level, str(count))
    table.add_section()
    table.add_row("accepted", str(len(reading.places)), style="green")
    table.add_row("refused", str(len(reading.refused)), style="red" if reading.refused else "")
    return table


def _reasons(reading: ImportReading) -> Table:
    table = Table(title="Refused, by reason")
    table.add_column("rows", justify="right")
    table.add_column("reason")
    table.add_column("what to do")
    for fault, count in Counter(reading.refusals_by_fault).most_common():
        table.add_row(str(count), fault, escape(REMEDIES[fault]))
    return table


def _rows(refused: tuple[RefusedRow, ...]) -> Table:
    hidden = len(refused) - ROWS_SHOWN
    caption = f"and {hidden} more: write them all with --report FILE.csv" if hidden > 0 else None
    table = Table(title="Refused rows", caption=caption)
    for column in ("line", "reason", "name", "found"):
        table.add_column(column, justify="right" if column == "line" else "left")
    for row in refused[:ROWS_SHOWN]:
        table.add_row(str(row.line), row.fault, escape(row.name), escape(row.detail))
    return table
