"""What a quiet day of somebody who lives alone makes each room say, by the clock on the wall."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from domains.care.public import homes
from infra.emulated_homes.hung import Hung

HEARTBEAT_MIN: Final = 5
"""mobile_contracts/home: what tells a quiet home from one that nobody could hear."""
DAY: Final = range(7, 22)
MEALS: Final = frozenset({7, 12, 18})
WALK: Final = ((10, 20), (11, 40))
MOTION: Final[Mapping[str, Any]] = {"kind": "motion", "times": 3}


def said_in_minute(device: Hung, local: datetime) -> Iterator[Mapping[str, Any]]:
    """The members of each message but its numbers and times; `local` is Seoul's."""
    if local.minute % HEARTBEAT_MIN == 0:
        yield heartbeat(device)
    if device.room == homes.Room.ENTRANCE:
        if (local.hour, local.minute) in WALK:
            yield {"kind": "door", "open": True}
    elif _is_in(homes.Room(device.room), local):
        yield MOTION


def heartbeat(device: Hung) -> Mapping[str, Any]:
    said: dict[str, Any] = {"kind": "heartbeat", "firmware": device.firmware}
    return said if device.battery is None else said | {"battery": device.battery}


def _is_in(room: homes.Room, local: datetime) -> bool:
    """She sits and stirs by day, cooks three times, and turns over at night."""
    if room is homes.Room.LIVING_ROOM:
        return local.hour in DAY and local.minute % 15 == 7
    if room is homes.Room.KITCHEN:
        return local.hour in MEALS and local.minute % 10 == 3
    return room is homes.Room.BEDROOM and local.hour not in DAY and local.minute == 41
