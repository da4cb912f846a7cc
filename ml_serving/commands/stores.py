"""The store that a command was given, with a bar while something travels."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

from ml_serving.archive import BadArchive, file_name_of, open_archive
from ml_serving.commands.telling import err, refuse
from ml_serving.contract import Archive, Refusal, Store
from ml_serving.stores import open_store


@contextmanager
def opened(address: str, *, doing: str) -> Iterator[Store]:
    """The store until the block ends; what it fetches is gone after it."""
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    with (
        TemporaryDirectory(prefix="osan-models-") as cache,
        Progress(*columns, TransferSpeedColumn(), console=err, transient=True) as bar,
    ):
        task = bar.add_task(doing, total=None, visible=False)
        store = open_store(
            address,
            cache=Path(cache),
            progress=lambda done, whole: bar.update(
                task, completed=done, total=whole, visible=True
            ),
        )
        if isinstance(store, Refusal):
            raise refuse(address, store)
        yield store


def rightly_named(path: Path) -> Archive:
    """Checked, and called as what it is: a store knows archives by their names.

    Raises RefusedError.
    """
    archive = checked(path)
    if path.name != (wanted := file_name_of(archive.manifest)):
        raise refuse(path.name, Refusal("it holds another model or version", expected=wanted))
    return archive


def checked(path: Path) -> Archive:
    """Raises RefusedError where it is not to be used."""
    archive = open_archive(path)
    if isinstance(archive, BadArchive):
        raise refuse(path.name, archive)
    return archive
