"""`models list`: which archives a store has."""

from rich.table import Table

from ml_serving.archive import BadArchive, open_archive
from ml_serving.archive.file_name import named
from ml_serving.commands.stores import opened
from ml_serving.commands.telling import out
from ml_serving.contract import Store

_SHORT = ("file", "model", "version")
_LONG = ("file", "architecture", "register id", "MB", "sha256")


def list_archives(address: str, *, long: bool) -> None:
    table = Table(box=None, header_style="bold")
    for label in _LONG if long else _SHORT:
        table.add_column(label, overflow="fold")
    with opened(address, doing="fetching") as store:
        for file_name in store.list():
            told = _told(store, file_name) if long else named(file_name) or ()
            table.add_row(file_name, *told)
    if table.row_count:
        out.print(table)
    else:
        out.print(f"no archive in {address}", soft_wrap=True)


def _told(store: Store, file_name: str) -> tuple[str, ...]:
    path = store.fetch(file_name)
    archive = open_archive(path)
    if isinstance(archive, BadArchive):
        return (f"refused: {archive.reason}", "", "", "")
    told = archive.manifest
    size = f"{path.stat().st_size / 1e6:.1f}"
    return (told.architecture, told.register_id, size, archive.sha256[:12])
