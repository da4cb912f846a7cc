"""The inbox's part of the root types."""

import strawberry

from gateway.notifications.inbox_changed import Subscription
from gateway.notifications.mark_all_inbox_read import MarkAllInboxReadMutation
from gateway.notifications.mark_inbox_read import MarkInboxReadMutation
from gateway.notifications.mark_inbox_unread import MarkInboxUnreadMutation
from gateway.notifications.mark_seen import MarkSeenMutation
from gateway.notifications.read_inbox import Query

__all__ = ["Mutation", "Query", "Subscription"]


@strawberry.type
class Mutation(
    MarkInboxReadMutation,
    MarkInboxUnreadMutation,
    MarkAllInboxReadMutation,
    MarkSeenMutation,
):
    """What a person does behind the bell, and what their phones say."""
