"""What a run is asked for: who is struck before and after which step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from infra.chaos.care.ladder import CLIMBS, Kind, Step

VICTIMS = ("worker", "relay", "gateway", "broker", "PostgreSQL", "Valkey")
"""All processes of a kind fall at once: no second worker saves the first."""


class Side(StrEnum):
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Blow:
    victim: str
    side: Side


@dataclass(frozen=True, slots=True)
class Cohort:
    """Three seniors about whom something is noticed at one moment: one whose case climbs to the
    end, one whose case somebody takes on the way, and one who presses SOS at home."""

    number: int
    kind: Kind
    blows: Mapping[Step, Blow]


@dataclass(frozen=True, slots=True)
class CareOrder:
    """One run: the same seed gives the same blows and the same hands that take cases."""

    seed: int
    short: bool = False
    victims: tuple[str, ...] = VICTIMS

    @property
    def cohorts(self) -> tuple[Cohort, ...]:
        return _SHORT if self.short else _matrix(self.victims)

    @property
    def kills(self) -> int:
        return sum(len(cohort.blows) for cohort in self.cohorts)


def _matrix(victims: Sequence[str]) -> tuple[Cohort, ...]:
    """Each victim on each side of every step."""
    steps = CLIMBS[Kind.MISSED_CHECK_IN]
    blows = [Blow(victim, side) for victim in victims for side in Side]
    return tuple(
        Cohort(number, Kind.MISSED_CHECK_IN, dict.fromkeys(steps, blow))
        for number, blow in enumerate(blows)
    )


_SHORT = (
    Cohort(
        0,
        Kind.FALL,
        {
            Step.COMPANION: Blow("broker", Side.BEFORE),
            Step.HAND_OVER: Blow("worker", Side.BEFORE),
            Step.WATCH: Blow("PostgreSQL", Side.AFTER),
        },
    ),
)
