"""A bar for the fit under way, and a line for every epoch it finished."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from ml_serving.models.knowledge_tracing.checkpoint import Epoch


@contextmanager
def epochs_told(
    console: Console, title: str, *, epochs: int
) -> Iterator[Callable[[str, Epoch], None]]:
    """Call what it yields with a fit's name and each epoch; `epochs` is the most there can be."""
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, TimeElapsedColumn(), console=console) as progress:
        task = progress.add_task(title, total=epochs)

        def tell(name: str, epoch: Epoch) -> None:
            progress.update(task, description=f"{title}: {name}", completed=epoch.number)
            figures = f"loss {epoch.loss:.4f}, validation AUC {epoch.auc:.4f}"
            progress.console.print(f"{name}: epoch {epoch.number}, {figures}")

        yield tell
