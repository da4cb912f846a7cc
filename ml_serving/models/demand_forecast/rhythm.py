"""The two clocks of demand: steps of an hour and steps of a day, both turning with the week."""

from dataclasses import dataclass
from typing import Final, Literal

Unit = Literal["h", "D"]


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How a frequency counts. All lengths are in steps.

    `spans` are the stretches before the origin whose level is compared with the usual one;
    `lately` how many last steps the network sees one by one; `memory` how far back it looks.
    """

    name: str
    unit: Unit
    day: int
    week: int
    weeks_seen: int
    spans: tuple[int, ...]
    short_span: int
    lately: int
    memory: int
    longest_history: int
    longest_horizon: int


HOUR: Final = Rhythm(
    name="hour",
    unit="h",
    day=24,
    week=168,
    weeks_seen=6,
    spans=(1, 3, 6, 24, 72, 168),
    short_span=24,
    lately=6,
    memory=24 * 400,
    longest_history=24 * 366 * 3,
    longest_horizon=168,
)
DAY: Final = Rhythm(
    name="day",
    unit="D",
    day=1,
    week=7,
    weeks_seen=8,
    spans=(1, 3, 7, 14, 28, 56),
    short_span=3,
    lately=7,
    memory=800,
    longest_history=366 * 10,
    longest_horizon=56,
)
RHYTHMS: Final = {rhythm.name: rhythm for rhythm in (HOUR, DAY)}
