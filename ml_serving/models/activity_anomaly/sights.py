"""What the sensors of a home showed in a slot, as bits: a duplicate changes nothing."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ml_serving.models.activity_anomaly.moments import SLOT_S, Clock
from ml_serving.models.activity_anomaly.rhythm import POWERS, STIRS

MOTION: Final = 0
DOOR: Final = 1
POWER: Final = 2
CHANNELS: Final = POWER + POWERS
"""Columns of a sight: every motion sensor, every door, then each power sensor by itself."""
KINDS: Final = {"motion": MOTION, "door": DOOR, "power": POWER}
LEAVING_MIN: Final = 2
"""Motion this short after a door is that of the one who leaves."""

BITS: Final = np.array([bin(mask).count("1") for mask in range(1 << 15)], dtype=np.int64)
LAST: Final = np.array([mask.bit_length() for mask in range(1 << 15)], dtype=np.int64)
"""The number of minutes set in a mask, and the last of them (1..15; 0 for none)."""


STIR_OF: Final = np.digitize(np.arange(16), STIRS)


@dataclass(frozen=True, slots=True)
class Sights:
    """A slot of H homes.

    `minutes` [H, CHANNELS]: bit m is set when the channel fired in minute m of the slot.
    `watched` [H]: the share of the slot in which the home could be heard (no outage, no pause).
    """

    minutes: NDArray[np.uint16]
    watched: NDArray[np.float64]
    clock: Clock

    def __getitem__(self, homes: Any) -> "Sights":
        return Sights(self.minutes[homes], self.watched[homes], self.clock[homes])

    @property
    def motion_minutes(self) -> NDArray[np.int64]:
        return BITS[self.minutes[:, MOTION]]

    @property
    def ends_by_door(self) -> NDArray[np.bool_]:
        """Whether a door was the last thing that happened: somebody may have gone out."""
        door, motion = LAST[self.minutes[:, DOOR]], LAST[self.minutes[:, MOTION]]
        return (door > 0) & (motion <= door + LEAVING_MIN)


def stir_of(motion_minutes: NDArray[np.int64]) -> NDArray[np.int64]:
    """The class of so many minutes with motion."""
    return STIR_OF[motion_minutes]


def minute_bit(at: float, slot: int) -> int:
    """The bit of an instant (epoch seconds) in the mask of its slot."""
    return 1 << int((at - slot * SLOT_S) // 60)
