"""Archives in a bucket of S3, or of anything that speaks its protocol."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ml_serving.archive.file_name import named
from ml_serving.archive.half_written import finish, half_written
from ml_serving.archive.limits import Limits
from ml_serving.contract import Refusal
from ml_serving.stores.digest import sha256_of
from ml_serving.stores.faults import DamagedError, OversizeError
from ml_serving.stores.progress import Progress, Watched, silent
from ml_serving.stores.refusals import name_refusal, taken
from ml_serving.stores.s3_client import Keys, s3_client
from ml_serving.stores.s3_faults import told_in_words

_DIGEST = "sha256"
"""The object's own metadata: S3's entity tag is no digest once an upload has parts."""

_CHUNK = 1 << 18


@dataclass(frozen=True, slots=True)
class Bucket:
    """`prefix` is empty or ends with a slash."""

    name: str
    prefix: str = ""


class S3Store:
    """What was fetched stays in `cache`, and is fetched again only when its sha256 is another."""

    def __init__(
        self,
        bucket: Bucket,
        *,
        cache: Path,
        keys: Keys | None = None,
        timeout_s: float = 20.0,
        progress: Progress = silent,
        most_bytes: int = Limits().archive,
    ) -> None:
        self._bucket = bucket
        self._cache = cache
        self._client = s3_client(keys or Keys(), timeout_s=timeout_s)
        self._progress = progress
        self._most_bytes = most_bytes

    def close(self) -> None:
        self._client.close()

    def list(self) -> Sequence[str]:
        where = {"Bucket": self._bucket.name, "Prefix": self._bucket.prefix, "Delimiter": "/"}
        with told_in_words():
            pages = self._client.get_paginator("list_objects_v2").paginate(**where)
            keys = [item["Key"] for page in pages for item in page.get("Contents", ())]
        names = (key.removeprefix(self._bucket.prefix) for key in keys)
        return sorted(name for name in names if named(name))

    def fetch(self, file_name: str) -> Path:
        if named(file_name) is None:
            raise FileNotFoundError(f"{file_name!r} is not called as an archive is")
        wanted = self._digest(file_name)
        home = self._cache / file_name
        if wanted is None or not home.is_file() or sha256_of(home) != wanted:
            self._download(file_name, home, wanted)
        return home

    def put(self, archive: Path) -> Refusal | None:
        """The store decides who was first (If-None-Match, RFC 9110 section 13.1.2), and checks the
        sha256 of what it was sent before it keeps it."""
        if refusal := name_refusal(archive):
            return refusal
        digest = sha256_of(archive)
        try:
            self._upload(archive, digest)
        except FileExistsError:
            return None if self._digest(archive.name) == digest else taken(archive.name)
        return None

    def _upload(self, archive: Path, digest: str) -> None:
        with told_in_words(), Watched(archive, self._progress) as body:
            self._client.put_object(
                **self._place(archive.name),
                Body=body,
                ContentType="application/zip",
                ChecksumSHA256=base64.b64encode(bytes.fromhex(digest)).decode(),
                Metadata={_DIGEST: digest},
                IfNoneMatch="*",
            )

    def _digest(self, file_name: str) -> str | None:
        """None where somebody else put it there, and did not say. Raises FileNotFoundError."""
        with told_in_words():
            head = self._client.head_object(**self._place(file_name))
        told = head["Metadata"].get(_DIGEST)
        return None if told is None else str(told)

    def _download(self, file_name: str, home: Path, wanted: str | None) -> None:
        with half_written(self._cache) as (file, half):
            with told_in_words():
                answer = self._client.get_object(**self._place(file_name))
                self._check_size(file_name, answer["ContentLength"])
                for chunk in answer["Body"].iter_chunks(_CHUNK):
                    file.write(chunk)
                    self._progress(file.tell(), answer["ContentLength"])
            finish(file, half)
            if wanted is not None and sha256_of(half) != wanted:
                raise DamagedError(f"{file_name} came with another sha256 than it was put with")
            half.replace(home)

    def _check_size(self, file_name: str, size: int) -> None:
        """A disk is full before a file that is too long has come to its end."""
        if size > self._most_bytes:
            raise OversizeError(f"{file_name} has {size} bytes; {self._most_bytes} are fetched")

    def _place(self, file_name: str) -> dict[str, Any]:
        return {"Bucket": self._bucket.name, "Key": f"{self._bucket.prefix}{file_name}"}
