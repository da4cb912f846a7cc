"""The ways out of the house. The inbox is none of them: it is the truth, and always there."""

from enum import StrEnum
from typing import Final


class Channel(StrEnum):
    """How a person is rung; the word that `deliveries.channel` and wishes name it by."""

    FCM = "fcm"
    WEB_PUSH = "web_push"
    SMS = "sms"
    VOICE = "voice"


EVERY_CHANNEL: Final = frozenset(Channel)
NO_CHANNEL: Final[frozenset[Channel]] = frozenset()
"""Nothing rings; the inbox lists it."""
