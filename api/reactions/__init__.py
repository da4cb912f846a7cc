"""What follows when something happened: one file a domain, joined in `react`."""

from api.reactions.live import commute_channel, inbox_channel, live_channels
from api.reactions.react import Reactions

__all__ = ["Reactions", "commute_channel", "inbox_channel", "live_channels"]
