"""A picture of what somebody did: where it lies, and what makes it safe to keep."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from domains.care.cases.picture_cleaner import PictureCleaner
from domains.consent.public import Purpose, objects_under
from domains.kernel.file_lock import FileLock
from domains.kernel.object_store import ObjectStore

CONTENT_TYPE: Final = "application/octet-stream"
"""As it lies there, it is no picture to anybody."""


@dataclass(frozen=True, slots=True)
class Darkroom:
    """Where pictures are made safe and locked, and where they lie."""

    pictures: PictureCleaner
    lock: FileLock
    objects: ObjectStore


@dataclass(frozen=True, slots=True)
class NotYourAct:
    """Somebody else's, one that the actor may not see, or none at all: the same answer."""


def key_of(senior_id: UUID, act_id: UUID) -> str:
    """Below what is destroyed with her consent, and named by the act: one act, one picture."""
    return f"{objects_under(senior_id, Purpose.CARE_CHECK_INS)}{act_id}.jpg"
