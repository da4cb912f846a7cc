"""One accepted message, and what a phone would make of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

JsonObject = Mapping[str, Any]

NOTHING: JsonObject = {}


@dataclass(frozen=True, slots=True)
class Message:
    """A message as FCM took it; `body` is the request's `message` object, untouched.

    `readings`: what kinds of phones are known to make of it, by platform.
    """

    id: str
    body: JsonObject
    accepted_at: float  # Unix seconds
    event_id: str | None = None
    readings: Mapping[str, "Reading"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Show:
    """Put a notification on the screen, over the one with the same tag.

    `drawn_by_app`: the app decides, and so remembers events, their order and their end. False
    where the system draws without asking the app: a repeated message is a repeated alert.
    `occurred_at` and `expires_at` are Unix seconds, None where the message names none.
    """

    tag: str
    event_id: str | None
    title: str
    body: str
    category: str
    sounds: bool
    sounds_on_replace: bool
    drawn_by_app: bool
    occurred_at: float | None = None
    expires_at: float | None = None


@dataclass(frozen=True, slots=True)
class Retract:
    """Take off the screen what was told under the tag up to `occurred_at` (None: whatever is)."""

    tag: str
    occurred_at: float | None


@dataclass(frozen=True, slots=True)
class ReadElsewhere:
    """Their owner read these on another device: each is taken off, in silence."""

    entries: tuple[Retract, ...]


@dataclass(frozen=True, slots=True)
class Silent:
    """Nothing for the eye: a data message that the app works through in the background."""


Reading = Show | Retract | ReadElsewhere | Silent


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long, and under which key, a message waits for a phone that is away.

    `until` is Unix seconds; None means now or never. `collapse_key` None means that every
    message is kept for itself.
    """

    until: float | None
    collapse_key: str | None


def part(of: JsonObject, name: str) -> JsonObject:
    """The object called `name`, or an empty one."""
    value = of.get(name)
    return value if isinstance(value, dict) else NOTHING


def either(of: JsonObject, snake: str, camel: str) -> Any:
    """A field under either of the names that protobuf's JSON mapping reads."""
    value = of.get(snake)
    return of.get(camel) if value is None else value


def instant(of: JsonObject, name: str) -> float | None:
    """The UTC moment called `name` in Unix seconds; None when it is absent or no moment."""
    try:
        return datetime.fromisoformat(text(of, name)).timestamp()
    except ValueError:
        return None


def text(of: JsonObject, name: str) -> str:
    """The string called `name`, or an empty one."""
    value = of.get(name)
    return value if isinstance(value, str) else ""
