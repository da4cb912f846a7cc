"""Which object store this house has, by its settings."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from domains.kernel.object_store import ObjectStore
from infra.object_store.files import FileObjects
from infra.object_store.s3 import S3Objects
from infra.setting_sections import ObjectSettings


@asynccontextmanager
async def open_object_store(settings: ObjectSettings) -> AsyncIterator[ObjectStore]:
    """The store until the block ends; nothing is asked of it yet, so it may be down."""
    if settings.bucket is None:
        yield FileObjects(settings.folder)
        return
    objects = S3Objects(settings, bucket=settings.bucket)
    try:
        yield objects
    finally:
        objects.close()
