"""One accepted message, and what a phone would make of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

JsonObject = Mapping[str, Any]

NOTHING: JsonObject = {}


@dataclass(frozen=True, slots=True)
class Message:
    """A message as FCM took it; `body` is the request's `message` object, untouched."""

    id: str
    body: JsonObject
    accepted_at: float  # Unix seconds


@dataclass(frozen=True, slots=True)
class Show:
    """Put a notification on the screen, over the one with the same tag.

    `once_per_event`: the app itself draws it and remembers the event id. False where the
    system draws it without asking the app, and so a repeated message is a repeated alert.
    """

    tag: str
    event_id: str | None
    title: str
    body: str
    category: str
    sounds: bool
    sounds_on_replace: bool
    once_per_event: bool


@dataclass(frozen=True, slots=True)
class Retract:
    """Take the notification with this tag off the screen."""

    tag: str
    event_id: str | None


@dataclass(frozen=True, slots=True)
class Silent:
    """Nothing for the eye: a data message that the app works through in the background."""


Reading = Show | Retract | Silent


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


def text(of: JsonObject, name: str) -> str:
    """The string called `name`, or an empty one."""
    value = of.get(name)
    return value if isinstance(value, str) else ""
