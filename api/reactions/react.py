"""Who cares when something happened: event topic -> what follows, domain by domain."""

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

BY_TOPIC: dict[str, tuple[type[Any], Follow]] = {
    kind.topic: (kind, follow) for part in PARTS for kind, follow in part.FOLLOWS
}


class Reactions(Messenger):
    """Turns events into notifications and retractions."""

    async def react(self, event: Recorded) -> None:
        """Do what follows from one event; an event that nobody cares for is simply done."""
        reaction = BY_TOPIC.get(event.topic)
        if reaction is not None:
            kind, follow = reaction
            await follow(self, event, event.read_as(kind))
