"""When lessons begin and end, by the level of the school."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from typing import Self


class SchoolLevel(StrEnum):
    """What kind of school or child-care facility it is."""

    NURSERY = "nursery"
    KINDERGARTEN = "kindergarten"
    ELEMENTARY = "elementary"
    MIDDLE = "middle"
    HIGH = "high"
    SPECIAL = "special"
    ACADEMY = "academy"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Bells:
    """Clock times in Seoul: in by `arrive_by`, home after `dismissed_at`."""

    arrive_by: time
    dismissed_at: time

    def __post_init__(self) -> None:
        if self.arrive_by.tzinfo is not None or self.dismissed_at.tzinfo is not None:
            raise ValueError("bells are plain clock times in Seoul")
        if self.arrive_by >= self.dismissed_at:
            raise ValueError("a school day begins before it ends")

    @classmethod
    def at(cls, arrive_by: str, dismissed_at: str) -> Self:
        """Bells from clock times such as "08:50"."""
        return cls(time.fromisoformat(arrive_by), time.fromisoformat(dismissed_at))


BELLS: dict[SchoolLevel, Bells] = {
    SchoolLevel.NURSERY: Bells.at("09:30", "16:00"),
    SchoolLevel.KINDERGARTEN: Bells.at("09:20", "13:30"),
    SchoolLevel.ELEMENTARY: Bells.at("08:50", "14:40"),
    SchoolLevel.MIDDLE: Bells.at("08:50", "15:40"),
    SchoolLevel.HIGH: Bells.at("08:30", "16:40"),
    SchoolLevel.SPECIAL: Bells.at("09:00", "14:40"),
    SchoolLevel.ACADEMY: Bells.at("15:00", "21:00"),
    SchoolLevel.OTHER: Bells.at("08:50", "15:40"),
}
"""What holds until a school states its own bells: usual hours, not any school's promise."""


def bells_of(level: str | None) -> Bells:
    """The usual bells of a level; a level that nobody knows keeps the hours of OTHER."""
    return BELLS[_known(level)]


def _known(level: str | None) -> SchoolLevel:
    try:
        return SchoolLevel(level or SchoolLevel.OTHER)
    except ValueError:
        return SchoolLevel.OTHER
