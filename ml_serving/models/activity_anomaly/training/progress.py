"""Bars for the steps of a training."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn


@contextmanager
def bar(title: str, total: int, console: Console | None = None) -> Iterator[Callable[[], None]]:
    """Call what it yields once for each of `total` pieces of work."""
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, TimeElapsedColumn(), console=console or Console()) as progress:
        task = progress.add_task(title, total=total)
        yield lambda: progress.advance(task)
