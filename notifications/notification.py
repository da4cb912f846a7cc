"""What somebody should be told, before it is known who, whether, and in which language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from domains.consent.public import Purpose
from domains.identity.public import SharingScope
from domains.kernel.actor import Role
from domains.kernel.geo import LatLon
from notifications.messages.keys import MessageKey

MAX_TAG_BYTES = 64
"""APNs refuses a longer `apns-collapse-id`."""


class Category(StrEnum):
    """What the law and the person's wishes make of a notification; the gate reads it."""

    SAFETY = "safety"
    CARE = "care"
    SERVICE = "service"
    ADVERTISING = "advertising"


@dataclass(frozen=True, slots=True)
class GuardiansOf:
    """Those who stand in for one child or senior at the moment of telling.

    A senior's guardians hear only what the senior lets them see: name it in `sees`. None is for a
    call for help, which reaches every guardian. `who_decide` are a child's parents alone: what a
    senior consents to is nobody else's business.
    """

    subject_id: UUID
    sees: SharingScope | None = None
    who_decide: bool = False


@dataclass(frozen=True, slots=True)
class RoleHolders:
    """Everybody who holds an office: the operators' queue. With `unit_id`, at that very place."""

    role: Role
    unit_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Persons:
    """These people, for a reason that needs no relation: it is about themselves."""

    ids: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class AskedIn:
    """Whom a step of a care case asks, and asks still: nobody, once somebody has taken the case.

    Care's own rows say who, at each look: so no text message and no call goes out after the commit
    of an acknowledgement. `knows_why` are those whom the senior lets see reasons, or the others.
    """

    step_id: UUID
    subject_id: UUID
    knows_why: bool


@dataclass(frozen=True, slots=True)
class ToldOf:
    """All whom a care case has asked so far: they hear how it goes on."""

    case_id: UUID
    subject_id: UUID


@dataclass(frozen=True, slots=True)
class InHandsOf:
    """Who has taken a care case, and has it still at the moment of telling."""

    case_id: UUID
    subject_id: UUID


Circle = AskedIn | ToldOf | InHandsOf | GuardiansOf | RoleHolders | Persons

Audience = frozenset[Circle]
"""The union of circles; somebody in two of them is told once."""


@dataclass(frozen=True, slots=True)
class LastSeen:
    """A position that an SOS carries where its consent stands; `at` is when it was measured."""

    at: datetime
    point: LatLon = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    """One thing to tell an audience.

    `event_id` is the uuidv7 of the domain event: with the phone's device it makes a delivery
    unique. `tag` names the thing spoken of: a later notification of the same tag replaces the
    earlier one on the phone, a `Retraction` removes it. `purpose` is the consent of `subject_id`
    without which nothing may be told (None for an SOS, which always goes out);
    `position_purpose` is the consent without which `position` stays out. `by_day` waits for eight
    in the morning, as advertising does: what the law has us tell about it. `expected` is what the
    receiver asked to be told at this very time: neither their quiet hours nor their digest hold it
    back. `calls` rings their telephones as well, at once.
    """

    event_id: UUID
    occurred_at: datetime
    expires_at: datetime
    key: MessageKey
    category: Category
    audience: Audience
    subject_id: UUID | None
    purpose: Purpose | None
    tag: str
    deep_link: str
    values: Mapping[str, str] = field(repr=False)
    position: LastSeen | None = None
    position_purpose: Purpose | None = None
    by_day: bool = False
    expected: bool = False
    calls: bool = False

    def __post_init__(self) -> None:
        _check_tag(self.tag)
        if self.expires_at <= self.occurred_at:
            raise ValueError("a notification expires after it occurs")
        if self.purpose is not None and self.subject_id is None:
            raise ValueError("a purpose is somebody's consent: name the subject")
        if self.position is not None and self.position_purpose is None:
            raise ValueError("a position goes out under a purpose only")


@dataclass(frozen=True, slots=True, kw_only=True)
class Retraction:
    """What was told under `tag` up to `occurred_at` no longer holds; it vanishes where shown.

    It reaches whoever was told, so it names no audience. `event_id` is its own event's.
    `except_person` keeps what it was: the one who acknowledged needs no alarm taken away.
    `only_from` are those whose business it is no more: for all others it holds as before.
    """

    event_id: UUID
    occurred_at: datetime
    tag: str
    except_person: UUID | None = None
    only_from: frozenset[UUID] | None = None

    def __post_init__(self) -> None:
        _check_tag(self.tag)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadElsewhere:
    """What one person has read lately, for those of their phones that still show it.

    `entries` are tags, each with the moment up to which it was read, newest reading first: all
    of the last days, so that the latest message says what the ones before it said.
    """

    event_id: UUID
    occurred_at: datetime
    tag: str
    entries: tuple[tuple[str, datetime], ...]


def _check_tag(tag: str) -> None:
    if not 0 < len(tag.encode()) <= MAX_TAG_BYTES:
        raise ValueError(f"a tag has 1 to {MAX_TAG_BYTES} bytes: {tag!r}")
