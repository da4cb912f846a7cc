"""What travels to a phone: a flat map of strings, at most 4 KB, checked by a JSON Schema.

`mobile_contracts/push/<kind>.v1.json` is the contract with the apps; FCM's data messages know
nothing but strings.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from uuid import UUID

import orjson

from domains.kernel.text import Locale
from notifications.messages.advertisement import marked
from notifications.messages.keys import CAMPAIGN, READ, RETRACT
from notifications.messages.presentation import Presentation, presentation_of
from notifications.messages.render import CATALOGUE, Text, render
from notifications.notification import Category, LastSeen, Notification, ReadElsewhere, Retraction
from notifications.opt_out.binding import LONGEST_URL, MARK

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
    if notification.category is Category.ADVERTISING:
        text = marked(text, sender=CATALOGUE.text(locale, "term.sender"))
    shown = _show(
        text,
        kind=notification.key.value,
        event_id=notification.event_id,
        tag=notification.tag,
        category=notification.category,
        deep_link=notification.deep_link,
        occurred_at=notification.occurred_at,
        expires_at=notification.expires_at,
        presentation=presentation_of(notification.key, notification.category),
    )
    payload = {**shown, **_position(position)}
    check_size(payload, text)
    return text, payload


def compose_campaign(
    text: Text,
    *,
    event_id: UUID,
    tag: str,
    category: Category,
    deep_link: str,
    occurred_at: datetime,
    expires_at: datetime,
    image: str | None,
) -> Payload:
    """The payload of words that an officer wrote, in one language.

    Raises PayloadTooLarge.
    """
    payload = _show(
        text,
        kind=CAMPAIGN,
        event_id=event_id,
        tag=tag,
        category=category,
        deep_link=deep_link,
        occurred_at=occurred_at,
        expires_at=expires_at,
        presentation=presentation_of(None, category, image=image),
    )
    check_size(payload, text)
    return payload


def compose_retraction(retraction: Retraction) -> Payload:
    """The payload that takes a tag off the screen; the same in every language."""
    return {
        "kind": RETRACT,
        "version": VERSION,
        "event_id": str(retraction.event_id),
        "tag": retraction.tag,
        "occurred_at": _instant(retraction.occurred_at),
    }


def compose_read(read: ReadElsewhere) -> Payload:
    """The payload that takes off this screen what its owner read on another."""
    return {
        "kind": READ,
        "version": VERSION,
        "event_id": str(read.event_id),
        "tag": read.tag,
        "occurred_at": _instant(read.occurred_at),
        "read": orjson.dumps([[tag, _instant(at)] for tag, at in read.entries]).decode(),
    }


def check_size(payload: Payload, text: Text) -> None:
    """Raises PayloadTooLarge; an iPhone gets the text a second time, in its alert."""
    data = sum(len(key.encode()) + len(value.encode()) for key, value in payload.items())
    data += LONGEST_URL if "opt_out" in payload else 0
    alert = len(text.title.encode()) + len(text.body.encode()) + ALERT_RESERVE
    if data + alert > MAX_BYTES:
        raise PayloadTooLarge(f"{payload['kind']}: {data} bytes of data, {alert} of alert")


def _show(
    text: Text,
    *,
    kind: str,
    event_id: UUID,
    tag: str,
    category: Category,
    deep_link: str,
    occurred_at: datetime,
    expires_at: datetime,
    presentation: Presentation,
) -> dict[str, str]:
    shown = {
        "kind": kind,
        "version": VERSION,
        "event_id": str(event_id),
        "tag": tag,
        "category": category.value,
        "channel": presentation.channel.value,
        "buttons": presentation.buttons.value,
        "title": text.title,
        "body": text.body,
        "deep_link": deep_link,
        "occurred_at": _instant(occurred_at),
        "expires_at": _instant(expires_at),
    }
    if category is Category.ADVERTISING:
        shown["opt_out"] = MARK
    return shown if presentation.image is None else {**shown, "image": presentation.image}


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
