"""What came in since the last look at a home."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from domains.care.cases.vocabulary import ConcernKind
from domains.care.ports import Deaf, Sign


@dataclass(frozen=True, slots=True)
class Climate:
    """One reading of one sensor, in degrees Celsius."""

    at: datetime
    celsius: float
    sensor: str


@dataclass(frozen=True, slots=True)
class Emergency:
    """Smoke, gas, a fall or SOS: when it was, and when we heard of it."""

    at: datetime
    kind: ConcernKind
    sensor: str
    heard_at: datetime


@dataclass(frozen=True, slots=True)
class Sensors:
    """Those of a door or a switch that are not heard as usual: `silent` for longer than their pace,
    with when they last spoke, and `dead`: taken away, or silent for so long that nobody can say
    what they would have told."""

    silent: Mapping[str, datetime] = field(default_factory=dict)
    dead: frozenset[str] = frozenset()


ALL_HEARD: Final = Sensors()


@dataclass(frozen=True, slots=True)
class Heard:
    """New since the last look, each oldest first; signs of a backlog with their own, earlier times.

    `answers` are moments at which she herself said that all is well, or somebody saw her so.
    `deaf` is different: all times since `Remembered.listens_since` in which silence says nothing,
    whether told before or not. One that is not over yet ends at `now` or later.
    """

    signs: Sequence[Sign] = ()
    climate: Sequence[Climate] = ()
    emergencies: Sequence[Emergency] = ()
    answers: Sequence[datetime] = ()
    deaf: Sequence[Deaf] = ()
    sensors: Sensors = ALL_HEARD


NOTHING: Final = Heard()
