"""Korean names of school levels and states of operation, as the files write them."""

from domains.commute.school_calendar import SchoolLevel
from domains.commute.vocabulary import PlaceKind

LEVELS: dict[str, SchoolLevel] = {
    "어린이집": SchoolLevel.NURSERY,
    "유치원": SchoolLevel.KINDERGARTEN,
    "초등학교": SchoolLevel.ELEMENTARY,
    "초": SchoolLevel.ELEMENTARY,
    "중학교": SchoolLevel.MIDDLE,
    "중": SchoolLevel.MIDDLE,
    "고등학교": SchoolLevel.HIGH,
    "고": SchoolLevel.HIGH,
    "특수학교": SchoolLevel.SPECIAL,
    "특수": SchoolLevel.SPECIAL,
    "학원": SchoolLevel.ACADEMY,
    "각종학교": SchoolLevel.OTHER,
    "기타": SchoolLevel.OTHER,
}

OPEN_STATES = frozenset({"", "운영", "운영중", "정상", "개교"})
SHUT_STATES = frozenset({"폐교", "폐지", "휴교", "휴원", "폐원", "통폐합"})

ZONE_RADIUS_M = 300.0
"""A child protection zone reaches 300 m from the main gate (어린이·노인 및 장애인 보호구역의 지정
및 관리에 관한 규칙 §3)."""

SCHOOL_RADIUS_M: dict[SchoolLevel, float] = {
    SchoolLevel.NURSERY: 60.0,
    SchoolLevel.KINDERGARTEN: 60.0,
    SchoolLevel.ELEMENTARY: 100.0,
    SchoolLevel.MIDDLE: 110.0,
    SchoolLevel.HIGH: 130.0,
    SchoolLevel.SPECIAL: 100.0,
    SchoolLevel.ACADEMY: 50.0,
    SchoolLevel.OTHER: 100.0,
}
"""The building and its yard around the published point; an operator may change a place's own."""


def default_radius_m(kind: PlaceKind, level: SchoolLevel) -> float:
    """How far around its published point a place reaches until somebody draws it better."""
    return ZONE_RADIUS_M if kind is PlaceKind.CHILD_ZONE else SCHOOL_RADIUS_M[level]
