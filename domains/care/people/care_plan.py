"""The contract with the other rooms: who is cared for, whom to ask, in which order, and when."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from domains.care.people.hours import Hours, cover
from domains.care.people.vocabulary import Depth
from domains.consent.public import Purpose


@dataclass(frozen=True, slots=True)
class Contact:
    """A guardian who is asked, `rank` 1 first; hours are in the contact's own time zone."""

    person_id: UUID
    rank: int
    time_zone: str
    hours: tuple[Hours, ...]
    depth: Depth

    def reachable(self, at: datetime) -> bool:
        return cover(self.hours, self.time_zone, at=at)


@dataclass(frozen=True, slots=True)
class CarePlan:
    """How one senior is cared for at the moment that was asked about.

    `contacts` are in order, and only guardians whose tie stands. `allows` are the care purposes to
    which the senior's consent stands. `paused_until` None: nothing is paused. `address` and
    `key_box_note` are sealed for the senior: `open_address` opens them, the note for 119 alone.
    """

    enrolment_id: UUID
    senior_id: UUID
    dong_id: UUID
    centre_id: UUID
    paused_until: datetime | None
    contacts: tuple[Contact, ...]
    allows: frozenset[Purpose]
    address: bytes = field(repr=False)
    key_box_note: bytes | None = field(repr=False, default=None)

    @property
    def is_paused(self) -> bool:
        return self.paused_until is not None


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Who of a dong's care workers is asked now, and who after them; absences are resolved."""

    worker_id: UUID
    stand_in_id: UUID | None = None
