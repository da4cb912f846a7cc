"""How a message is put for FCM, so that an alarm is neither collapsed nor shown twice.

On Android everything travels as a data message without a collapse key: FCM keeps each, and the
app shows each event once, by its id and tag (a notification message would share four collapse
keys and be drawn without asking the app). On iOS, where an app cannot be asked, it is an alert
that replaces its predecessor of the same tag, and a retraction is a background push.
Sources: FCM "Non-collapsible and collapsible messages"; Apple "Sending notification requests to
APNs", "Generating a remote notification", "Pushing background updates to your App".
"""

from datetime import datetime, timedelta
from typing import Any

from firebase_admin import messaging
from firebase_admin._messaging_encoder import MessageEncoder

from domains.identity.public import Platform
from notifications.messages.render import Text
from notifications.notification import Category
from notifications.ports import Outgoing

LONGEST_TTL = timedelta(days=28)
"""FCM's limit."""

URGENT = frozenset({Category.SAFETY, Category.CARE})
"""Shown at once, a dozing phone is woken for it; the rest waits until it wakes by itself."""

INTERRUPTION = {
    Category.SAFETY: "time-sensitive",
    Category.CARE: "active",
    Category.SERVICE: "active",
    Category.ADVERTISING: "passive",
}


def encode(outgoing: Outgoing, *, now: datetime) -> dict[str, Any]:
    """The `message` object of FCM HTTP v1, made and checked by Google's own encoder.

    Raises ValueError for what the encoder finds malformed.
    """
    is_ios = outgoing.platform is Platform.IOS
    message = messaging.Message(
        fid=outgoing.address,
        data=dict(outgoing.wording.payload),
        android=None if is_ios else _android(outgoing, now=now),
        apns=_apns(outgoing) if is_ios else None,
    )
    encoded: dict[str, Any] = MessageEncoder().default(message)
    return encoded


def _android(outgoing: Outgoing, *, now: datetime) -> messaging.AndroidConfig:
    left = max(outgoing.wording.expires_at - now, timedelta(0))
    return messaging.AndroidConfig(
        priority="high" if outgoing.wording.category in URGENT else "normal",
        ttl=timedelta(seconds=int(min(left, LONGEST_TTL).total_seconds())),
    )


def _apns(outgoing: Outgoing) -> messaging.APNSConfig:
    if outgoing.wording.text is None:
        return _background(outgoing)
    return _alert(outgoing, outgoing.wording.text)


def _alert(outgoing: Outgoing, text: Text) -> messaging.APNSConfig:
    aps = messaging.Aps(
        alert=messaging.ApsAlert(title=text.title, body=text.body),
        sound=None if outgoing.wording.category is Category.ADVERTISING else "default",
        thread_id=outgoing.wording.category.value,
        mutable_content=True,
        custom_data={"interruption-level": INTERRUPTION[outgoing.wording.category]},
    )
    headers = {
        "apns-push-type": "alert",
        "apns-priority": "10" if outgoing.wording.category in URGENT else "5",
        "apns-collapse-id": outgoing.wording.tag,
        "apns-expiration": _epoch(outgoing.wording.expires_at),
    }
    return messaging.APNSConfig(headers=headers, payload=messaging.APNSPayload(aps))


def _background(outgoing: Outgoing) -> messaging.APNSConfig:
    headers = {
        "apns-push-type": "background",
        "apns-priority": "5",
        "apns-expiration": _epoch(outgoing.wording.expires_at),
    }
    aps = messaging.Aps(content_available=True)
    return messaging.APNSConfig(headers=headers, payload=messaging.APNSPayload(aps))


def _epoch(moment: datetime) -> str:
    return str(int(moment.timestamp()))
