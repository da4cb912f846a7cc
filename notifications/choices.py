"""A room of its own in the public face: how people wish to be told, and why they were or were not.

Only the gateway comes in here.
"""

from notifications.channel import Channel
from notifications.daily_span import DailySpan
from notifications.gate import Reason
from notifications.preferences.choose import (
    choose_channels,
    choose_digest,
    choose_quiet_hours,
    choose_reading,
)
from notifications.preferences.outcomes import (
    CannotBeKept,
    Chosen,
    NotYoursToChoose,
    Outcome,
    Problem,
)
from notifications.preferences.show import ShownPreferences, show_preferences
from notifications.preferences.wishes import Digest, Wishes
from notifications.retry import State
from notifications.why import RULES, PushOutcome, Said, Why, why

__all__ = [
    "RULES",
    "CannotBeKept",
    "Channel",
    "Chosen",
    "DailySpan",
    "Digest",
    "NotYoursToChoose",
    "Outcome",
    "Problem",
    "PushOutcome",
    "Reason",
    "Said",
    "ShownPreferences",
    "State",
    "Why",
    "Wishes",
    "choose_channels",
    "choose_digest",
    "choose_quiet_hours",
    "choose_reading",
    "show_preferences",
    "why",
]
