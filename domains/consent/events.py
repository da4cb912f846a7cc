"""What consent tells the house.

`person_id`, where there is one, is who must be told; everything else is about `subject_id`.
"""

from dataclasses import dataclass
from datetime import date, datetime
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


@dataclass(frozen=True, slots=True)
class ConsentExpired:
    """A consent that was given for a time, or to an older text, has ended at `at`.

    `because` is "term", "text", or "age" where a child turns out to have said it; what lay in the
    database under it is gone.
    """

    topic: ClassVar[str] = "consent.expired"
    version: ClassVar[int] = 1

    subject_id: UUID
    purpose: str
    because: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ConsentLapsed:
    """The subject turned fourteen at `at`: the guardian's consents ended with that midnight.

    위치정보법 §25, 개인정보보호법 §22의2. The subject is asked anew: nobody else can say yes now.
    """

    topic: ClassVar[str] = "consent.lapsed"
    version: ClassVar[int] = 1

    subject_id: UUID
    purposes: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class LapseComing:
    """In `days` days, on `day`, the subject turns fourteen and these consents lapse.

    For the child, who will be asked, and for the guardians, whose word ends.
    """

    topic: ClassVar[str] = "consent.lapse_coming"
    version: ClassVar[int] = 1

    subject_id: UUID
    purposes: tuple[str, ...]
    day: date
    days: int


@dataclass(frozen=True, slots=True)
class ConsentAsked:
    """A text has changed in substance: who may decide is asked anew.

    The older consent stands until `stands_until`; None where nothing stands.
    """

    topic: ClassVar[str] = "consent.asked"
    version: ClassVar[int] = 1

    subject_id: UUID
    purpose: str
    text_version: int
    stands_until: datetime | None


@dataclass(frozen=True, slots=True)
class ReconfirmationDue:
    """Two years more have passed since an advertising consent was given on `since`.

    정보통신망법 §50⑧: tell when it was given, that it stands, and how to end it. Silence until
    `answer_by` keeps it.
    """

    topic: ClassVar[str] = "consent.reconfirmation_due"
    version: ClassVar[int] = 1

    subject_id: UUID
    purpose: str
    since: date
    answer_by: datetime


@dataclass(frozen=True, slots=True)
class ResultNoticeDue:
    """정보통신망법 §50⑦: a yes or a no to advertising; its result is told until `notify_by`."""

    topic: ClassVar[str] = "consent.result_notice_due"
    version: ClassVar[int] = 1

    subject_id: UUID
    purpose: str
    granted: bool
    decided_at: datetime
    notify_by: date


@dataclass(frozen=True, slots=True)
class LocationProvided:
    """위치정보법 §19③: to whom, when and for what a location was given, never where.

    Told to `person_id` at once.
    """

    topic: ClassVar[str] = "consent.location_provided"
    version: ClassVar[int] = 1

    person_id: UUID
    subject_id: UUID
    receiver_id: UUID
    purposes: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Provisions:
    """So many provisions to one receiver for one purpose."""

    receiver_id: UUID
    purpose: str
    times: int


@dataclass(frozen=True, slots=True)
class LocationProvidedDigest:
    """위치정보법 §19④: the provisions of the days from `first` to `last`, told together.

    `times` is their number; a provision for two purposes is a line in both.
    """

    topic: ClassVar[str] = "consent.location_provided_digest"
    version: ClassVar[int] = 1

    person_id: UUID
    subject_id: UUID
    first: date
    last: date
    times: int
    provisions: tuple[Provisions, ...]


@dataclass(frozen=True, slots=True)
class ErasureOverdue:
    """A store has not proved within its time that a withdrawn purpose's data is gone."""

    topic: ClassVar[str] = "consent.erasure_overdue"
    version: ClassVar[int] = 1

    erasure_id: UUID
    subject_id: UUID
    store: str
    due_at: datetime
