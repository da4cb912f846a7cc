"""What consent tells the house."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ConsentGranted:
    """A purpose may be served for this person from now on."""

    topic: ClassVar[str] = "consent.granted"
    version: ClassVar[int] = 1

    subject_id: UUID
    purpose: str


@dataclass(frozen=True, slots=True)
class ConsentWithdrawn:
    """A purpose is closed; what lay in the database under it is gone already."""

    topic: ClassVar[str] = "consent.withdrawn"
    version: ClassVar[int] = 1

    subject_id: UUID
    purpose: str
