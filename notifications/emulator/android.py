"""How an Android phone and FCM's storage treat a message.

Sources: FCM, "Non-collapsible and collapsible messages" and "Set the lifespan of a message";
REST reference, `AndroidConfig` and `AndroidNotification`.
"""

from notifications.emulator.app_drawn import read_as_the_app
from notifications.emulator.message import (
    JsonObject,
    Keeping,
    Message,
    Reading,
    Show,
    either,
    instant,
    part,
    text,
)

FOUR_WEEKS_S = 2_419_200.0
NOTIFICATION_KEY = "(notification messages)"


def read(message: Message) -> Reading:
    """The system draws a notification message; the app draws a data message."""
    body = message.body
    android = part(body, "android")
    notice = {**part(body, "notification"), **part(android, "notification")}
    data = data_of(body)
    if not notice:
        return read_as_the_app(message, data)
    return Show(
        tag=text(notice, "tag") or message.id,
        event_id=text(data, "event_id") or None,
        title=text(notice, "title"),
        body=text(notice, "body"),
        category=str(either(notice, "channel_id", "channelId") or text(data, "category")),
        sounds=True,
        sounds_on_replace=True,
        drawn_by_app=False,
        occurred_at=instant(data, "occurred_at"),
    )


def keep(message: Message, *, now: float) -> Keeping:
    """A notification message always waits under the app's one key, whatever key it names."""
    android = part(message.body, "android")
    ttl_s = seconds(android.get("ttl"))
    is_notice = bool(part(message.body, "notification") or part(android, "notification"))
    key = NOTIFICATION_KEY if is_notice else either(android, "collapse_key", "collapseKey")
    return Keeping(until=now + ttl_s if ttl_s > 0 else None, collapse_key=key or None)


def data_of(body: JsonObject) -> JsonObject:
    """`android.data` overrides `data` as a whole."""
    return part(part(body, "android"), "data") or part(body, "data")


def seconds(duration: object) -> float:
    """A protobuf duration ("3.5s") in seconds; four weeks when none is named."""
    return float(duration[:-1]) if isinstance(duration, str) else FOUR_WEEKS_S
