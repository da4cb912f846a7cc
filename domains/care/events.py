"""What care tells the house. Ids and moments alone: words and addresses stay sealed in their rows.

Events about one senior stand in line by `senior_id` where nobody may see the second before the
first.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from domains.care.cases.events import CaseEnded as CaseEnded
from domains.care.cases.events import CaseOpened as CaseOpened
from domains.care.cases.events import CaseTaken as CaseTaken
from domains.care.cases.events import CaseWentOver as CaseWentOver
from domains.care.cases.events import DoorCorrected as DoorCorrected
from domains.care.cases.events import EmergencyNotSent as EmergencyNotSent
from domains.care.cases.events import EmergencySentAfterAll as EmergencySentAfterAll
from domains.care.cases.events import GapFound as GapFound
from domains.care.cases.events import PositionGiven as PositionGiven
from domains.care.cases.events import SheAsked as SheAsked
from domains.care.cases.events import StepTaken as StepTaken
from domains.care.check_ins.vocabulary import AskBy, CheckInState, Origin, Way


@dataclass(frozen=True, slots=True, kw_only=True)
class SeniorEnrolled:
    """Somebody is cared for from now on."""

    topic: ClassVar[str] = "care.senior_enrolled"
    version: ClassVar[int] = 1
    ordered_by: ClassVar[str] = "senior_id"

    enrolment_id: UUID
    senior_id: UUID
    dong_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CareAskedFor:
    """Somebody asked to be cared for, and waits for this centre: its staff looks, or nobody does.
    It comes again where her dong goes to another centre meanwhile."""

    topic: ClassVar[str] = "care.asked_for"
    version: ClassVar[int] = 1
    ordered_by: ClassVar[str] = "senior_id"

    enrolment_id: UUID
    senior_id: UUID
    centre_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CareAccepted:
    """A centre took on whom asked on her own phone; she was not there when it did."""

    topic: ClassVar[str] = "care.accepted"
    version: ClassVar[int] = 1
    ordered_by: ClassVar[str] = "senior_id"

    enrolment_id: UUID
    senior_id: UUID
    centre_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CareDeclined:
    """A centre could not take her on; what she sent is destroyed. `why` is a
    `people.vocabulary.Declined`, which nothing else holds."""

    topic: ClassVar[str] = "care.declined"
    version: ClassVar[int] = 1
    ordered_by: ClassVar[str] = "senior_id"

    senior_id: UUID
    centre_id: UUID
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CarePaused:
    """Everything is quiet until a moment; guardians are told, except who said so."""

    topic: ClassVar[str] = "care.paused"
    version: ClassVar[int] = 1
    ordered_by: ClassVar[str] = "senior_id"

    pause_id: UUID
    senior_id: UUID
    until: datetime
    asked_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CareResumed:
    """The pause is over, by itself at its end or because somebody said so (`resumed_by`)."""

    topic: ClassVar[str] = "care.resumed"
    version: ClassVar[int] = 1
    ordered_by: ClassVar[str] = "senior_id"

    pause_id: UUID
    senior_id: UUID
    at: datetime
    resumed_by: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LongVisitTold:
    """Somebody else than she says that her home's silence is not to count, and with what else was
    said it does not for longer than a day: she and her guardians are told, since it may be wrong.
    `since` and `until` are of this visit alone, so that its end makes nothing of it untrue."""

    topic: ClassVar[str] = "care.long_visit_told"
    version: ClassVar[int] = 1
    ordered_by: ClassVar[str] = "senior_id"

    visit_id: UUID
    senior_id: UUID
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitEnded:
    """A visit was ended before its time, told to all or not: her home's silence counts again."""

    topic: ClassVar[str] = "care.visit_ended"
    version: ClassVar[int] = 1
    ordered_by: ClassVar[str] = "senior_id"

    visit_id: UUID
    senior_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SeniorMoved:
    """She lives in another flat; in another dong another care worker looks after her."""

    topic: ClassVar[str] = "care.senior_moved"
    version: ClassVar[int] = 1
    ordered_by: ClassVar[str] = "senior_id"

    enrolment_id: UUID
    senior_id: UUID
    from_dong_id: UUID
    to_dong_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SeniorWentOver:
    """Her dong is another centre's from now on, and so is she: an open case of hers follows."""

    topic: ClassVar[str] = "care.senior_went_over"
    version: ClassVar[int] = 1
    ordered_by: ClassVar[str] = "senior_id"

    enrolment_id: UUID
    senior_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInAsked:
    """A senior is asked how she is, for the `times`-th time."""

    topic: ClassVar[str] = "care.check_in_asked"
    version: ClassVar[int] = 1
    ordered_by: ClassVar[str] = "senior_id"

    check_in_id: UUID
    senior_id: UUID
    origin: Origin
    by: AskBy
    times: int
    asked_at: datetime
    answerable_until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInSettled:
    """A question is over, or what became of it has changed: it goes from her phones."""

    topic: ClassVar[str] = "care.check_in_settled"
    version: ClassVar[int] = 1
    ordered_by: ClassVar[str] = "senior_id"

    check_in_id: UUID
    senior_id: UUID
    state: CheckInState
    way: Way | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceMistrusted:
    """Somebody sent what cannot be believed, in this device's name: the first time in this hour.

    `why` is a `homes.vocabulary.Verdict`; the nil id stands for devices that do not exist.
    """

    topic: ClassVar[str] = "care.device_mistrusted"
    version: ClassVar[int] = 1

    device_id: UUID
    why: str
    hour: datetime
