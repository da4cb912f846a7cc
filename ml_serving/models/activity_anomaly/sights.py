"""What the sensors of a home showed in a slot, as bits: a duplicate changes nothing."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ml_serving.models.activity_anomaly.channels import DOOR, ROOMS
from ml_serving.models.activity_anomaly.moments import SLOT_S, Clock
from ml_serving.models.activity_anomaly.rhythm import OUTSIDE, STIRS

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
        """In how many minutes something moved, wherever."""
        return BITS[np.bitwise_or.reduce(self.minutes[:, :ROOMS], axis=1)]

    @property
    def ends_by_door(self) -> NDArray[np.bool_]:
        """Whether a door was the last thing that happened: somebody may have gone out."""
        door, rooms = LAST[self.minutes[:, DOOR]], LAST[self.minutes[:, :ROOMS]]
        return np.asarray((door > 0) & (rooms.max(axis=1) <= door + LEAVING_MIN))

    def place_after(self, place: NDArray[Any]) -> NDArray[Any]:
        """Where the last sign was, if it was at `place` before; power sensors tell of no place."""
        rooms = LAST[self.minutes[:, :ROOMS]]
        room = np.where(rooms.any(axis=1), rooms.argmax(axis=1), place)
        return np.where(self.ends_by_door, OUTSIDE, room)


def stir_of(motion_minutes: NDArray[np.int64]) -> NDArray[np.int64]:
    """The class of so many minutes with motion."""
    return STIR_OF[motion_minutes]


def minute_bit(at: float, slot: int) -> int:
    """The bit of an instant (epoch seconds) in the mask of its slot."""
    return 1 << int((at - slot * SLOT_S) // 60)
