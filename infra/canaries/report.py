"""What a run shows at its end."""

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table

from infra.canaries.run import Outcome
from infra.canaries.search import Find
from infra.canaries.verdict import Line

MOST_NAMED = 25
"""Of each fault; the rest is only counted."""


def show(outcome: Outcome, console: Console) -> None:
    """Where was searched, what is kept beside what was found, the figures, the faults."""
    console.print(_searched(outcome))
    console.print(_kept(outcome))
    for what, how in _figures(outcome):
        console.print(f"  [bold]{what}[/]: {how}", highlight=False)
    for fault, names in outcome.verdict.faults.items():
        _show_fault(console, fault, names)
    if outcome.verdict.passed:
        console.print("[bold green]PASSED[/]: what is left is what the law keeps, row by row")
    else:
        console.print(f"[bold red]FAILED[/]; seed {outcome.order.seed}, see {outcome.folder}")


def _searched(outcome: Outcome) -> Table:
    table = Table("room", "places", "bytes", "finds before", "finds after", title="searched")
    before, after = _by_room(outcome.before), _by_room(outcome.after)
    for room, (places, size) in outcome.sizes.items():
        table.add_row(room, str(places), f"{size:,}", str(before[room]), str(after[room]))
    return table


def _kept(outcome: Outcome) -> Table:
    table = Table("who", "table", "found", "kept", "law", "until", title="found = kept")
    for line in outcome.verdict.lines:
        table.add_row(*_cells(line), style=None if line.agrees else "red")
    return table


def _cells(line: Line) -> tuple[str, ...]:
    kept = line.kept
    said = ("-", "-", "-") if kept is None else (str(kept.rows), kept.law, kept.until or "no end")
    return line.whose, line.place, str(line.found), *said


def _figures(outcome: Outcome) -> Iterator[tuple[str, str]]:
    yield "seed", str(outcome.order.seed)
    canaries = outcome.notebook.canaries
    forms = sum(len(list(canary.forms())) for canary in canaries)
    places = sum(places for places, _ in outcome.sizes.values())
    yield "canaries", f"{len(canaries)} in {forms} forms, searched in {places} places"
    yield (
        "purposes withdrawn",
        ", ".join(
            f"{one.purpose} (erased {sum(one.erased.values())}, kept {sum(one.found.values())})"
            for one in outcome.withdrawn
        ),
    )
    yield (
        "backup's sealed values that open",
        f"{outcome.opened_before} of {outcome.sealed} before, {outcome.opened_after} after",
    )
    for where, finds in outcome.beneath.items():
        yield f"in the clear, {where}", _kinds(finds)
    yield "on phones and at the push service (outside)", _kinds(outcome.outside)


def _kinds(finds: Sequence[Find]) -> str:
    kinds = Counter(f"{find.canary.what.rstrip(' 0123456789')} ({find.place})" for find in finds)
    return ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items())) or "nothing"


def _by_room(finds: Sequence[Find]) -> Counter[str]:
    return Counter(find.room for find in finds)


def _show_fault(console: Console, fault: str, names: Sequence[str]) -> None:
    if not names:
        return
    console.print(f"[red]{fault}: {len(names)}[/]", highlight=False)
    for name in names[:MOST_NAMED]:
        console.print(f"  {name}", highlight=False, markup=False)
