"""The demo's families: who they are, whom they look after, where they live and learn.

All invented. Names and birth dates agree with the development identity provider, which
imports nothing from here; a test compares the two.
"""

from dataclasses import dataclass
from datetime import date

from api.seed.osan_schools import SchoolFact, school_named
from domains.commute.public import DayRange
from domains.identity.public import Platform, RelationKind, SharingScope
from domains.kernel.actor import Role
from domains.kernel.geo import LatLon


@dataclass(frozen=True, slots=True)
class DemoCitizen:
    """Somebody who can sign in with one tap; `sub` is their name at the identity provider."""

    sub: str
    name: str
    birth_date: date
    roles: frozenset[Role] = frozenset()


@dataclass(frozen=True, slots=True)
class DemoTie:
    """`holder` looks after `subject`; `sharing` is what a senior lets them see."""

    holder: str
    subject: str
    kind: RelationKind = RelationKind.PARENT_CHILD
    sharing: frozenset[SharingScope] | None = None


@dataclass(frozen=True, slots=True)
class DemoChild:
    """Where a child lives and learns, and who consents to the commute being watched.

    Under 14 the legal guardian consents, from 14 on the child does (위치정보법 §25).
    """

    sub: str
    school: SchoolFact
    home: LatLon
    consented_by: str


@dataclass(frozen=True, slots=True)
class DemoPhone:
    """A phone that stands on the emulator's page; `label` is what its owner calls it."""

    owner: str
    platform: Platform
    token: str
    label: str


@dataclass(frozen=True, slots=True)
class DemoClosure:
    """Days without lessons, at every school or at one."""

    name: str
    days: DayRange
    school: SchoolFact | None = None


CITIZENS: tuple[DemoCitizen, ...] = (
    DemoCitizen("hana", "김하나", date(1986, 4, 12)),
    DemoCitizen("jungwoo", "이정우", date(1984, 9, 3)),
    DemoCitizen("seoyeon", "박서연", date(1988, 7, 21)),
    DemoCitizen("mina", "민아", date(2017, 2, 10)),
    DemoCitizen("junho", "준호", date(2011, 1, 20)),
    DemoCitizen("doyun", "도윤", date(2018, 2, 2)),
    DemoCitizen("operator", "한관제", date(1981, 2, 17), frozenset({Role.OPERATOR})),
    DemoCitizen("teacher", "오선생", date(1990, 3, 25)),
    DemoCitizen("officer", "정복지", date(1987, 10, 8), frozenset({Role.OFFICER})),
    DemoCitizen("colleague", "문주임", date(1983, 6, 14), frozenset({Role.OFFICER})),
    DemoCitizen("counsellor", "이상담", date(1992, 11, 5)),
    DemoCitizen("grandmother", "박복순", date(1945, 5, 8)),
    DemoCitizen("bokrye", "박복례", date(1941, 5, 2)),
    DemoCitizen("mansu", "김만수", date(1938, 8, 15)),
    DemoCitizen("hyonyeo", "박효녀", date(1970, 6, 1)),
    DemoCitizen("careworker", "정생활", date(1985, 3, 9)),
    DemoCitizen("stranger", "최모른", date(1979, 11, 30)),
)

PHONES: tuple[DemoPhone, ...] = (
    DemoPhone("hana", Platform.ANDROID, "demo-phone-hana", "김하나 (민아 엄마)"),
    DemoPhone("jungwoo", Platform.IOS, "demo-phone-jungwoo", "이정우 (민아 아빠)"),
    DemoPhone("seoyeon", Platform.ANDROID, "demo-phone-seoyeon", "박서연 (도윤 엄마)"),
    DemoPhone("operator", Platform.ANDROID, "demo-phone-operator", "한관제 (관제실)"),
    DemoPhone("bokrye", Platform.ANDROID, "demo-phone-bokrye", "박복례 (어르신)"),
    DemoPhone("hyonyeo", Platform.ANDROID, "demo-phone-hyonyeo", "박효녀 (복례 딸)"),
    DemoPhone("careworker", Platform.ANDROID, "demo-phone-careworker", "정생활 (생활지원사)"),
)

TIES: tuple[DemoTie, ...] = (
    DemoTie("hana", "mina"),
    DemoTie("hana", "junho"),
    DemoTie("jungwoo", "mina"),
    DemoTie("seoyeon", "doyun"),
    DemoTie(
        "hana",
        "grandmother",
        RelationKind.SENIOR_GUARDIAN,
        sharing=frozenset({SharingScope.CHECK_INS, SharingScope.CALLS}),
    ),
    DemoTie("hyonyeo", "bokrye", RelationKind.SENIOR_GUARDIAN),
)

HANAS_HOME = LatLon(37.1565, 127.0725)
SEOYEONS_HOME = LatLon(37.1665, 127.0598)

CHILDREN: tuple[DemoChild, ...] = (
    DemoChild("mina", school_named("운산초등학교"), HANAS_HOME, consented_by="hana"),
    DemoChild("junho", school_named("운천중학교"), HANAS_HOME, consented_by="junho"),
    DemoChild("doyun", school_named("매홀초등학교"), SEOYEONS_HOME, consented_by="seoyeon"),
)

CLOSURES: tuple[DemoClosure, ...] = (
    DemoClosure("겨울방학", DayRange(date(2026, 1, 1), date(2026, 3, 1))),
    DemoClosure("여름방학", DayRange(date(2026, 7, 23), date(2026, 8, 19))),
    DemoClosure("겨울방학", DayRange(date(2026, 12, 31), date(2027, 3, 1))),
    DemoClosure("재량휴업일", DayRange.one(date(2026, 5, 4)), school=school_named("운산초등학교")),
)
"""Usual dates of Gyeonggi's schools, not any school's own calendar."""


def citizen(sub: str) -> DemoCitizen:
    """The citizen of that name. Raises KeyError when the demo has none."""
    for one in CITIZENS:
        if one.sub == sub:
            return one
    raise KeyError(sub)


def child(sub: str) -> DemoChild:
    """Where that child lives and learns. Raises KeyError when the demo has no such child."""
    for one in CHILDREN:
        if one.sub == sub:
            return one
    raise KeyError(sub)
