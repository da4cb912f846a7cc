"""How a message is put for FCM, so that an alarm is neither collapsed nor shown twice.

On Android everything travels as a data message, and the app shows each event once, by its id and
tag (a notification message would share four collapse keys and be drawn without asking the app).
What can wait for the next is collapsible by its presentation's key, which an alarm has none of.
On iOS, where an app cannot be asked, it is an alert that replaces its predecessor of the same tag,
and a retraction is a background push. Sources: FCM "Non-collapsible and collapsible messages";
Apple "Sending notification requests to APNs", "Generating a remote notification", "Pushing
background updates to your App".
"""

from datetime import datetime, timedelta
from typing import Any

from firebase_admin import messaging
from firebase_admin._messaging_encoder import MessageEncoder

from domains.identity.public import Platform
from notifications.messages.presentation import Priority
from notifications.messages.render import Text
from notifications.ports import Wording


def encode(wording: Wording, platform: Platform, *, address: str, now: datetime) -> dict[str, Any]:
    """The `message` object of FCM HTTP v1, made and checked by Google's own encoder.

    Raises ValueError for what the encoder finds malformed.
    """
    is_ios = platform is Platform.IOS
    until = wording.presentation.good_until(wording.expires_at, now=now)
    message = messaging.Message(
        fid=address,
        data=dict(wording.payload),
        android=None if is_ios else _android(wording, ttl=until - now),
        apns=_apns(wording, until=until) if is_ios else None,
    )
    encoded: dict[str, Any] = MessageEncoder().default(message)
    return encoded


def _android(wording: Wording, *, ttl: timedelta) -> messaging.AndroidConfig:
    shown = wording.presentation
    return messaging.AndroidConfig(
        collapse_key=shown.collapse_key, priority=shown.priority.value, ttl=int(ttl.total_seconds())
    )


def _apns(wording: Wording, *, until: datetime) -> messaging.APNSConfig:
    if wording.text is None:
        return _background(until)
    return _alert(wording, wording.text, until=until)


def _alert(wording: Wording, text: Text, *, until: datetime) -> messaging.APNSConfig:
    shown = wording.presentation
    aps = messaging.Aps(
        alert=messaging.ApsAlert(title=text.title, body=text.body),
        sound=shown.sound,
        category=shown.buttons.value,
        thread_id=wording.category.value,
        mutable_content=True,
        custom_data={"interruption-level": shown.interruption.value},
    )
    headers = {
        "apns-push-type": "alert",
        "apns-priority": "10" if shown.priority is Priority.HIGH else "5",
        "apns-collapse-id": wording.tag,
        "apns-expiration": _epoch(until),
    }
    return messaging.APNSConfig(
        headers=headers,
        payload=messaging.APNSPayload(aps),
        fcm_options=messaging.APNSFCMOptions(image=shown.image) if shown.image else None,
    )


def _background(until: datetime) -> messaging.APNSConfig:
    headers = {
        "apns-push-type": "background",
        "apns-priority": "5",
        "apns-expiration": _epoch(until),
    }
    aps = messaging.Aps(content_available=True)
    return messaging.APNSConfig(headers=headers, payload=messaging.APNSPayload(aps))


def _epoch(moment: datetime) -> str:
    return str(int(moment.timestamp()))
