"""Archives in one folder: a development machine's store, or a mounted volume."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from ml_serving.archive.file_name import named
from ml_serving.archive.half_written import finish, half_written, settle
from ml_serving.contract import Refusal
from ml_serving.stores.digest import sha256_of
from ml_serving.stores.refusals import name_refusal, taken


class FolderStore:
    """A file is whole, on the disk, and never replaced by another."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def list(self) -> Sequence[str]:
        if not self._folder.is_dir():
            return []
        return sorted(path.name for path in self._folder.iterdir() if named(path.name))

    def fetch(self, file_name: str) -> Path:
        """The file itself: it does not travel, and what opens it checks every part of it."""
        path = self._folder / file_name
        if named(file_name) is None or not path.is_file():
            raise FileNotFoundError(f"no {file_name} in {self._folder}")
        return path

    def put(self, archive: Path) -> Refusal | None:
        if refusal := name_refusal(archive):
            return refusal
        home = self._folder / archive.name
        with half_written(self._folder) as (copy, half), archive.open("rb") as source:
            shutil.copyfileobj(source, copy)
            finish(copy, half)
            try:
                os.link(half, home)
            except FileExistsError:
                return None if sha256_of(home) == sha256_of(half) else taken(archive.name)
        settle(self._folder)
        return None
