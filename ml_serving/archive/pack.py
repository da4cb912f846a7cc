"""Packing an archive: the same model gives the same bytes, on every machine and every day."""

import io
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from ml_serving.archive.file_name import file_name_of
from ml_serving.archive.golden import write_golden
from ml_serving.archive.half_written import finish, half_written, settle
from ml_serving.archive.layout import MANIFEST, SUMS, WEIGHTS
from ml_serving.archive.manifest import write_manifest
from ml_serving.archive.open import open_archive
from ml_serving.archive.refused import BadArchive
from ml_serving.archive.sums import sums_of
from ml_serving.archive.weights import write_weights
from ml_serving.contract import GoldenCase, Manifest, Tensors
from ml_serving.models.catalogue import ARCHITECTURES

_NO_DAY = (1980, 1, 1, 0, 0, 0)
"""The first that a zip can tell: nobody's."""

_PLAIN_FILE = 0o100644 << 16
_UNIX = 3


def pack(
    manifest: Manifest,
    weights: Tensors,
    golden: Sequence[GoldenCase],
    folder: Path,
    *,
    architectures: Collection[str] = tuple(ARCHITECTURES),
) -> Path:
    """`folder/name-version.zip`, written whole or not at all, and opened again as a stranger's.

    Raises ValueError with the reason where `open_archive` would refuse it.
    """
    members = {
        MANIFEST: write_manifest(manifest, weights),
        WEIGHTS: write_weights(weights),
        **write_golden(golden),
    }
    body = _zipped({**members, SUMS: sums_of(members)})
    path = folder / file_name_of(manifest)
    with half_written(folder) as (file, half):
        file.write(body)
        finish(file, half)
        checked = open_archive(half, architectures=architectures)
        if isinstance(checked, BadArchive):
            raise ValueError(checked.reason)
        half.replace(path)
    settle(folder)
    return path


def _zipped(members: Mapping[str, bytes]) -> bytes:
    """Stored, not deflated: weights hardly shrink, and deflaters differ in their bytes."""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as zipped:
        for name in sorted(members):
            entry = ZipInfo(name, _NO_DAY)
            entry.create_system = _UNIX
            entry.external_attr = _PLAIN_FILE
            zipped.writestr(entry, members[name])
    return buffer.getvalue()
