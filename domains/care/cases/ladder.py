"""Who is asked next, and how long they are waited for. Pure.

    1  she herself (24 min, five rings) - each guardian in her order and hours (10 min each)
    2  the care worker on duty (10 min) - who stands in (10 min) - the centre (15 min)
    3  control room and centre confirm (5 min, asked again and again) - 119, and everybody

Smoke, gas and SOS begin with 119; a fall with 90 seconds in which she may answer. Nobody waits for
her whom nothing can ring.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from types import MappingProxyType
from typing import Final, assert_never
from uuid import UUID

from domains.care.cases.vocabulary import ConcernKind, Gap, Level, Rung

WAITS: Final[Mapping[Rung, timedelta]] = MappingProxyType(
    {
        Rung.COMPANION: timedelta(minutes=24),
        Rung.GUARDIAN: timedelta(minutes=10),
        Rung.WORKER: timedelta(minutes=10),
        Rung.STAND_IN: timedelta(minutes=10),
        Rung.CENTRE: timedelta(minutes=15),
        Rung.CONFIRM: timedelta(minutes=5),
        Rung.HAND_OVER: timedelta(minutes=30),
        Rung.WATCH: timedelta(minutes=30),
    }
)
"""How long a step is waited for before the next."""

FALLEN_WAITS: Final = timedelta(seconds=90)
"""Enough to reach a telephone from the floor, where she can."""

ASKED_AGAIN: Final = frozenset({Rung.CONFIRM, Rung.WATCH})
"""Where the ladder ends the same people are asked again, after the wait: nobody else is left."""

SILENCE: Final[Mapping[Level, timedelta]] = MappingProxyType(
    {
        Level.FAMILY: timedelta(minutes=30),
        Level.CARE_WORKER: timedelta(minutes=20),
        Level.EMERGENCY: timedelta(minutes=10),
    }
)
"""How long somebody who took a case may be silent before others are asked."""

LEVELS: Final[Mapping[Rung, Level]] = MappingProxyType(
    {
        Rung.COMPANION: Level.FAMILY,
        Rung.GUARDIAN: Level.FAMILY,
        Rung.WORKER: Level.CARE_WORKER,
        Rung.STAND_IN: Level.CARE_WORKER,
        Rung.CENTRE: Level.CARE_WORKER,
        Rung.CONFIRM: Level.EMERGENCY,
        Rung.HAND_OVER: Level.EMERGENCY,
        Rung.WATCH: Level.EMERGENCY,
    }
)


@dataclass(frozen=True, slots=True)
class Guardian:
    person_id: UUID
    rank: int
    reachable: bool
    """Whether it is an hour at which they may be called, where they are."""


@dataclass(frozen=True, slots=True)
class Circle:
    """Everybody who could be asked at this moment. `has_plan` False: she is not cared for now.
    `has_line`: she herself can be rung, by a phone or a telephone."""

    has_plan: bool
    has_line: bool = False
    guardians: tuple[Guardian, ...] = ()
    worker: UUID | None = None
    stand_in: UUID | None = None
    centre: tuple[UUID, ...] = ()
    control_room: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where the ladder goes on; `turn` is the rank of the guardian who was asked last."""

    rung: Rung
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Ask:
    """Somebody is asked, as what they are to her."""

    person_id: UUID
    rung: Rung


@dataclass(frozen=True, slots=True)
class Step:
    """What is done now, how long it is waited for, and where the ladder goes on.

    `gaps` are the steps before it that had nobody to ask.
    """

    rung: Rung
    turn: int
    asks: tuple[Ask, ...]
    wait: timedelta
    then: Place
    gaps: tuple[Gap, ...] = ()

    @property
    def level(self) -> Level:
        return LEVELS[self.rung]


@dataclass(frozen=True, slots=True)
class Passed:
    """Nobody to ask here."""

    gaps: tuple[Gap, ...]
    then: Place


def next_step(place: Place, circle: Circle, *, kind: ConcernKind, needs_a_human: bool) -> Step:
    """The first step from `place` on that has somebody to ask. There always is one: the last two
    are taken even if nobody holds an office, so that they are asked again."""
    found = _look(place, circle, kind=kind, needs_a_human=needs_a_human)
    gaps: tuple[Gap, ...] = ()
    while isinstance(found, Passed):
        gaps += found.gaps
        found = _look(found.then, circle, kind=kind, needs_a_human=needs_a_human)
    return replace(found, gaps=gaps + found.gaps)


