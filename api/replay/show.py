"""A replay on the operator's screen."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from api.replay.plan_replay import Plan
from api.replay.send_track import Tally
from api.replay.track import Track

SKIPPED_SHOWN = 5


@contextmanager
def progress(console: Console, *, total: int) -> Iterator[Callable[[Tally], None]]:
    """A bar that follows the tally it is given."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[accepted]} accepted"),
    )
    with Progress(*columns, console=console) as bar:
        task = bar.add_task("Replaying", total=total, accepted=0)
        yield lambda tally: bar.update(task, completed=tally.sent, accepted=tally.accepted)


def show_plan(track: Track, plan: Plan, console: Console) -> None:
    """What the file held that will not be sent."""
    if plan.untimed:
        console.print(
            f"[yellow]{plan.untimed} of {len(track.points)} points have no believable time[/]"
            " and stay behind (--walk-at 4.5 walks them at 4.5 km/h)"
        )
    for skipped in track.skipped[:SKIPPED_SHOWN]:
        console.print(f"[yellow]line {skipped.line}:[/] {escape(skipped.reason)}")
    hidden = len(track.skipped) - SKIPPED_SHOWN
    if hidden > 0:
        console.print(f"[yellow]and {hidden} more lines that are no points[/]")


def show_tally(tally: Tally, console: Console) -> None:
    """What became of the points."""
    table = Table()
    table.add_column("points")
    table.add_column("", justify="right")
    table.add_row("sent", str(tally.sent))
    table.add_row("accepted", str(tally.accepted), style="green")
    for reason, count in tally.refused.most_common():
        table.add_row(f"refused: {escape(reason)}", str(count), style="yellow")
    if tally.put_off:
        table.add_row("requests put off and repeated", str(tally.put_off))
    console.print(table)
    if tally.turned_away is not None:
        away = tally.turned_away
        console.print(f"[bold red]Turned away[/] (HTTP {away.status}): {escape(away.reason)}")
