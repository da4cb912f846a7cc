"""The words of the people of care."""

from enum import IntEnum, StrEnum


class Way(StrEnum):
    """How a senior said yes."""

    PAPER = "paper"
    """Signed at a community centre's desk; the proof says where the paper lies."""
    APP = "app"
    """Said on her own phone; the consent ledger is the proof, and a centre accepts it."""


class Depth(StrEnum):
    """How much of a senior's day somebody sees; each includes those before it.

    No depth holds a location.
    """

    STATE = "state"
    """One word and a colour."""
    REASONS = "reasons"
    """Why, in sentences: a check-in was missed, the door stayed shut."""
    SENSORS = "sensors"
    """What each sensor said, and when."""

    @property
    def rank(self) -> int:
        return list(Depth).index(self)

    def covers(self, other: "Depth") -> bool:
        return self.rank >= other.rank


class PauseReason(StrEnum):
    """Why everything is quiet until a day that was said."""

    HOSPITAL = "hospital"
    TRAVEL = "travel"
    OTHER = "other"


class Declined(StrEnum):
    """Why a centre does not take on whom asked; told to her, and kept nowhere."""

    NOT_OUR_AREA = "not_our_area"
    NOBODY_FOUND = "nobody_found"
    """No such person, or asked by mistake."""
    CARED_FOR_ELSEWHERE = "cared_for_elsewhere"
    OTHER = "other"


class DutyDay(IntEnum):
    """A day of the rota. On a public holiday only HOLIDAY counts, whatever weekday it is."""

    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6
    HOLIDAY = 7


class Receiver(StrEnum):
    """For whom she chooses what they see."""

    GUARDIAN = "guardian"
    CARE_WORKER = "care_worker"
    CENTRE = "centre"
