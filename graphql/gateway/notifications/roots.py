"""The inbox's part of the root types."""

from gateway.notifications.inbox_changed import Subscription
from gateway.notifications.mark_inbox_read import MarkInboxReadMutation as Mutation
from gateway.notifications.read_inbox import Query

__all__ = ["Mutation", "Query", "Subscription"]
