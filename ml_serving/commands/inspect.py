"""`models inspect`: what an archive tells of itself, and what it leaves out."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.table import Table

from ml_serving.archive.completeness import left_out
from ml_serving.archive.manifest import write_manifest
from ml_serving.commands.stores import checked, opened
from ml_serving.commands.telling import out
from ml_serving.contract import Archive


def inspect(name: str, *, store: str, as_json: bool) -> None:
    if (path := Path(name)).is_file():
        archive = checked(path)
    else:
        with opened(store, doing=f"fetching {name}") as kept:
            archive = checked(kept.fetch(name))
    if as_json:
        out.out(write_manifest(archive.manifest, archive.weights).decode(), end="")
        return
    out.print(_table(archive))
    for missing in left_out(archive):
        out.print(f"It does not tell {missing}.", style="yellow", markup=False)


def _table(archive: Archive) -> Table:
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for label, text in _rows(archive):
        table.add_row(label, text)
    return table


def _rows(archive: Archive) -> Iterator[tuple[str, str]]:
    told = archive.manifest
    yield "model", f"{told.name} {told.version}"
    yield "architecture", told.architecture
    yield "register id", told.register_id
    yield "what it does", told.description
    yield "licence", told.licence
    yield "training data", told.training_data
    yield "weights", _weights(archive)
    yield "units", _pairs(told.units)
    yield "settings", _pairs(told.settings)
    yield "metrics", _pairs(told.metrics)
    yield "profile of", ", ".join(sorted(told.profile))
    yield "golden cases", ", ".join(f"{case.name} (±{case.tolerance:g})" for case in archive.golden)
    yield "sha256", archive.sha256


def _weights(archive: Archive) -> str:
    tensors = archive.weights.values()
    numbers, size = sum(each.size for each in tensors), sum(each.nbytes for each in tensors)
    kinds = ", ".join(sorted({str(each.dtype) for each in tensors}))
    return f"{len(tensors)} tensors, {numbers:,} parameters, {size / 1e6:.1f} MB ({kinds})"


def _pairs(told: Any) -> str:
    return "\n".join(f"{name}: {_short(value)}" for name, value in sorted(told.items()))


def _short(value: Any) -> str:
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return text if len(text) <= 160 else f"{text[:157]}…"
