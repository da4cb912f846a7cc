"""The inbox's part of the root types."""

import strawberry

from gateway.notifications.choose_channels import ChooseChannelsMutation
from gateway.notifications.choose_digest import ChooseDigestMutation
from gateway.notifications.choose_quiet_hours import ChooseQuietHoursMutation
from gateway.notifications.choose_reading import ChooseReadingMutation
from gateway.notifications.inbox_changed import Subscription
from gateway.notifications.mark_all_inbox_read import MarkAllInboxReadMutation
from gateway.notifications.mark_inbox_read import MarkInboxReadMutation
from gateway.notifications.mark_inbox_unread import MarkInboxUnreadMutation
from gateway.notifications.mark_seen import MarkSeenMutation
from gateway.notifications.read_inbox import InboxQuery
from gateway.notifications.read_preferences import PreferencesQuery
from gateway.notifications.why_notified import WhyNotifiedQuery

__all__ = ["Mutation", "Query", "Subscription"]


@strawberry.type
class Query(InboxQuery, PreferencesQuery, WhyNotifiedQuery):
    """What a person was told, how they wish to be, and why they were or were not."""


@strawberry.type
class Mutation(
    MarkInboxReadMutation,
    MarkInboxUnreadMutation,
    MarkAllInboxReadMutation,
    MarkSeenMutation,
    ChooseChannelsMutation,
    ChooseQuietHoursMutation,
    ChooseDigestMutation,
    ChooseReadingMutation,
):
    """What a person does behind the bell, and what their phones say."""
