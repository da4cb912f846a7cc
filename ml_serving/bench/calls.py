"""What is asked: bodies of the archives' own golden cases, and pictures drawn here."""

from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ml_serving.archive import open_archive
from ml_serving.contract import Archive


@dataclass(frozen=True, slots=True)
class Call:
    """One request: to `/predictions/{model}`, or where `head` counts the bytes of JSON before its
    tensors, to the Open Inference Protocol's address."""

    model: str
    body: bytes
    content_type: str
    head: int = 0

    def as_json(self) -> Mapping[str, Any]:
        return {
            "model": self.model,
            "body": b64encode(self.body).decode(),
            "content_type": self.content_type,
            "head": self.head,
        }

    @classmethod
    def of_json(cls, told: Mapping[str, Any]) -> "Call":
        return cls(told["model"], b64decode(told["body"]), told["content_type"], told["head"])


class NoArchive(Exception):
    """The text says what is wrong with it."""


def archive_of(path: Path) -> Archive:
    """Raises NoArchive."""
    archive = open_archive(path)
    if not isinstance(archive, Archive):
        raise NoArchive(f"{path.name}: {archive}")
    return archive


def golden_calls(path: Path) -> Sequence[Call]:
    """Those of an archive's golden cases."""
    archive = archive_of(path)
    return [Call(archive.manifest.name, each.body, each.content_type) for each in archive.golden]
