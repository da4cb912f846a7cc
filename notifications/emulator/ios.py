"""How an iPhone and Apple's push service treat a message that FCM hands over.

Sources: Apple, "Sending notification requests to APNs" (apns-collapse-id, apns-expiration),
"Generating a remote notification" (alert, sound, interruption-level), "Pushing background
updates to your App"; Local and Remote Notification Programming Guide, "Quality of Service,
Store-and-Forward, and Coalesced Notifications": one notification waits per app and device.
"""

from notifications.emulator.android import FOUR_WEEKS_S
from notifications.emulator.app_drawn import read_as_taken_off
from notifications.emulator.message import (
    JsonObject,
    Keeping,
    Message,
    Reading,
    Show,
    Silent,
    instant,
    part,
    text,
)

APP_KEY = "(the app)"


def read(message: Message) -> Reading:
    """The system draws an alert without asking the app, so an event id stops nothing here."""
    apns = part(message.body, "apns")
    payload = part(apns, "payload")
    aps = part(payload, "aps")
    data = {**part(message.body, "data"), **payload}
    alert = _alert(message.body, aps)
    if not alert:
        return _in_the_background(data)
    sounds = bool(aps.get("sound")) and aps.get("interruption-level") != "passive"
    return Show(
        tag=text(part(apns, "headers"), "apns-collapse-id") or message.id,
        event_id=text(data, "event_id") or None,
        title=text(alert, "title"),
        body=text(alert, "body"),
        category=text(data, "category") or text(aps, "category"),
        sounds=sounds,
        sounds_on_replace=sounds,
        drawn_by_app=False,
        occurred_at=instant(data, "occurred_at"),
    )


def keep(message: Message, *, now: float) -> Keeping:
    """The latest alert waits; a background push that finds nobody is gone."""
    apns = part(message.body, "apns")
    if not _alert(message.body, part(part(apns, "payload"), "aps")):
        return Keeping(until=None, collapse_key=APP_KEY)
    expiration = part(apns, "headers").get("apns-expiration")
    until = now + FOUR_WEEKS_S if expiration is None else float(expiration)
    return Keeping(until=until if until > now else None, collapse_key=APP_KEY)


def _alert(body: JsonObject, aps: JsonObject) -> JsonObject:
    alert = aps.get("alert")
    if isinstance(alert, str):
        return {"body": alert}
    return part(aps, "alert") or part(body, "notification")


def _in_the_background(data: JsonObject) -> Reading:
    return read_as_taken_off(data) or Silent()
