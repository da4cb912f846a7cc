"""The demo citizens, by their stable `sub`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Citizen:
    """An invented person; `part` says in Korean who they are in the demo's story."""

    sub: str
    name: str
    birthdate: date
    group: str
    part: str


_ALL = (
    Citizen("hana", "김하나", date(1986, 4, 12), "보호자", "민아와 준호의 엄마"),
    Citizen("jungwoo", "이정우", date(1984, 9, 3), "보호자", "민아의 아빠"),
    Citizen("seoyeon", "박서연", date(1988, 7, 21), "보호자", "도윤의 엄마"),
    Citizen("mina", "민아", date(2017, 2, 10), "어린이와 청소년", "9살, 초등학생"),
    Citizen("junho", "준호", date(2011, 1, 20), "어린이와 청소년", "15살, 중학생"),
    Citizen("doyun", "도윤", date(2018, 2, 2), "어린이와 청소년", "8살, 초등학생"),
    Citizen("operator", "한관제", date(1981, 2, 17), "시청과 학교", "관제실 상황 근무자"),
    Citizen("teacher", "오선생", date(1990, 3, 25), "시청과 학교", "담임 선생님"),
    Citizen("officer", "정복지", date(1987, 10, 8), "시청과 학교", "복지 담당 공무원"),
    Citizen("colleague", "문주임", date(1983, 6, 14), "시청과 학교", "둘째로 확인하는 공무원"),
    Citizen("counsellor", "이상담", date(1992, 11, 5), "시청과 학교", "대원동 행복복지센터 직원"),
    Citizen("grandmother", "박복순", date(1945, 5, 8), "어르신", "하나에게 안부를 나누는 어르신"),
    Citizen("bokrye", "박복례", date(1941, 5, 2), "어르신", "날마다 안부를 나누는 어르신"),
    Citizen("mansu", "김만수", date(1938, 8, 15), "어르신", "혼자 사는 어르신"),
    Citizen("hyonyeo", "박효녀", date(1970, 6, 1), "보호자", "복례의 딸"),
    Citizen("careworker", "정생활", date(1985, 3, 9), "시청과 학교", "대원동 생활지원사"),
    Citizen("stranger", "최모른", date(1979, 11, 30), "그 밖", "아무와도 이어지지 않은 시민"),
)

CITIZENS: Mapping[str, Citizen] = MappingProxyType({citizen.sub: citizen for citizen in _ALL})


def by_group() -> Mapping[str, list[Citizen]]:
    """The citizens as the sign-in page lists them."""
    groups: dict[str, list[Citizen]] = {}
    for citizen in _ALL:
        groups.setdefault(citizen.group, []).append(citizen)
    return groups
