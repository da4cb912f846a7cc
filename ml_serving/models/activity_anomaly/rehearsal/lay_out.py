"""Many records as slots, side by side, so that one step folds a quarter of an hour of all."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from ml_serving.models.activity_anomaly.channels import CHANNELS, DOOR, POWER, POWERS, ROOMS
from ml_serving.models.activity_anomaly.moments import SLOT_S, SLOTS_A_DAY, Calendar, Clock
from ml_serving.models.activity_anomaly.outages import merged, overlap_s
from ml_serving.models.activity_anomaly.recorded_home import By, Floats, Kind, RecordedHome
from ml_serving.models.activity_anomaly.sights import Sights

SEOUL: Final = ZoneInfo("Asia/Seoul")
Minutes = NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class Street:
    """H homes over T slots. `nobodys` is what would be sensed if no person stirred: pets and
    appliances. `clock` is that of every home, [T]."""

    homes: Sequence[RecordedHome]
    minutes: Minutes  # [T, H, CHANNELS]
    nobodys: Minutes  # [T, H, CHANNELS]
    watched: Floats  # [T, H]
    clock: Clock

    def __len__(self) -> int:
        return len(self.minutes)

    def sights(self, slot: int) -> Sights:
        return self.seen(slot, self.minutes[slot])

    def seen(self, slot: int, minutes: Minutes) -> Sights:
        homes = len(self.homes)
        return Sights(minutes, self.watched[slot], self.clock[np.full(homes, slot)])


def lay_out(homes: Sequence[RecordedHome]) -> Street:
    """Homes that begin at one midnight and last equally long."""
    since, days = homes[0].since, homes[0].days
    first = int(since // SLOT_S)
    slots = days * SLOTS_A_DAY
    calendar = Calendar(SEOUL)
    return Street(
        homes,
        np.stack([_minutes(home, slots, home.by >= 0) for home in homes], axis=1),
        np.stack([_minutes(home, slots, home.by >= By.PET) for home in homes], axis=1),
        np.stack([_watched(home, slots) for home in homes], axis=1),
        calendar.clock(range(first, first + slots)),
    )


def _minutes(home: RecordedHome, slots: int, which: NDArray[np.bool_]) -> Minutes:
    masks = np.zeros((slots, CHANNELS), dtype=np.uint16)
    since = home.at - home.since
    inside = which & (since >= 0) & (since < slots * SLOT_S)
    slot, second = np.divmod(since[inside], SLOT_S)
    bits = np.left_shift(1, (second // 60).astype(np.int64)).astype(np.uint16)
    np.bitwise_or.at(masks, (slot.astype(np.int64), _channel(home)[inside]), bits)
    return masks


def _channel(home: RecordedHome) -> NDArray[np.int64]:
    room = np.minimum(_rank(home, Kind.MOTION), ROOMS - 1)
    power = POWER + np.minimum(_rank(home, Kind.POWER), POWERS - 1)
    return np.where(home.kind == Kind.MOTION, room, np.where(home.kind == Kind.DOOR, DOOR, power))


def _rank(home: RecordedHome, kind: Kind) -> NDArray[np.int64]:
    return np.searchsorted(np.unique(home.sensor[home.kind == kind]), home.sensor)


def _watched(home: RecordedHome, slots: int) -> Floats:
    told = [*map(tuple, home.outages - home.since), *map(tuple, home.pauses - home.since)]
    watched = np.ones(slots)
    for start, end in merged(told):
        first, last = max(0, int(start // SLOT_S)), min(slots, int(end // SLOT_S) + 1)
        for slot in range(first, last):
            watched[slot] -= overlap_s([(start, end)], slot * SLOT_S, (slot + 1) * SLOT_S) / SLOT_S
    return np.maximum(watched, 0.0)
