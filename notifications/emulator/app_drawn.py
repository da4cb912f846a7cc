"""What our own app does with a data message: it draws the notification itself."""

import json

from notifications.emulator.message import (
    JsonObject,
    Message,
    ReadElsewhere,
    Reading,
    Retract,
    Show,
    Silent,
    instant,
    text,
)


def read_as_taken_off(data: JsonObject) -> Retract | ReadElsewhere | None:
    """What takes notifications off the screen, on every platform; None for anything else."""
    match data.get("kind"):
        case "retract" if text(data, "tag"):
            return Retract(tag=text(data, "tag"), occurred_at=instant(data, "occurred_at"))
        case "inbox.read":
            return ReadElsewhere(_entries(text(data, "read")))
    return None


def read_as_the_app(message: Message, data: JsonObject) -> Reading:
    """Follow the flat strings of our push payloads (`event_id`, `tag`, `kind`, `title`, ...).

    A message with neither title nor body only wakes the app.
    """
    tag = text(data, "tag") or message.id
    taken_off = read_as_taken_off(data)
    if taken_off is not None:
        return taken_off
    if not (data.get("title") or data.get("body")):
        return Silent()
    return Show(
        tag=tag,
        event_id=text(data, "event_id") or None,
        title=text(data, "title"),
        body=text(data, "body"),
        category=text(data, "category"),
        sounds=True,
        sounds_on_replace=True,
        drawn_by_app=True,
        occurred_at=instant(data, "occurred_at"),
        expires_at=instant(data, "expires_at"),
    )


def _entries(said: str) -> tuple[Retract, ...]:
    try:
        pairs = json.loads(said)
        return tuple(Retract(str(tag), instant({"at": at}, "at")) for tag, at in pairs)
    except (ValueError, TypeError):
        return ()
