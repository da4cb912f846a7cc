"""The personal part of a notification apart from the rest: names and places, and the position.

The rest is kept as JSON and says whom to tell, why and until when; so an alarm goes out even
while nobody's names can be opened, with neutral words in their place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter

from domains.kernel import personal
from notifications.messages.keys import VALUES, Kind
from notifications.notification import Category, LastSeen, Notification, Persons

NAMELESS = ""
"""Stands where a name cannot be opened: each language has a neutral word for it."""

_NAMES = TypeAdapter(dict[str, str])
_POSITION = TypeAdapter(LastSeen)


@dataclass(frozen=True, slots=True)
class SealedWords:
    """What may be kept of a notification: `open` is the rest of it."""

    owner_id: UUID
    open: Notification
    names: bytes
    position: bytes | None


def owner_of(notification: Notification) -> UUID:
    """Under whose key its words lie: of whom they speak, else who is told, else the event's own."""
    told = [
        person
        for circle in notification.audience
        if isinstance(circle, Persons)
        for person in circle.ids
    ]
    return notification.subject_id or min(told, default=notification.event_id)


async def seal_words(notification: Notification) -> SealedWords:
    """An alarm is kept even while the key store is down; anything else raises KeysUnavailable."""
    owner, nouns = owner_of(notification), _nouns(notification)
    names = {name: value for name, value in notification.values.items() if name in nouns}
    rest = {name: value for name, value in notification.values.items() if name not in nouns}
    texts = [_NAMES.dump_json(names).decode()]
    if notification.position is not None:
        texts.append(_POSITION.dump_json(notification.position).decode())
    sealed = await personal.seal_each(
        [(owner, text) for text in texts], urgent=notification.category is Category.SAFETY
    )
    return SealedWords(
        owner_id=owner,
        open=replace(notification, values=rest, position=None),
        names=sealed[0],
        position=sealed[1] if len(sealed) > 1 else None,
    )


async def open_words(rows: Sequence[Any]) -> list[tuple[str | None, str | None]]:
    """Names and position of each row, in order; None for what cannot be opened any more."""
    sealed = [
        (row["owner_id"], bytes(row[column]))
        for row in rows
        for column in ("names", "position")
        if row[column] is not None
    ]
    opened = iter(await personal.open_each(sealed))
    return [
        (
            next(opened) if row["names"] is not None else None,
            next(opened) if row["position"] is not None else None,
        )
        for row in rows
    ]


def with_words(notification: Notification, names: str | None, position: str | None) -> Notification:
    """The notification whole again; a name that is gone is NAMELESS."""
    missing = dict.fromkeys(_nouns(notification), NAMELESS)
    known: Mapping[str, str] = _NAMES.validate_json(names) if names else {}
    return replace(
        notification,
        values={**missing, **notification.values, **known},
        position=_POSITION.validate_json(position) if position else None,
    )


def _nouns(notification: Notification) -> frozenset[str]:
    kinds = VALUES[notification.key].items()
    return frozenset(name for name, kind in kinds if kind is Kind.NOUN)
