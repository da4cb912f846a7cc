"""Where archives lie: a folder, or a bucket of S3, behind `contract.Store`."""

from ml_serving.stores.faults import DamagedError, OversizeError, StoreUnavailable
from ml_serving.stores.folder import FolderStore
from ml_serving.stores.open import open_store
from ml_serving.stores.s3 import Bucket, S3Store
from ml_serving.stores.s3_client import Keys

__all__ = [
    "Bucket",
    "DamagedError",
    "FolderStore",
    "Keys",
    "OversizeError",
    "S3Store",
    "StoreUnavailable",
    "open_store",
]
