"""`model.json`: the manifest, and the sizes that the weights must have."""

import re
from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from ml_serving.archive.file_name import NAME, SEMVER
from ml_serving.archive.layout import MANIFEST
from ml_serving.archive.refused import BadArchive
from ml_serving.archive.schema import problem_by
from ml_serving.archive.strict_json import read_json, write_json
from ml_serving.contract import Manifest, Profile, Tensors

_NAME = re.compile(NAME, re.ASCII)
_VERSION = re.compile(SEMVER, re.ASCII)
_REGISTER_ID = re.compile(r"[!-~]+")


def write_manifest(manifest: Manifest, weights: Tensors) -> bytes:
    return write_json({**asdict(manifest), "sizes": _sizes(weights)})


def with_sizes(body: bytes, weights: Tensors) -> bytes:
    """A manifest written by hand, with the sizes that nobody should count by hand.

    What is no manifest is given back as it is: its reader says why.
    """
    try:
        told = read_json(body)
    except ValueError:
        return body
    return write_json({"sizes": _sizes(weights), **told}) if isinstance(told, dict) else body


def read_manifest(
    body: bytes, weights: Tensors, architectures: Collection[str]
) -> Manifest | BadArchive:
    """The manifest, once it describes these weights and names code that is here."""
    try:
        told = read_json(body)
    except ValueError as wrong:
        return BadArchive(f"{MANIFEST} {wrong}")
    if problem := problem_by("model.schema.json", told):
        return BadArchive(f"{MANIFEST}: {problem}")
    if problem := _disagreement(told, weights, architectures):
        return BadArchive(f"{MANIFEST} {problem}")
    profile = {name: Profile(**each) for name, each in told["profile"].items()}
    del told["sizes"]
    return Manifest(**{**told, "profile": profile})


def _disagreement(told: Any, weights: Tensors, architectures: Collection[str]) -> str | None:
    if not _NAME.fullmatch(told["name"]):
        return f"has the name {told['name']!r}; small letters, digits and hyphens are wanted"
    if not _VERSION.fullmatch(told["version"]):
        return f"has the version {told['version']!r}; a semantic version like 1.0.0 is wanted"
    if not _REGISTER_ID.fullmatch(told["register_id"]):
        return f"has the register id {told['register_id']!r}; visible ASCII is wanted"
    if told["architecture"] not in architectures:
        known = ", ".join(sorted(architectures))
        return f"names the architecture {told['architecture']!r}; this server knows {known}"
    if told["sizes"] != _sizes(weights):
        return "tells of weights of another size"
    return None


def _sizes(weights: Tensors) -> dict[str, int]:
    return {
        "tensors": len(weights),
        "parameters": sum(int(each.size) for each in weights.values()),
        "bytes": sum(int(each.nbytes) for each in weights.values()),
    }
