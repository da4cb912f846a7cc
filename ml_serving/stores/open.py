"""A store by its address: a folder's path, or `s3://bucket/prefix`."""

from pathlib import Path

from ml_serving.contract import Refusal, Store
from ml_serving.stores.folder import FolderStore
from ml_serving.stores.progress import Progress, silent
from ml_serving.stores.s3 import Bucket, S3Store
from ml_serving.stores.s3_client import Keys

_S3 = "s3://"


def open_store(
    address: str, *, cache: Path, keys: Keys | None = None, progress: Progress = silent
) -> Store | Refusal:
    """Nothing is asked of the store yet, so it may be down. `cache` is where a bucket's archives
    are copied to."""
    if not address.startswith(_S3):
        return FolderStore(Path(address))
    bucket, _, prefix = address.removeprefix(_S3).partition("/")
    if not bucket:
        return Refusal(f"{address!r} names no bucket", expected="s3://bucket or s3://bucket/prefix")
    prefix = f"{prefix.strip('/')}/" if prefix.strip("/") else ""
    return S3Store(Bucket(bucket, prefix), cache=cache, keys=keys, progress=progress)
