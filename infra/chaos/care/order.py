"""What a run is asked for: who is struck before and after which step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from infra.chaos.care.ladder import CLIMBS, Beat, ByTelephone, Kind, Step, Way

VICTIMS = ("worker", "relay", "gateway", "bridge", "broker", "PostgreSQL", "Valkey")
"""All processes of a kind fall at once: no second worker saves the first."""

BY_TELEPHONE = (
    ByTelephone(Step.COMPANION, Way.CALL),
    ByTelephone(Step.WORKER, Way.TEXT),
    ByTelephone(Step.WORKER, Way.CALL),
)
"""Her own second ring, and what follows a push that a worker did not see."""

SPARES = 3
"""Cohorts of an act that make up for blows that did not fall."""


class Side(StrEnum):
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Blow:
    victim: str
    side: Side


@dataclass(frozen=True, slots=True)
class Cohort:
    """Seniors about whom something is noticed at one moment. One climbs to the end, with a blow
    beside each of her steps. Where she missed her question, others are beside her: somebody takes
    the second's case on the way, the third presses SOS, the fourth answers her telephone."""

    number: int
    kind: Kind
    blows: Mapping[Beat, Blow]
    is_spare: bool = False
    """Begins last, and only for blows that another's recovery kept from falling."""

    @property
    def has_others(self) -> bool:
        return self.kind is not Kind.SMOKE and not self.is_spare


@dataclass(frozen=True, slots=True)
class CareOrder:
    """One run: the same seed gives the same blows and the same hands that take cases."""

    seed: int
    short: bool = False
    victims: tuple[str, ...] = VICTIMS

    @property
    def acts(self) -> tuple[tuple[Cohort, ...], ...]:
        """One after the other: what people miss, and what homes cry out."""
        if self.short:
            return (_SHORT,)
        silence = _matrix(self.victims, Kind.MISSED_CHECK_IN, BY_TELEPHONE, first=0)
        return silence, _matrix(self.victims, Kind.SMOKE, (), first=len(silence))

    @property
    def cohorts(self) -> tuple[Cohort, ...]:
        return tuple(cohort for act in self.acts for cohort in act)

    @property
    def kills(self) -> int:
        return sum(len(cohort.blows) for cohort in self.cohorts)


def _matrix(
    victims: Sequence[str], kind: Kind, more: Sequence[Beat], *, first: int
) -> tuple[Cohort, ...]:
    """Each victim on each side of every step."""
    beats: tuple[Beat, ...] = (*CLIMBS[kind], *more)
    blows = [Blow(victim, side) for victim in victims for side in Side]
    struck = [dict.fromkeys(beats, blow) for blow in blows]
    return tuple(
        Cohort(number, kind, falling, is_spare=not falling)
        for number, falling in enumerate([*struck, *({} for _ in range(SPARES))], first)
    )


_SHORT = (
    Cohort(
        0,
        Kind.FALL,
        {
            Step.COMPANION: Blow("bridge", Side.BEFORE),
            Step.HAND_OVER: Blow("worker", Side.BEFORE),
            Step.WATCH: Blow("PostgreSQL", Side.AFTER),
        },
    ),
)
