"""What a push service is told of a message besides its sealed body: RFC 8030 §5."""

from datetime import datetime

from notifications.messages.presentation import web_topic
from notifications.ports import Wording


def headers(wording: Wording, *, now: datetime) -> dict[str, str]:
    """The same for every receiver of one wording.

    The topic is the tag's, as a digest: what waits under it is replaced, as on the screen, and
    the push service learns nothing of it. A phone that saves its battery still takes what is
    urgent. TTL 0 is now or never.
    """
    shown = wording.presentation
    left = shown.good_until(wording.expires_at, now=now) - now
    return {
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(int(left.total_seconds())),
        "Urgency": shown.urgency.value,
        "Topic": web_topic(wording.tag),
    }
