"""What happened to people's relations, devices and sessions; all past, all frozen."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PersonEnrolled:
    """Somebody became known; the event carries no personal data beyond the id."""

    topic: ClassVar[str] = "identity.person_enrolled"
    version: ClassVar[int] = 1
    person_id: UUID


@dataclass(frozen=True, slots=True)
class RelationGranted:
    topic: ClassVar[str] = "identity.relation_granted"
    version: ClassVar[int] = 1
    relation_id: UUID
    kind: str
    holder_id: UUID
    subject_id: UUID


@dataclass(frozen=True, slots=True)
class RelationEnded:
    """From this moment the holder may see and receive nothing about the subject."""

    topic: ClassVar[str] = "identity.relation_ended"
    version: ClassVar[int] = 1
    relation_id: UUID
    kind: str
    holder_id: UUID
    subject_id: UUID


@dataclass(frozen=True, slots=True)
class RoleGranted:
    topic: ClassVar[str] = "identity.role_granted"
    version: ClassVar[int] = 1
    person_id: UUID
    role: str


@dataclass(frozen=True, slots=True)
class TrackerPaired:
    topic: ClassVar[str] = "identity.tracker_paired"
    version: ClassVar[int] = 1
    device_id: UUID
    person_id: UUID


@dataclass(frozen=True, slots=True)
class DeviceRevoked:
    topic: ClassVar[str] = "identity.device_revoked"
    version: ClassVar[int] = 1
    device_id: UUID
    person_id: UUID


@dataclass(frozen=True, slots=True)
class PushTokenForgotten:
    """The device can no longer be pushed to; the token itself is not repeated here."""

    topic: ClassVar[str] = "identity.push_token_forgotten"
    version: ClassVar[int] = 1
    device_id: UUID
    person_id: UUID


@dataclass(frozen=True, slots=True)
class SessionRevoked:
    """`because` is signed_out, refresh_token_reused or code_reused."""

    topic: ClassVar[str] = "identity.session_revoked"
    version: ClassVar[int] = 1
    session_id: UUID
    person_id: UUID
    because: str
