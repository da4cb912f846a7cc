"""The object store's part in a withdrawal: a `consent.StoreEraser` over any `ObjectStore`."""

import hashlib
from datetime import datetime
from uuid import UUID

from domains.consent.public import Erased, Proof, Purpose, objects_under
from domains.kernel.object_store import ObjectStore

OBJECTS = "objects"
"""The name under which a case remembers this store."""


class LeftOver(Exception):
    """The store says that it erased, and still lists what it should not."""


class SubjectObjects:
    """What is stored of one subject under one purpose, by `consent.objects_under`."""

    name = OBJECTS

    def __init__(self, objects: ObjectStore) -> None:
        self._objects = objects

    async def erase(self, *, subject_id: UUID, purpose: Purpose, before: datetime) -> Proof:
        """Delete, look again, and tell how many there were and a digest of their keys.

        Raises LeftOver where the second look finds one.
        """
        keys = await self._held(subject_id, purpose, before)
        for key in keys:
            await self._objects.delete(key)
        if await self._held(subject_id, purpose, before):
            raise LeftOver
        digest = hashlib.sha256("\n".join(keys).encode()).hexdigest()
        return Proof([Erased("objects", len(keys))], digest)

    async def _held(self, subject_id: UUID, purpose: Purpose, before: datetime) -> list[str]:
        keys = await self._objects.list(objects_under(subject_id, purpose))
        return [key for key in keys if _made(key) <= before.timestamp()]


def _made(key: str) -> float:
    """Epoch seconds by the uuidv7 that an object's key ends with; a later yes may store anew.

    A key that tells no time is taken for old: rather one object too many than one too few.
    """
    try:
        made = UUID(key.rpartition("/")[2].partition(".")[0])
    except ValueError:
        return 0.0
    return (made.int >> 80) / 1000 if made.version == 7 else 0.0
