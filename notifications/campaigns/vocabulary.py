"""The words of campaigns."""

from enum import StrEnum


class CampaignState(StrEnum):
    """Where a campaign stands. The last two are ends."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    """Everybody was decided about and nothing waits any more, or its time was over."""
    CANCELLED = "cancelled"


class Ending(StrEnum):
    """Why a campaign is over."""

    DONE = "done"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
