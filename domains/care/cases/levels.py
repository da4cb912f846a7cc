"""How grave a concern is, and what may end it. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
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

HER_OWN_WORD: Final = frozenset({ConcernKind.ASKED_FOR_HELP, ConcernKind.CALL_ME})
"""What she says herself reaches whoever has taken her case."""

CRIES: Final = frozenset({ConcernKind.FALL, ConcernKind.ASKED_FOR_HELP})
"""After these a fall is one that nobody has seen to yet, whoever was there before; a silence that
comes after a visit says nothing of it."""

LASTING: Final = frozenset({ConcernKind.SMOKE, ConcernKind.GAS})
"""A detector cries for as long as it lasts: its next cry says nothing new."""

AGAIN_AFTER: Final = timedelta(minutes=10)
"""A danger that had not been noticed for so long has come again."""

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

AT_ONCE: Final = STRAIGHT_TO_119 - ASKED_FIRST
"""A fall waits for her answer first, and in smoke 119 is on the way to her."""

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


WITHIN_FAMILY: Final = frozenset({Rung.COMPANION, Rung.GUARDIAN})
"""Nobody has set out in an office of theirs while only these were asked."""


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


@dataclass(frozen=True, slots=True)
class Noticed:
    """A danger of a case; `late`: it was told long after it happened."""

    at: datetime
    late: bool


def peers_of(kind: ConcernKind) -> frozenset[ConcernKind]:
    """Beside what one of this kind may be nothing new: whoever lies in smoke fell in it."""
    return frozenset({kind}) if kind in AT_ONCE else STRAIGHT_TO_119


def is_new_danger(
    kind: ConcernKind, seen: Noticed, *, before: Collection[Noticed], settled_at: datetime | None
) -> bool:
    """Whether 119 must hear of one more danger in a case. `before` are its peers, `settled_at` is
    when somebody last knew that she was well.

    The first of its kind always; what happens now, where only a backlog had told of it; what comes
    again after a pause, or after somebody saw to what had been. A backlog calls nobody twice.
    """
    if not before:
        return True
    if seen.late:
        return False
    latest = max(each.at for each in before)
    settled = settled_at is not None and latest < settled_at < seen.at and kind not in LASTING
    return settled or seen.at - latest >= AGAIN_AFTER or all(each.late for each in before)


def needs_a_human(
    kind: ConcernKind,
    *,
    observed_at: datetime,
    answered_at: datetime | None,
    cried_at: datetime | None,
    settled_at: datetime | None,
) -> bool:
    """Whether somebody must confirm before 119 hears of it. A fall of hers who then said that she
    is fine is no longer one that nobody answered; nor is one after which somebody was with her or
    spoke with her, and forgot to close it."""
    if kind is not ConcernKind.FALL:
        return kind not in STRAIGHT_TO_119
    return _is_after(answered_at, observed_at) or _is_after(settled_at, cried_at)


def _is_after(moment: datetime | None, other: datetime | None) -> bool:
    return moment is not None and other is not None and moment > other


def is_ended_by_life(
    way: LifeWay,
    *,
    at: datetime,
    observed_at: datetime,
    kinds: Collection[ConcernKind],
    state: CaseState,
    rungs: Collection[Rung],
    is_with_119: bool,
) -> bool:
    """Whether a sign of life closes the case, or only stands in it.

    It must be younger than the latest concern, mean enough for each of them, and come before
    somebody took the case, or was asked outside the family, or 119 may have heard of it: from there
    on a person looks. `rungs` are all steps that were taken, for a second fall begins with herself
    again, and whoever was asked before it is still on the way.
    """
    if state is not CaseState.OPEN or at <= observed_at or is_with_119:
        return False
    ends = ENDED_BY_HER_WORD if way is LifeWay.OWN_ANSWER else ENDED_BY_HER_HOME
    return WITHIN_FAMILY.issuperset(rungs) and ends.issuperset(kinds)