def _look(place: Place, circle: Circle, *, kind: ConcernKind, needs_a_human: bool) -> Step | Passed:
    match place.rung:
        case Rung.COMPANION:
            return _ask_herself(circle, kind)
        case Rung.GUARDIAN:
            return _ask_guardian(place, circle)
        case Rung.WORKER:
            return _ask_worker(place, circle)
        case Rung.STAND_IN:
            return _ask_one(place, circle.stand_in, Gap.NO_STAND_IN, then=Rung.CENTRE)
        case Rung.CENTRE:
            return _ask_centre(place, circle)
        case Rung.CONFIRM | Rung.HAND_OVER if needs_a_human:
            asks = (*_all_of(circle.control_room, Rung.CONFIRM), *_all_of(circle.centre))
            return _step(Rung.CONFIRM, place, _each_once(asks), then=Rung.CONFIRM)
        case Rung.CONFIRM | Rung.HAND_OVER:
            return _step(Rung.HAND_OVER, place, _everybody(circle), then=Rung.WATCH)
        case Rung.WATCH:
            asks = (*_all_of(circle.control_room, Rung.CONFIRM), *_all_of(circle.centre))
            return _step(Rung.WATCH, place, _each_once(asks), then=Rung.WATCH)
        case unreachable:
            assert_never(unreachable)


def _ask_herself(circle: Circle, kind: ConcernKind) -> Step | Passed:
    fallen = kind is ConcernKind.FALL
    then = Place(Rung.HAND_OVER if fallen else Rung.GUARDIAN)
    if not circle.has_plan:
        return Passed((Gap.NO_PLAN,), then)
    if not circle.has_line:
        return Passed((Gap.SHE_HAS_NO_LINE,), then)
    wait = FALLEN_WAITS if fallen else WAITS[Rung.COMPANION]
    return Step(Rung.COMPANION, 0, (), wait, then)


def _ask_guardian(place: Place, circle: Circle) -> Step | Passed:
    left = [each for each in circle.guardians if each.rank > place.turn]
    away: list[Gap] = []
    for guardian in left:
        if guardian.reachable:
            asks = (Ask(guardian.person_id, Rung.GUARDIAN),)
            step = _step(Rung.GUARDIAN, Place(Rung.GUARDIAN, guardian.rank), asks, Rung.GUARDIAN)
            return replace(step, gaps=tuple(away))
        away.append(Gap.GUARDIAN_AWAY)
    nobody = () if circle.guardians else (Gap.NO_GUARDIAN,)
    return Passed((*away, *nobody), replace(place, rung=Rung.WORKER))


def _ask_worker(place: Place, circle: Circle) -> Step | Passed:
    """With the worker those guardians hear who were not asked before her."""
    if circle.worker is None:
        gap = Gap.NO_WORKER if circle.has_plan else Gap.NO_PLAN
        return Passed((gap,), replace(place, rung=Rung.CENTRE))
    guardians = [
        Ask(each.person_id, Rung.GUARDIAN)
        for each in circle.guardians
        if each.reachable and not place.turn
    ]
    asks = (Ask(circle.worker, Rung.WORKER), *guardians)
    return _step(Rung.WORKER, place, _each_once(asks), then=Rung.STAND_IN)


def _ask_one(place: Place, person: UUID | None, gap: Gap, *, then: Rung) -> Step | Passed:
    if person is None:
        return Passed((gap,), replace(place, rung=then))
    return _step(place.rung, place, (Ask(person, place.rung),), then=then)


def _ask_centre(place: Place, circle: Circle) -> Step | Passed:
    if not circle.centre:
        return Passed((Gap.EMPTY_CENTRE,), replace(place, rung=Rung.CONFIRM))
    return _step(Rung.CENTRE, place, _all_of(circle.centre), then=Rung.CONFIRM)


def _everybody(circle: Circle) -> tuple[Ask, ...]:
    """Whatever the hour is where they are."""
    return _each_once(
        (
            *(Ask(each.person_id, Rung.GUARDIAN) for each in circle.guardians),
            *_all_of([circle.worker] if circle.worker else [], Rung.WORKER),
            *_all_of([circle.stand_in] if circle.stand_in else [], Rung.STAND_IN),
            *_all_of(circle.centre),
            *_all_of(circle.control_room, Rung.CONFIRM),
        )
    )


def _all_of(people: Sequence[UUID], rung: Rung = Rung.CENTRE) -> tuple[Ask, ...]:
    return tuple(Ask(person, rung) for person in people)


def _each_once(asks: Sequence[Ask]) -> tuple[Ask, ...]:
    """Whoever is two things to her is asked as the first of them."""
    return tuple({ask.person_id: ask for ask in reversed(asks)}.values())[::-1]


def _step(rung: Rung, place: Place, asks: tuple[Ask, ...], then: Rung) -> Step:
    return Step(rung, place.turn, asks, WAITS[rung], replace(place, rung=then))
