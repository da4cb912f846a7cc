"""Opening an archive: the one way from a file of unknown origin to a model's weights."""

import hashlib
from collections.abc import Collection, Mapping
from pathlib import Path

from ml_serving.archive.golden import read_golden
from ml_serving.archive.inflate import inflate
from ml_serving.archive.layout import MANIFEST, WEIGHTS
from ml_serving.archive.limits import Limits
from ml_serving.archive.manifest import read_manifest
from ml_serving.archive.pickles import looks_pickled
from ml_serving.archive.refused import BadArchive
from ml_serving.archive.sums import sums_problem
from ml_serving.archive.weights import read_weights
from ml_serving.contract import Archive
from ml_serving.models.catalogue import ARCHITECTURES

DEFAULT_LIMITS = Limits()


def open_archive(
    path: Path,
    *,
    limits: Limits = DEFAULT_LIMITS,
    sha256: str | None = None,
    architectures: Collection[str] = tuple(ARCHITECTURES),
) -> Archive | BadArchive:
    """The archive at `path`, wholly checked, or the first reason not to use it.

    `sha256`, where given, is what the whole file must have. The file is read once: what was
    checked is what is used. Raises OSError only where the file itself cannot be read.
    """
    with path.open("rb") as file:
        body = file.read(min(limits.archive, path.stat().st_size) + 1)
    if len(body) > limits.archive:
        return BadArchive(f"it is longer than the {limits.archive} bytes allowed")
    digest = hashlib.sha256(body).hexdigest()
    if sha256 is not None and digest != sha256.lower():
        return BadArchive("its sha256 is not the one that was asked for")
    members = inflate(body, limits)
    if isinstance(members, BadArchive):
        return members
    return _read(members, digest, limits, architectures)


def _read(
    members: Mapping[str, bytes], digest: str, limits: Limits, architectures: Collection[str]
) -> Archive | BadArchive:
    if problem := _pickle_problem(members) or sums_problem(members):
        return BadArchive(problem)
    weights = read_weights(members[WEIGHTS], limits)
    if isinstance(weights, BadArchive):
        return weights
    manifest = read_manifest(members[MANIFEST], weights, architectures)
    if isinstance(manifest, BadArchive):
        return manifest
    golden = read_golden(members)
    if isinstance(golden, BadArchive):
        return golden
    return Archive(manifest=manifest, weights=weights, golden=golden, sha256=digest)


def _pickle_problem(members: Mapping[str, bytes]) -> str | None:
    for name, body in members.items():
        if looks_pickled(body):
            return f"{name} is a pickle, which is code; weights come as safetensors"
    return None
