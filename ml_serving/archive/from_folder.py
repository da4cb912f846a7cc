"""An archive's parts out of a folder: for whoever made a model elsewhere, by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ml_serving.archive.golden import read_golden
from ml_serving.archive.layout import GOLDEN, MANIFEST, WEIGHTS
from ml_serving.archive.limits import Limits
from ml_serving.archive.manifest import read_manifest, with_sizes
from ml_serving.archive.refused import BadArchive
from ml_serving.archive.weights import read_weights
from ml_serving.contract import GoldenCase, Manifest, Tensors
from ml_serving.models.catalogue import ARCHITECTURES


@dataclass(frozen=True, slots=True)
class Parts:
    """What `pack` wants."""

    manifest: Manifest
    weights: Tensors
    golden: Sequence[GoldenCase]


def read_folder(folder: Path, limits: Limits) -> Parts | BadArchive:
    """`model.json` (its `sizes` may be left out), `weights.safetensors` and `golden/`."""
    for needed in (MANIFEST, WEIGHTS):
        if not (folder / needed).is_file():
            return BadArchive(f"{needed} is missing")
    weights = read_weights((folder / WEIGHTS).read_bytes(), limits)
    if isinstance(weights, BadArchive):
        return weights
    told = with_sizes((folder / MANIFEST).read_bytes(), weights)
    manifest = read_manifest(told, weights, tuple(ARCHITECTURES))
    if isinstance(manifest, BadArchive):
        return manifest
    golden = read_golden(_golden_files(folder))
    if isinstance(golden, BadArchive):
        return golden
    return Parts(manifest, weights, golden)


def _golden_files(folder: Path) -> dict[str, bytes]:
    files = {f"golden/{path.name}": path for path in (folder / "golden").glob("*")}
    return {name: path.read_bytes() for name, path in files.items() if GOLDEN.fullmatch(name)}
