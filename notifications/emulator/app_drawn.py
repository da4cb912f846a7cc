"""What our own app does with a data message: it draws the notification itself."""

from notifications.emulator.message import (
    JsonObject,
    Message,
    Reading,
    Retract,
    Show,
    Silent,
    instant,
    text,
)


def read_as_the_app(message: Message, data: JsonObject) -> Reading:
    """Follow the flat strings of our push payloads (`event_id`, `tag`, `kind`, `title`, ...).

    A message with neither title nor body only wakes the app.
    """
    tag = text(data, "tag") or message.id
    if data.get("kind") == "retract":
        return Retract(tag=tag, occurred_at=instant(data, "occurred_at"))
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
