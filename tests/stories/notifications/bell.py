"""What apps ask behind the bell, and what is told there."""

from datetime import timedelta

import pytest
from tortoise.transactions import in_transaction

from domains.identity import public as identity
from domains.identity.models import Relation
from notifications.public import Child, announcements, notify
from tests.builders.families import REGISTRY

INBOX = """
query ($first: Int! = 20, $after: String) {
  inbox(first: $first, after: $after) {
    edges { node { id kind category title body deepLink occurredAt readAt retractedAt } }
    pageInfo { hasNextPage endCursor }
  }
}
"""


UNREAD = "{ unreadCount }"


MARK = """
mutation ($input: MarkInboxReadInput!) {
  markInboxRead(input: $input) { ... on MarkInboxReadSuccess { marked unreadCount } }
}
"""


UNREAD_AGAIN = """
mutation ($input: MarkInboxUnreadInput!) {
  markInboxUnread(input: $input) { ... on MarkInboxUnreadSuccess { marked unreadCount } }
}
"""


ALL_READ = """
mutation ($input: MarkAllInboxReadInput!) {
  markAllInboxRead(input: $input) { ... on MarkAllInboxReadSuccess { marked unreadCount } }
}
"""


SEEN = """
mutation ($input: MarkSeenInput!) {
  markSeen(input: $input) { ... on MarkSeenSuccess { seen unreadCount } }
}
"""


FILTERED = """
query ($categories: [NotificationCategory!], $onlyUnread: Boolean! = false) {
  inbox(categories: $categories, onlyUnread: $onlyUnread) { edges { node { category } } }
}
"""


UNREAD_OF = "query ($of: [NotificationCategory!]) { unreadCount(categories: $of) }"


WITHDRAW = """
mutation ($input: WithdrawConsentInput!) { withdrawConsent(input: $input) { __typename } }
"""


@pytest.fixture
def arrive(family, clock, ids):
    """Mina arrives, and her guardians are told."""

    async def tell(place: str = "운산초등학교") -> None:
        clock.advance(timedelta(minutes=1))
        notification = announcements.arrived(
            event_id=ids.new(),
            child=Child(id=family.child, name="민아"),
            visit_id=ids.new(),
            place=place,
            at=clock.now(),
            told_at=clock.now(),
        )
        async with in_transaction():
            await notify(notification, clock=clock, ids=ids)

    return tell


@pytest.fixture
def alarm(family, clock, ids):
    """Mina calls for help, and her guardians are told; the event's id."""

    async def tell():
        clock.advance(timedelta(minutes=1))
        notification = announcements.sos_raised(
            event_id=ids.new(),
            child=Child(id=family.child, name="민아"),
            sos_id=ids.new(),
            at=clock.now(),
            last_seen=None,
        )
        async with in_transaction():
            await notify(notification, clock=clock, ids=ids)
        return notification.event_id

    return tell


async def a_phone(town, person):
    registered = await identity.register_push_device(
        person_id=person,
        platform=identity.Platform.ANDROID,
        push_token=f"phone of {person}",
        name="휴대전화",
        clock=town.clock,
        ids=town.ids,
    )
    return registered.device_id


async def entries(phone, **page):
    shown = await phone.ask(INBOX, **page)
    return [edge["node"] for edge in shown["edges"]], shown["pageInfo"]


async def end(holder, town) -> None:
    relation = await Relation.get(holder_id=holder)
    ended = await identity.end_relation(
        actor=REGISTRY, relation_id=relation.id, clock=town.clock, ids=town.ids
    )
    assert isinstance(ended, identity.Ended)
