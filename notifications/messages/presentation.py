"""How a phone presents a message: what rings, what waits, what replaces what. One table.

Sources: FCM "Set the priority", "Lifespan of a message", "Non-collapsible and collapsible
messages"; Android "Create and manage notification channels"; Apple "Generating a remote
notification" and "UNNotificationInterruptionLevel"; RFC 8030 §5.2-5.4 for browsers.
"""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from types import MappingProxyType
from typing import Final

from domains.kernel.clock import SEOUL
from notifications.gate import ADVERTISING_NIGHT
from notifications.messages.keys import ASKS, MessageKey
from notifications.notification import Category

LONGEST: Final = timedelta(days=28)
"""No push service keeps a message longer: FCM's limit, and that of browsers' services."""

WEB_TOPIC_CHARS: Final = 32
"""RFC 8030 §5.4 allows no longer `Topic`."""


class AndroidChannel(StrEnum):
    """What the owner of a phone may silence by itself in Android's settings.

    A channel's sound and importance are fixed when the app makes it: another sound is another id.
    """

    SAFETY = "safety.v1"
    CARE = "care.v1"
    SERVICE = "service.v1"
    OFFERS = "offers.v1"
    SILENT = "silent.v1"


class Priority(StrEnum):
    """FCM's: HIGH wakes a dozing phone, NORMAL waits until it wakes by itself."""

    HIGH = "high"
    NORMAL = "normal"


class Interruption(StrEnum):
    """Apple's: TIME_SENSITIVE passes a focus and the scheduled summary, PASSIVE lights nothing."""

    TIME_SENSITIVE = "time-sensitive"
    ACTIVE = "active"
    PASSIVE = "passive"


class Urgency(StrEnum):
    """RFC 8030 §5.3: how empty a battery may be for the browser to be told at once."""

    VERY_LOW = "very-low"
    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


