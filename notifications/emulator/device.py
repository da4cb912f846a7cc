"""A registered phone as FCM sees it: the address, the phone behind it, and what waits."""

import hashlib
from collections import Counter, deque
from dataclasses import dataclass, field

from notifications.emulator.dice import Dice
from notifications.emulator.fcm_store import COLLAPSE_KEYS, FcmStore
from notifications.emulator.journal import Entry
from notifications.emulator.message import JsonObject, Message
from notifications.emulator.misbehaviour import Plan
from notifications.emulator.phone import Phone, Platform, keep

PENDING_AT_APNS = 1  # one notification waits per app and iPhone; see ios.py


@dataclass(slots=True)
class Device:
    """One registration token. `received` holds the latest deliveries, `counts` all of them."""

    token: str
    phone: Phone
    store: FcmStore
    plan: Plan
    received: deque[Entry]
    owner: str = ""
    app_version: str = ""
    timezone: str = "Asia/Seoul"
    online: bool = True
    counts: Counter[str] = field(default_factory=Counter)
    touched_at: float = 0.0
    slug: str = ""

    def take(self, message: Message, *, now: float) -> str:
        """Deliver now, or store for later; says which, or what the phone did."""
        if self.online:
            self.counts["delivered"] += 1
            return self.phone.receive(message, now=now)
        kept = self.store.keep(message, keep(self.phone.platform, message, now=now), now=now)
        self.counts[kept] += 1
        return kept

    def note(self, entry: Entry) -> None:
        """Remember a delivery for whoever looks at this phone."""
        self.received.append(entry)
        self.touched_at = entry.at

    def note_refusal(self, *, now: float) -> None:
        self.counts["refused"] += 1
        self.touched_at = now

    def go_offline(self) -> None:
        self.online = False

    def come_back(self, *, now: float) -> list[tuple[Message, str]]:
        """Go online and take in what waited; each message with what the phone did."""
        self.online = True
        returned = self.store.hand_over(now=now)
        self.counts["deleted_messages"] += returned.deleted_messages
        return [(message, self.take(message, now=now)) for message in returned.messages]


def new_device(
    token: str, platform: Platform, *, seed: int, keeps_received: int, now: float
) -> Device:
    """A phone fresh out of the box: online, empty, well treated."""
    slug = hashlib.sha256(token.encode()).hexdigest()[:12]
    chance = Dice(f"{seed}:{slug}")
    keys = PENDING_AT_APNS if platform is Platform.IOS else COLLAPSE_KEYS
    return Device(
        token=token,
        phone=Phone(platform=platform),
        store=FcmStore(chance=chance, collapse_keys=keys),
        plan=Plan(chance=chance),
        received=deque(maxlen=keeps_received),
        touched_at=now,
        slug=slug,
    )


def guess_platform(body: JsonObject) -> Platform:
    """The platform of an unknown token, from the one section that the sender wrote."""
    if "android" in body:
        return Platform.ANDROID
    if "apns" in body:
        return Platform.IOS
    return Platform.WEB if "webpush" in body else Platform.ANDROID
