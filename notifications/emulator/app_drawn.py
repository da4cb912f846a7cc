"""What our own app does with a data message: it draws the notification itself."""

from notifications.emulator.message import JsonObject, Message, Reading, Retract, Show, Silent, text


def read_as_the_app(message: Message, data: JsonObject) -> Reading:
    """Follow `data.kind`, `tag`, `event_id`, `title`, `body`, `category`, as the app does.

    A message with neither title nor body only wakes the app. The app draws over the same tag
    and never draws or sounds the same event twice.
    """
    tag = text(data, "tag") or message.id
    event_id = text(data, "event_id") or None
    if data.get("kind") == "retract":
        return Retract(tag=tag, event_id=event_id)
    if not (data.get("title") or data.get("body")):
        return Silent()
    return Show(
        tag=tag,
        event_id=event_id,
        title=text(data, "title"),
        body=text(data, "body"),
        category=text(data, "category"),
        sounds=True,
        sounds_on_replace=True,
        once_per_event=True,
    )
