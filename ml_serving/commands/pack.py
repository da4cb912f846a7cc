"""`models pack`: an archive out of a folder's files, or out of one of torchvision's detectors."""

from importlib import import_module
from pathlib import Path
from typing import cast

from ml_serving.archive import BadArchive, Limits, pack
from ml_serving.archive.from_folder import read_folder
from ml_serving.commands.stores import checked
from ml_serving.commands.telling import RefusedError, err, out, refuse
from ml_serving.contract import Refusal

_CONVERSION = "ml_serving.models.school_zone_vision.from_torchvision"
"""Imported only when asked for: it brings torch with it, and no other command needs that."""


def pack_folder(folder: Path, *, into: Path) -> None:
    parts = read_folder(folder, Limits())
    if isinstance(parts, BadArchive):
        raise refuse(str(folder), parts)
    try:
        _tell(pack(parts.manifest, parts.weights, parts.golden, into))
    except ValueError as wrong:
        raise RefusedError(f"{folder} is refused: {wrong}.") from None


def pack_torchvision(name: str, *, checkpoint: Path | None, into: Path) -> None:
    conversion = import_module(_CONVERSION)
    with err.status(f"converting {name}"):
        packed = cast(
            "Path | Refusal",
            conversion.pack_from_torchvision(name, checkpoint=checkpoint, folder=into),
        )
    if isinstance(packed, Refusal):
        raise refuse(name, packed)
    _tell(packed)


def _tell(path: Path) -> None:
    archive = checked(path)
    out.print(
        f"{path}  {path.stat().st_size / 1e6:.1f} MB  sha256 {archive.sha256}", soft_wrap=True
    )
