"""Who cares when something happened: event topic -> what follows, domain by domain."""

from collections.abc import Iterable
from typing import Any

from api.reactions import (
    care_cases,
    care_check_ins,
    care_homes,
    care_people,
    commute,
    consents,
    contacts,
    deliveries,
    family,
    rights,
    sessions,
    sos,
)
from api.reactions.follow import Follow
from api.reactions.messenger import Messenger
from domains.kernel.outbox import Recorded

PARTS = (
    commute,
    sos,
    deliveries,
    family,
    sessions,
    consents,
    rights,
    contacts,
    care_people,
    care_check_ins,
    care_cases,
    care_homes,
)


class SecondReaction(Exception):
    """Two parts claim one topic: one of them would never hear of it."""


def _by_topic(followed: Iterable[tuple[type[Any], Follow]]) -> dict[str, tuple[type[Any], Follow]]:
    known: dict[str, tuple[type[Any], Follow]] = {}
    for kind, follow in followed:
        if kind.topic in known:
            raise SecondReaction(kind.topic)
        known[kind.topic] = (kind, follow)
    return known


BY_TOPIC = _by_topic(pair for part in PARTS for pair in part.FOLLOWS)


class Reactions(Messenger):
    """Turns events into notifications and retractions."""

    async def react(self, event: Recorded) -> None:
        """Do what follows from one event; an event that nobody cares for is simply done."""
        reaction = BY_TOPIC.get(event.topic)
        if reaction is not None:
            kind, follow = reaction
            await follow(self, event, event.read_as(kind))
