"""One push for all that a person wished to hear together."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from notifications import deep_links
from notifications.messages.keys import MessageKey
from notifications.notification import Category, Notification, Persons

NEWS_FOR = timedelta(hours=12)
"""Then the next one is nearer."""


def digest(
    *, event_id: UUID, person_id: UUID, topics: Mapping[str, int], is_care: bool, at: datetime
) -> Notification:
    """How much of what, and nobody's name: the inbox tells the rest.

    It goes by the ways that its weightiest news may go by.
    """
    most_first = sorted(topics.items(), key=lambda topic: (-topic[1], topic[0]))
    return Notification(
        event_id=event_id,
        occurred_at=at,
        expires_at=at + NEWS_FOR,
        key=MessageKey.DIGEST,
        category=Category.CARE if is_care else Category.SERVICE,
        audience=frozenset({Persons(frozenset({person_id}))}),
        subject_id=person_id,
        purpose=None,
        tag=f"digest:{person_id}",
        deep_link=deep_links.inbox(),
        values={
            "count": str(sum(topics.values())),
            "topics": " ".join(f"{topic}={count}" for topic, count in most_first),
        },
    )
