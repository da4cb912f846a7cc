"""The ladder as the house promises it, written down a second time: who is asked, and how long."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

MINUTE = timedelta(minutes=1)


class Step(StrEnum):
    """One of the ladder, under the name by which the tables know it."""

    COMPANION = "companion"
    GUARDIAN = "guardian"
    WORKER = "worker"
    STAND_IN = "stand_in"
    CENTRE = "centre"
    CONFIRM = "confirm"
    HAND_OVER = "hand_over"
    WATCH = "watch"


class Way(StrEnum):
    """By telephone, where a push stays unseen."""

    TEXT = "text"
    CALL = "call"


@dataclass(frozen=True, slots=True)
class ByTelephone:
    """Who was asked in a step is written to, and then called."""

    step: Step
    way: Way

    def __str__(self) -> str:
        return f"{self.step} {self.way}"


Beat = Step | ByTelephone
"""Something that happens in a case at its moment, and beside which somebody can be killed."""


class Asked(StrEnum):
    """Everybody whom a case may ask; each senior has a guardian of her own."""

    SENIOR = "senior"
    GUARDIAN = "guardian"
    WORKER = "worker"
    STAND_IN = "stand-in"
    DESK = "desk"
    OPERATOR = "operator"


ON_THE_TELEPHONE = (Asked.WORKER, Asked.STAND_IN)
"""Those who have one, beside each senior."""


class Kind(StrEnum):
    """What is noticed."""

    MISSED_CHECK_IN = "missed_check_in"
    """Climbs through all levels; 119 waits for a human's word."""
    FALL = "fall"
    """She is asked for 90 seconds, then 119."""
    SMOKE = "smoke"
    SOS = "sos"
    """119 at once, as smoke."""


CLIMBS: Mapping[Kind, tuple[Step, ...]] = {
    Kind.MISSED_CHECK_IN: tuple(Step),
    Kind.FALL: (Step.COMPANION, Step.HAND_OVER, Step.WATCH),
    Kind.SMOKE: (Step.HAND_OVER, Step.WATCH),
    Kind.SOS: (Step.HAND_OVER, Step.WATCH),
}
"""The last is taken again and again; so is the question whether 119 may be told."""

BY_DEVICES = frozenset({Kind.SMOKE, Kind.SOS})
"""What a home says itself, over MQTT."""

ASKS: Mapping[Step, frozenset[Asked]] = {
    Step.COMPANION: frozenset({Asked.SENIOR}),
    Step.GUARDIAN: frozenset({Asked.GUARDIAN}),
    Step.WORKER: frozenset({Asked.WORKER}),
    Step.STAND_IN: frozenset({Asked.STAND_IN}),
    Step.CENTRE: frozenset({Asked.DESK}),
    Step.CONFIRM: frozenset({Asked.DESK, Asked.OPERATOR}),
    Step.HAND_OVER: frozenset(set(Asked) - {Asked.SENIOR}),
    Step.WATCH: frozenset({Asked.DESK, Asked.OPERATOR}),
}

WAITS: Mapping[Step, timedelta] = {
    Step.COMPANION: 24 * MINUTE,
    Step.GUARDIAN: 10 * MINUTE,
    Step.WORKER: 10 * MINUTE,
    Step.STAND_IN: 10 * MINUTE,
    Step.CENTRE: 15 * MINUTE,
    Step.CONFIRM: 5 * MINUTE,
    Step.HAND_OVER: 30 * MINUTE,
    Step.WATCH: 30 * MINUTE,
}
FALLEN_WAITS = timedelta(seconds=90)
RINGS_EVERY = 5 * MINUTE
"""Her own telephone, while she is waited for."""

TEXT_AFTER, CALL_AFTER = timedelta(seconds=60), timedelta(seconds=120)
"""After the push that nobody saw, and after the text message."""

LEVEL_ONE = frozenset({Step.COMPANION, Step.GUARDIAN})
LEVEL_TWO = frozenset({Step.WORKER, Step.STAND_IN, Step.CENTRE})


def asked_in(step: Step, *, before: Collection[str]) -> frozenset[Asked]:
    """With the worker her guardian hears, who was not asked `before`: she has called for help."""
    skipped = step is Step.WORKER and Step.GUARDIAN not in before
    return ASKS[step] | ({Asked.GUARDIAN} if skipped else set())


def silence_after(step: Step, kind: Kind) -> timedelta:
    """How long who took the case after a step may be silent before the next one is taken. A fall,
    smoke and SOS are of the third level from their first moment."""
    if kind is Kind.MISSED_CHECK_IN and step in LEVEL_ONE:
        return 30 * MINUTE
    if kind is Kind.MISSED_CHECK_IN and step in LEVEL_TWO:
        return 20 * MINUTE
    return 10 * MINUTE


def wait_after(step: Step, kind: Kind) -> timedelta:
    return FALLEN_WAITS if kind is Kind.FALL and step is Step.COMPANION else WAITS[step]


def asked_after(step: Step, kind: Kind) -> tuple[timedelta, ...]:
    """So long after a step whoever it asks is asked: she herself again and again."""
    if step is not Step.COMPANION:
        return (timedelta(0),)
    return tuple(RINGS_EVERY * turn for turn in range(-(-wait_after(step, kind) // RINGS_EVERY)))


def follows(step: Step, kind: Kind) -> Step:
    """The step after one, where nobody does anything."""
    if step in (Step.CONFIRM, Step.WATCH):
        return step
    climb = CLIMBS[kind]
    return climb[climb.index(step) + 1]
