"""Days on which a whole dong is looked after more closely: until an end that was said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from domains.care.judgement.limits import Limit, Steps


class ModeKind(StrEnum):
    HEAT_WAVE = "heat_wave"
    COLD_WAVE = "cold_wave"
    EPIDEMIC = "epidemic"


@dataclass(frozen=True, slots=True)
class Mode:
    """In force in one dong from `since` until before `until`; there is none without an end."""

    kind: ModeKind
    since: datetime
    until: datetime

    def holds(self, at: datetime) -> bool:
        return self.since <= at < self.until


STEPS: Final[Mapping[ModeKind, Steps]] = {
    ModeKind.HEAT_WAVE: {Limit.HOT_C: -4, Limit.SILENCE_H: -4, Limit.QUESTIONS_A_WEEK: -4},
    ModeKind.COLD_WAVE: {Limit.COLD_C: -4, Limit.SILENCE_H: -4, Limit.QUESTIONS_A_WEEK: -4},
    ModeKind.EPIDEMIC: {
        Limit.DOOR_DAYS: -2,
        Limit.UTILITY_H: -3,
        Limit.SILENCE_H: -2,
        Limit.QUESTIONS_A_WEEK: -2,
    },
}
"""Four steps are two degrees, two hours and one question a week."""


def steps_of(modes: Iterable[Mode], *, at: datetime) -> Steps:
    """Of all modes in force: for each limit the most sensitive. They do not add up."""
    out: dict[Limit, int] = {}
    for mode in modes:
        if mode.holds(at):
            for limit, steps in STEPS[mode.kind].items():
                out[limit] = min(steps, out.get(limit, 0))
    return out