class Buttons(StrEnum):
    """APNs `category`, the same word for the app on Android: which buttons stand under the text."""

    SOS = "SOS"
    """"I take it on", which opens the SOS."""
    CASE = "CASE"
    """"I take it on" and "call", of somebody who is cared for."""
    CONFIRM = "CONFIRM"
    """"Call 119" and "open": a human's word."""
    ALARM = "ALARM"
    """"Call" and "open"."""
    NEWS = "NEWS"
    DECISION = "DECISION"
    """"Decide", which opens the consent."""
    CHECKIN = "CHECKIN"
    """"I'm fine", large, and "help": both answer at once, from a locked phone too."""
    OFFER = "OFFER"
    """"No more of these": the free opt-out, one tap (정보통신망법 §50④)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Presentation:
    """How one message is shown, on every platform.

    `collapse_key` None: while a phone is away each one is kept for it. Otherwise only the latest
    of the key is; what was kept without a key is lost altogether beyond a hundred, so whatever
    can wait has a key, and alarms have the room to themselves. `sound` is a file in the app or
    `default`; None is silent. `image` is an https address, loaded by the phone.
    """

    channel: AndroidChannel
    priority: Priority
    urgency: Urgency
    interruption: Interruption
    buttons: Buttons
    sound: str | None
    collapse_key: str | None
    kept_for: timedelta = LONGEST
    day_only: bool = False
    image: str | None = None

    def good_until(self, expires_at: datetime, *, now: datetime) -> datetime:
        """Until when a push service may keep it for a phone that is away; at least `now`.

        What may be told by day only ends with the day, lest a phone that is switched on at night
        ring for an advertisement sent in the afternoon (정보통신망법 §50③).
        """
        ends = [expires_at, now + self.kept_for]
        if self.day_only:
            ends.append(_next_night(now))
        return max(min(ends), now)


SAFETY: Final = Presentation(
    channel=AndroidChannel.SAFETY,
    priority=Priority.HIGH,
    urgency=Urgency.HIGH,
    interruption=Interruption.TIME_SENSITIVE,
    buttons=Buttons.ALARM,
    sound="alarm.caf",
    collapse_key=None,
)
CARE: Final = Presentation(
    channel=AndroidChannel.CARE,
    priority=Priority.HIGH,
    urgency=Urgency.HIGH,
    interruption=Interruption.ACTIVE,
    buttons=Buttons.NEWS,
    sound="default",
    collapse_key=None,
)
SERVICE: Final = Presentation(
    channel=AndroidChannel.SERVICE,
    priority=Priority.NORMAL,
    urgency=Urgency.NORMAL,
    interruption=Interruption.ACTIVE,
    buttons=Buttons.NEWS,
    sound="default",
    collapse_key="service",
)
ADVERTISING: Final = Presentation(
    channel=AndroidChannel.OFFERS,
    priority=Priority.NORMAL,
    urgency=Urgency.LOW,
    interruption=Interruption.PASSIVE,
    buttons=Buttons.OFFER,
    sound=None,
    collapse_key="offers",
    day_only=True,
)
RETRACTION: Final = Presentation(
    channel=AndroidChannel.SILENT,
    priority=Priority.NORMAL,
    urgency=Urgency.NORMAL,
    interruption=Interruption.PASSIVE,
    buttons=Buttons.NEWS,
    sound=None,
    collapse_key=None,
)
"""Kept like the alarm that it takes away: each must arrive."""

ALARM_RETRACTION: Final = replace(RETRACTION, priority=Priority.HIGH, urgency=Urgency.HIGH)
"""An alarm that no longer holds frightens: it goes as fast as it came."""

READ_ELSEWHERE: Final = replace(
    RETRACTION, urgency=Urgency.LOW, collapse_key="read", kept_for=timedelta(days=7)
)
"""Each says all that the ones before it said, so the latest is enough."""

BY_CATEGORY: Final[Mapping[Category, Presentation]] = MappingProxyType(
    {
        Category.SAFETY: SAFETY,
        Category.CARE: CARE,
        Category.SERVICE: SERVICE,
        Category.ADVERTISING: ADVERTISING,
    }
)

ASKED: Final = replace(CARE, interruption=Interruption.TIME_SENSITIVE, buttons=Buttons.CHECKIN)
"""Somebody waits for the answer."""

BY_KEY: Final[Mapping[MessageKey, Presentation]] = MappingProxyType(
    {
        MessageKey.SOS_RAISED: replace(SAFETY, buttons=Buttons.SOS),
        MessageKey.SOS_ACKNOWLEDGED: replace(SAFETY, buttons=Buttons.NEWS, sound="default"),
        **dict.fromkeys(ASKS, ASKED),
        MessageKey.CARE_CASE: replace(SAFETY, buttons=Buttons.CASE),
        MessageKey.CARE_CASE_WHY: replace(SAFETY, buttons=Buttons.CASE),
        MessageKey.CARE_CONFIRM: replace(SAFETY, buttons=Buttons.CONFIRM),
        MessageKey.CARE_EMERGENCY: replace(SAFETY, buttons=Buttons.CASE),
        MessageKey.CARE_EMERGENCY_STATE: replace(SAFETY, buttons=Buttons.CASE),
        MessageKey.CONSENT_ASKED: replace(SERVICE, buttons=Buttons.DECISION),
        MessageKey.CONSENT_LAPSE_COMING: replace(SERVICE, buttons=Buttons.DECISION),
        MessageKey.CONSENT_LAPSED: replace(SERVICE, buttons=Buttons.DECISION),
        MessageKey.CONSENT_RECONFIRMATION: replace(SERVICE, buttons=Buttons.DECISION),
    }
)
"""Where a message differs from its category."""


def presentation_of(
    key: MessageKey | None, category: Category, *, image: str | None = None
) -> Presentation:
    """Of a message of ours, or (`key` None) of a campaign's words, which may bring an image.

    A message goes by its category where the table's row was made for another.
    """
    shown = BY_CATEGORY[category]
    own = BY_KEY.get(key) if key is not None else None
    if own is not None and own.channel is shown.channel:
        shown = own
    return replace(shown, image=image) if image is not None else shown


def presentation_of_retraction(category: Category) -> Presentation:
    """`category` is that of what is taken back."""
    return ALARM_RETRACTION if category is Category.SAFETY else RETRACTION


def web_topic(tag: str) -> str:
    """The tag as RFC 8030 §5.4 wants a `Topic`: the push service keeps the latest of each."""
    return urlsafe_b64encode(sha256(tag.encode()).digest()).decode()[:WEB_TOPIC_CHARS]


def _next_night(now: datetime) -> datetime:
    local = now.astimezone(SEOUL)
    tonight = datetime.combine(local.date(), ADVERTISING_NIGHT.start, tzinfo=SEOUL)
    night = tonight if local < tonight else tonight + timedelta(days=1)
    return night.astimezone(now.tzinfo)
