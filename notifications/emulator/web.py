"""How a browser treats a message.

Sources: FCM REST reference, `WebpushConfig`; RFC 8030 (TTL, Topic); WHATWG Notifications API
(`tag`, `renotify`, `silent`).
"""

from notifications.emulator.android import FOUR_WEEKS_S
from notifications.emulator.app_drawn import read_as_the_app
from notifications.emulator.message import Keeping, Message, Reading, Show, instant, part, text


def read(message: Message) -> Reading:
    """A notification is drawn by the browser; data wakes our service worker, which draws."""
    webpush = part(message.body, "webpush")
    notice = {**part(message.body, "notification"), **part(webpush, "notification")}
    data = part(webpush, "data") or part(message.body, "data")
    if not notice:
        return read_as_the_app(message, data)
    sounds = notice.get("silent") is not True
    return Show(
        tag=text(notice, "tag") or message.id,
        event_id=text(data, "event_id") or None,
        title=text(notice, "title"),
        body=text(notice, "body"),
        category=text(data, "category"),
        sounds=sounds,
        sounds_on_replace=sounds and notice.get("renotify") is True,
        drawn_by_app=False,
        occurred_at=instant(data, "occurred_at"),
    )


def keep(message: Message, *, now: float) -> Keeping:
    """A push with the same Topic replaces the one that waits."""
    headers = part(part(message.body, "webpush"), "headers")
    ttl_s = float(headers.get("TTL", FOUR_WEEKS_S))
    return Keeping(
        until=now + ttl_s if ttl_s > 0 else None, collapse_key=text(headers, "Topic") or None
    )
