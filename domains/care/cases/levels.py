"""How grave a concern is, and what may end it. Pure."""

from collections.abc import Collection, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

from domains.care.cases.vocabulary import CaseState, ConcernKind, Level, LifeWay, Rung

LEAST: Final[Mapping[ConcernKind, Level]] = MappingProxyType(
    {
        ConcernKind.MISSED_CHECK_IN: Level.FAMILY,
        ConcernKind.UNCLEAR_ANSWER: Level.FAMILY,
        ConcernKind.CALL_ME: Level.FAMILY,
        ConcernKind.INACTIVITY: Level.FAMILY,
        ConcernKind.DOOR_NOT_OPENED: Level.FAMILY,
        ConcernKind.NO_WATER_OR_POWER: Level.FAMILY,
        ConcernKind.TEMPERATURE: Level.FAMILY,
        ConcernKind.ASKED_FOR_HELP: Level.CARE_WORKER,
        ConcernKind.SMOKE: Level.EMERGENCY,
        ConcernKind.GAS: Level.EMERGENCY,
        ConcernKind.FALL: Level.EMERGENCY,
        ConcernKind.SOS: Level.EMERGENCY,
    }
)
"""No concern of a kind is less."""

STRAIGHT_TO_119: Final = frozenset(
    {ConcernKind.SMOKE, ConcernKind.GAS, ConcernKind.FALL, ConcernKind.SOS}
)
"""No human confirms these: they would come too late. A fall counts once nobody has answered."""

ASKED_FIRST: Final = frozenset(
    {
        ConcernKind.MISSED_CHECK_IN,
        ConcernKind.INACTIVITY,
        ConcernKind.DOOR_NOT_OPENED,
        ConcernKind.NO_WATER_OR_POWER,
        ConcernKind.TEMPERATURE,
        ConcernKind.FALL,
    }
)
"""She herself is asked first. Not where she has just spoken, and not in smoke."""

ENDED_BY_HER_WORD: Final = frozenset(
    {
        ConcernKind.MISSED_CHECK_IN,
        ConcernKind.UNCLEAR_ANSWER,
        ConcernKind.INACTIVITY,
        ConcernKind.DOOR_NOT_OPENED,
        ConcernKind.NO_WATER_OR_POWER,
        ConcernKind.FALL,
    }
)
"""Her own clear answer ends these, while nobody has been asked beyond her family."""

ENDED_BY_HER_HOME: Final = frozenset(
    {
        ConcernKind.MISSED_CHECK_IN,
        ConcernKind.INACTIVITY,
        ConcernKind.DOOR_NOT_OPENED,
        ConcernKind.NO_WATER_OR_POWER,
    }
)
"""A step in the hall says that she lives, not that an unclear answer meant well."""


def level_of(kind: ConcernKind, said: Level) -> Level:
    """At least what its kind demands, whoever says less. 119 is never a machine's opinion: what
    is not of the kinds that go there starts with the care worker at most."""
    most = Level.EMERGENCY if kind in STRAIGHT_TO_119 else Level.CARE_WORKER
    return min(max(said, LEAST[kind]), most)


def first_rung(kind: ConcernKind, level: Level) -> Rung:
    """Where a case of this kind begins on its level."""
    if level is Level.CARE_WORKER:
        return Rung.WORKER
    if kind in ASKED_FIRST:
        return Rung.COMPANION
    return Rung.GUARDIAN if level is Level.FAMILY else Rung.HAND_OVER


def gravity(kind: ConcernKind, level: Level) -> tuple[int, bool, bool]:
    """By this one concern is graver than another: its level, then whether 119 hears of it without
    a human's word, then whether it does so at once."""
    return level.value, kind in STRAIGHT_TO_119, kind not in ASKED_FIRST


def needs_a_human(
    kind: ConcernKind, *, observed_at: datetime, answered_at: datetime | None
) -> bool:
    """Whether somebody must confirm before 119 hears of it. A fall of hers who then said that she
    is fine is no longer one that nobody answered."""
    answered = answered_at is not None and answered_at > observed_at
    return kind not in STRAIGHT_TO_119 or (kind is ConcernKind.FALL and answered)


def is_ended_by_life(
    way: LifeWay,
    *,
    at: datetime,
    observed_at: datetime,
    kinds: Collection[ConcernKind],
    state: CaseState,
    rung: Rung | None,
) -> bool:
    """Whether a sign of life closes the case, or only stands in it.

    It must be younger than the latest concern, mean enough for each of them, and come before
    somebody took the case or was asked outside the family: from there on a person looks.
    """
    if state is not CaseState.OPEN or at <= observed_at:
        return False
    ends = ENDED_BY_HER_WORD if way is LifeWay.OWN_ANSWER else ENDED_BY_HER_HOME
    return rung in (None, Rung.COMPANION, Rung.GUARDIAN) and set(kinds) <= ends
