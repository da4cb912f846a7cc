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
class AccountLinked:
    """From now on somebody may sign in another way too: they are told, lest it was not they."""

    topic: ClassVar[str] = "identity.account_linked"
    version: ClassVar[int] = 1
    account_id: UUID
    person_id: UUID
    provider: str


@dataclass(frozen=True, slots=True)
class AccountUnlinked:
    topic: ClassVar[str] = "identity.account_unlinked"
    version: ClassVar[int] = 1
    account_id: UUID
    person_id: UUID
    provider: str


@dataclass(frozen=True, slots=True)
class PersonCorrected:
    """The rights desk put right what `fields` say; with a birth date, who consents may change."""

    topic: ClassVar[str] = "identity.person_corrected"
    version: ClassVar[int] = 1
    person_id: UUID
    fields: tuple[str, ...]


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
    """`because` is signed_out, refresh_token_reused, code_reused, provider_logout, ended_by_owner,
    ended_by_guardian, ended_by_staff or replaced."""

    topic: ClassVar[str] = "identity.session_revoked"
    version: ClassVar[int] = 1
    session_id: UUID
    person_id: UUID
    because: str


@dataclass(frozen=True, slots=True)
class RoleEnded:
    """The office is over; the holder's sessions ended with it."""

    topic: ClassVar[str] = "identity.role_ended"
    version: ClassVar[int] = 1
    person_id: UUID
    role: str


@dataclass(frozen=True, slots=True)
class InvitationAccepted:
    """The other side entered the code; the inviter looks who it is, and confirms."""

    topic: ClassVar[str] = "identity.invitation_accepted"
    version: ClassVar[int] = 1
    invitation_id: UUID
    inviter_id: UUID
    accepted_by: UUID


@dataclass(frozen=True, slots=True)
class GuardianshipClaimed:
    """A claim waits for an officer."""

    topic: ClassVar[str] = "identity.guardianship_claimed"
    version: ClassVar[int] = 1
    claim_id: UUID
    kind: str
    holder_id: UUID
    subject_id: UUID


@dataclass(frozen=True, slots=True)
class GuardianshipConfirmed:
    topic: ClassVar[str] = "identity.guardianship_confirmed"
    version: ClassVar[int] = 1
    claim_id: UUID
    relation_id: UUID
    holder_id: UUID
    subject_id: UUID


@dataclass(frozen=True, slots=True)
class GuardianshipRefused:
    topic: ClassVar[str] = "identity.guardianship_refused"
    version: ClassVar[int] = 1
    claim_id: UUID
    holder_id: UUID
    subject_id: UUID


@dataclass(frozen=True, slots=True)
class SharingChanged:
    """A senior chose anew what one guardian sees; `now_seen` are SharingScopes."""

    topic: ClassVar[str] = "identity.sharing_changed"
    version: ClassVar[int] = 1
    relation_id: UUID
    holder_id: UUID
    subject_id: UUID
    now_seen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StandInOpened:
    """A centre acts for this person from now on."""

    topic: ClassVar[str] = "identity.stand_in_opened"
    version: ClassVar[int] = 1
    stand_in_id: UUID
    person_id: UUID
    centre_id: UUID


@dataclass(frozen=True, slots=True)
class StandInEnded:
    """`because` is taken_over, by_centre or by_person."""

    topic: ClassVar[str] = "identity.stand_in_ended"
    version: ClassVar[int] = 1
    stand_in_id: UUID
    person_id: UUID
    because: str


@dataclass(frozen=True, slots=True)
class ContactCodeAsked:
    """Somebody named a telephone number; a code that goes there will prove that it is theirs."""

    topic: ClassVar[str] = "identity.contact_code_asked"
    version: ClassVar[int] = 1
    number_id: UUID
    person_id: UUID
