"""The object store: files for development, S3 for a city."""

from infra.object_store.files import FileObjects
from infra.object_store.open import open_object_store
from infra.object_store.s3 import S3Objects

__all__ = ["FileObjects", "S3Objects", "open_object_store"]
