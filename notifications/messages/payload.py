"""What travels to a phone: a flat map of strings, at most 4 KB, checked by a JSON Schema.

`mobile_contracts/push/<kind>.v1.json` is the contract with the apps; FCM's data messages know
nothing but strings.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from domains.kernel.text import Locale
from notifications.messages.keys import RETRACT
from notifications.messages.render import Text, render
from notifications.notification import LastSeen, Notification, Retraction

Payload = Mapping[str, str]

VERSION = "1"
MAX_BYTES = 4096
"""FCM's limit for a payload; Apple's is the same."""

ALERT_RESERVE = 200
"""Bytes of JSON around title and body, which an iPhone gets a second time in its alert."""


class PayloadTooLarge(ValueError):
    """The texts and values of a message exceed what the push services carry."""


def compose(
    notification: Notification, *, locale: Locale, with_position: bool
) -> tuple[Text, Payload]:
    """The text in one language, and the payload that carries it.

    Raises PayloadTooLarge.
    """
    position = notification.position if with_position else None
    text = render(
        notification.key,
        locale=locale,
        values=notification.values,
        position_age=_age(position, notification.occurred_at),
    )
    payload = {**_show(notification, text), **_position(position)}
    _check_size(payload, text)
    return text, payload


def compose_retraction(retraction: Retraction) -> Payload:
    """The payload that takes a tag off the screen; the same in every language."""
    return {
        "kind": RETRACT,
        "version": VERSION,
        "event_id": str(retraction.event_id),
        "tag": retraction.tag,
        "occurred_at": _instant(retraction.occurred_at),
    }


def _show(notification: Notification, text: Text) -> dict[str, str]:
    return {
        "kind": notification.key.value,
        "version": VERSION,
        "event_id": str(notification.event_id),
        "tag": notification.tag,
        "category": notification.category.value,
        "title": text.title,
        "body": text.body,
        "deep_link": notification.deep_link,
        "occurred_at": _instant(notification.occurred_at),
        "expires_at": _instant(notification.expires_at),
    }


def _position(position: LastSeen | None) -> dict[str, str]:
    if position is None:
        return {}
    return {
        "position_lat": f"{position.point.lat:.6f}",
        "position_lon": f"{position.point.lon:.6f}",
        "position_at": _instant(position.at),
    }


def _age(position: LastSeen | None, at: datetime) -> timedelta | None:
    return None if position is None else max(at - position.at, timedelta(0))


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _check_size(payload: Payload, text: Text) -> None:
    data = sum(len(key.encode()) + len(value.encode()) for key, value in payload.items())
    alert = len(text.title.encode()) + len(text.body.encode()) + ALERT_RESERVE
    if data + alert > MAX_BYTES:
        raise PayloadTooLarge(f"{payload['kind']}: {data} bytes of data, {alert} of alert")
