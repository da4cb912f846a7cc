"""Where a sensor's events go: each room's motion, all doors together, each power sensor."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

ROOMS: Final = 6
POWERS: Final = 8
"""Motion and power sensors told apart in a home; further ones share the last seat."""
DOOR: Final = ROOMS
POWER: Final = DOOR + 1
CHANNELS: Final = POWER + POWERS
"""Columns of a sight."""
KINDS: Final = ("motion", "door", "power")


@lru_cache(maxsize=4_096)
def channel_of(kind: str, sensor: str) -> str:
    """Doors are one; a motion or power sensor stands for itself, by a mark that hides its name."""
    if kind == "door":
        return kind
    return f"{kind}:{hashlib.blake2s(sensor.encode(), digest_size=4).hexdigest()}"


@dataclass(frozen=True, slots=True)
class Seats:
    """Channels of motion and of power sensors, in the order of their columns."""

    rooms: tuple[str, ...] = ()
    powers: tuple[str, ...] = ()

    def column(self, channel: str) -> int:
        """Of a channel that is seated, or came when all seats were taken."""
        if channel == "door":
            return DOOR
        if channel.startswith("motion"):
            return self.rooms.index(channel) if channel in self.rooms else ROOMS - 1
        return POWER + (self.powers.index(channel) if channel in self.powers else POWERS - 1)

    def taken_by(self, channels: Iterable[str]) -> "Seats":
        """With seats for those who have none, by mark: the order of arrival does not matter."""
        new = sorted(set(channels) - {*self.rooms, *self.powers, "door"})
        rooms = [each for each in new if each.startswith("motion")]
        powers = [each for each in new if each.startswith("power")]
        return Seats((*self.rooms, *rooms)[:ROOMS], (*self.powers, *powers)[:POWERS])
