"""A message of a device, read: the hand-written twin of `mobile_contracts/home/message.v1.json`.

Ten thousand devices speak at once, so this is plain comparisons; a test holds it and the schema
together. What is not in the schema's words is refused, what a later version may add is left alone.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

import orjson

from domains.care.homes.vocabulary import Measure

LARGEST_BYTES: Final = 1024
LARGEST_COUNT: Final = 2**40
EARLIEST_MS: Final = -(2**31)
LATEST_MS: Final = 2**43
"""The year 2248: whatever a broken clock says below it can be written as a time."""

CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
"""Characters that no name has. PostgreSQL keeps no NUL, and JSON may spell one."""

Reading = tuple[float | None, float | None]
Said = Mapping[str, Any]


class Message(NamedTuple):
    """What a device said. Times are its own clock's, in milliseconds since 1970.

    `at_ms` is when it was, `sent_ms` when it was sent: from a backlog, long after.
    """

    measure: Measure
    boot: int
    sequence: int
    at_ms: int
    sent_ms: int
    reading: float | None
    humidity: float | None
    battery: int | None
    firmware: str | None
    alarm: bool


def read_message(payload: bytes) -> Message | None:
    """None where it is none: not JSON, not of this version, or a value no sensor measures."""
    if len(payload) > LARGEST_BYTES:
        return None
    try:
        said = orjson.loads(payload)
    except orjson.JSONDecodeError:
        return None
    return _read(said) if type(said) is dict else None


def _read(said: Said) -> Message | None:
    get = said.get
    kind, boot, sequence, at_ms = get("kind"), get("boot"), get("seq"), get("at")
    sent_ms = get("sent", at_ms)
    if not (
        get("v") == 1
        and type(said["v"]) is int
        and type(boot) is type(sequence) is type(at_ms) is type(sent_ms) is int
        and 1 <= boot < LARGEST_COUNT
        and 1 <= sequence < LARGEST_COUNT
        and EARLIEST_MS <= at_ms < LATEST_MS
        and EARLIEST_MS <= sent_ms < LATEST_MS
        and type(kind) is str
        and kind in _READERS
    ):
        return None
    measure, read = _READERS[kind]
    found = read(said)
    if found is None:
        return None
    reading, humidity, battery, firmware, alarm = found
    return Message(
        measure, boot, sequence, at_ms, sent_ms, reading, humidity, battery, firmware, alarm
    )


Found = tuple[float | None, float | None, int | None, str | None, bool]


def _motion(said: Said) -> Found | None:
    times = said.get("times", 1)
    if type(times) is not int or not 1 <= times <= 1000:
        return None
    return float(times), None, None, None, False


def _switch(name: str, *, alarms: bool = False) -> Callable[[Said], Found | None]:
    def read(said: Said) -> Found | None:
        state = said.get(name)
        if type(state) is not bool:
            return None
        return (1.0 if state else 0.0), None, None, None, alarms and state

    return read


def _water(said: Said) -> Found | None:
    litres = said.get("litres")
    if litres is None or not _is_within(litres, 0, 10_000):
        return None
    return float(litres), None, None, None, False


def _climate(said: Said) -> Found | None:
    celsius, humidity = said.get("celsius"), said.get("humidity")
    if celsius is None or not _is_within(celsius, -60, 120):
        return None
    if "humidity" in said and not _is_within(humidity, 0, 100):
        return None
    return float(celsius), None if humidity is None else float(humidity), None, None, False


def _call(_: Said) -> Found:
    return None, None, None, None, True


def _heartbeat(said: Said) -> Found | None:
    battery, firmware = said.get("battery"), said.get("firmware")
    if "battery" in said and not (type(battery) is int and 0 <= battery <= 100):
        return None
    if "firmware" in said and not is_name(firmware, longest=40):
        return None
    return None, None, battery, firmware, False


def is_name(value: Any, *, longest: int) -> bool:
    """Whether a device may be called so: text that can be kept and shown."""
    return type(value) is str and 1 <= len(value) <= longest and not CONTROLS.search(value)


def _is_within(value: Any, lowest: float, highest: float) -> bool:
    return (type(value) is float or type(value) is int) and lowest <= value <= highest


_READERS: Final[Mapping[str, tuple[Measure, Callable[[Said], Found | None]]]] = {
    "motion": (Measure.MOTION, _motion),
    "door": (Measure.DOOR, _switch("open")),
    "power": (Measure.POWER, _switch("on")),
    "water": (Measure.WATER, _water),
    "climate": (Measure.CLIMATE, _climate),
    "smoke": (Measure.SMOKE, _switch("alarm", alarms=True)),
    "gas": (Measure.GAS, _switch("alarm", alarms=True)),
    "fall": (Measure.FALL, _call),
    "sos": (Measure.SOS, _call),
    "heartbeat": (Measure.HEARTBEAT, _heartbeat),
}
