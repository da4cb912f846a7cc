"""How a senior is, in a word and a colour. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from domains.care.cases.vocabulary import CaseState, Level
from domains.care.check_ins.todays_check_in import Today


class StateWord(StrEnum):
    """One word for a guardian who looks up from work; the most pressing one."""

    EMERGENCY = "emergency"
    WORRY = "worry"
    """Something was noticed, and people are being asked."""
    LOOKED_AFTER = "looked_after"
    """Something was noticed, and a person has taken it on."""
    WAITING = "waiting"
    """She was asked, and has not answered yet."""
    UNHEARD = "unheard"
    """Her home cannot be heard: neither well nor unwell is known."""
    WELL = "well"
    QUIET_DAY = "quiet_day"
    """Nothing is the matter, and nothing was to be asked yet."""
    PAUSED = "paused"


class Colour(StrEnum):
    """Never alone: the word stands beside it."""

    RED = "red"
    AMBER = "amber"
    BLUE = "blue"
    GREEN = "green"
    GREY = "grey"


COLOURS: Final[Mapping[StateWord, Colour]] = MappingProxyType(
    {
        StateWord.EMERGENCY: Colour.RED,
        StateWord.WORRY: Colour.AMBER,
        StateWord.LOOKED_AFTER: Colour.AMBER,
        StateWord.WAITING: Colour.BLUE,
        StateWord.UNHEARD: Colour.GREY,
        StateWord.WELL: Colour.GREEN,
        StateWord.QUIET_DAY: Colour.GREY,
        StateWord.PAUSED: Colour.GREY,
    }
)


@dataclass(frozen=True, slots=True)
class StateFacts:
    """`deaf`: no silence of her home counts at the moment. `case` None: none is open."""

    today: Today
    case: tuple[Level, CaseState] | None = None
    paused: bool = False
    deaf: bool = False


def state_word(facts: StateFacts) -> StateWord:
    """Green is earned: only her own answer or her home's life says WELL, never that nothing came.

    A home that is not heard says so unless she answered herself.
    """
    if facts.case is not None:
        return _of_case(*facts.case)
    if facts.paused:
        return StateWord.PAUSED
    match facts.today:
        case Today.ANSWERED:
            return StateWord.WELL
        case Today.ASKED:
            return StateWord.WAITING
        case Today.MISSED | Today.RAISED:
            return StateWord.LOOKED_AFTER
        case _:
            return StateWord.UNHEARD if facts.deaf else StateWord.QUIET_DAY


def _of_case(level: Level, state: CaseState) -> StateWord:
    if level is Level.EMERGENCY:
        return StateWord.EMERGENCY
    return StateWord.LOOKED_AFTER if state is CaseState.TAKEN else StateWord.WORRY
