"""A small honest archive, and the means to make it dishonest."""

import hashlib
import io
import json
import struct
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import numpy as np

from ml_serving.archive import BadArchive, Limits, open_archive, pack
from ml_serving.contract import Archive, GoldenCase, Manifest, Profile, Tensors


def a_manifest(**changes) -> Manifest:
    told = {
        "name": "fractions",
        "version": "1.0.0",
        "architecture": "knowledge-tracing",
        "register_id": "osan-ai-0003",
        "licence": "Apache-2.0",
        "training_data": "Answers of pupils who do not exist.",
        "units": {"probability": "0 to 1"},
        "settings": {"classes": ["분수", "소수"], "width": 8, "preprocessing": "none"},
        "metrics": {"auc": 0.75},
        "profile": {"length": Profile(mean=20.5, std=3.0, low=1.0, high=200.0)},
        "description": "How likely the next answer is right.",
    }
    return Manifest(**{**told, **changes})


def some_weights() -> Tensors:
    return {
        "gate.weight": np.arange(12, dtype=np.float32).reshape(3, 4),
        "gate.bias": np.array([0.5, -1.5, 2.0], dtype=np.float64),
        "steps": np.array(7, dtype=np.int64),
        "half": np.ones((2, 2), dtype=np.float16),
    }


def a_case(name: str = "two-right-answers", **changes) -> GoldenCase:
    told = {
        "body": b'{"answers": [1, 1]}',
        "content_type": "application/json",
        "answer": {"probability": 0.8125, "skills": [0.1, 0.9]},
        "tolerance": 1e-5,
    }
    return GoldenCase(name=name, **{**told, **changes})


def an_archive(folder: Path, **changes) -> Path:
    return pack(a_manifest(**changes), some_weights(), [a_case()], folder)


def members_of(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def summed(members: Mapping[str, bytes]) -> dict[str, bytes]:
    """With sums that fit: what an attacker would do, too."""
    rest = {name: body for name, body in members.items() if name != "SHA256SUMS"}
    lines = [f"{hashlib.sha256(body).hexdigest()}  {name}\n" for name, body in rest.items()]
    return {**rest, "SHA256SUMS": "".join(lines).encode()}


def zipped(path: Path, members: Mapping[str, bytes], *, method: int = ZIP_STORED) -> Path:
    with ZipFile(path, "w", method) as archive:
        for name, body in members.items():
            archive.writestr(ZipInfo(name), body, method)
    return path


def rezipped(path: Path, changes: Mapping[str, bytes | None]) -> Path:
    """The archive with other members, and sums that fit them; None leaves one out."""
    members = {**members_of(path), **changes}
    return zipped(path, summed({name: body for name, body in members.items() if body is not None}))


def tensors(header: bytes, data: bytes) -> bytes:
    """A safetensors file of any header."""
    return struct.pack("<Q", len(header)) + header + data


def refusal_of(path: Path, limits: Limits | None = None) -> str:
    opened = open_archive(path, limits=limits or Limits())
    assert isinstance(opened, BadArchive), "it was accepted"
    return opened.reason


def accepted(path: Path) -> Archive:
    opened = open_archive(path)
    assert isinstance(opened, Archive), opened
    return opened


def as_bytes(members: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return buffer.getvalue()


def changed(body: bytes, **changes) -> bytes:
    return json.dumps({**json.loads(body), **changes}).encode()
