"""What waits at FCM for a phone that is away.

Source: FCM, "Non-collapsible and collapsible messages": four collapse keys a device, which of
more than four survive is left open; a hundred messages without a key, then all are discarded
and the device is told so when it returns. "Set the lifespan of a message": at most 28 days.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from random import Random

from notifications.emulator.dice import Dice
from notifications.emulator.message import Keeping, Message

COLLAPSE_KEYS = 4
WITHOUT_KEY = 100


class Kept(StrEnum):
    """What became of a message for an absent phone."""

    STORED = "stored"
    COLLAPSED = "collapsed"
    NOW_OR_NEVER = "now_or_never"
    OVERFLOWED = "overflowed"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A stored message and the Unix second after which nobody wants it."""

    message: Message
    until: float


@dataclass(frozen=True, slots=True)
class Returned:
    """What a returning phone gets: messages in order of arrival; whether others were discarded."""

    messages: tuple[Message, ...]
    deleted_messages: bool


@dataclass(slots=True)
class FcmStore:
    """The store of one device. `chance` picks the key that a fifth one pushes out."""

    chance: Dice | Random
    collapse_keys: int = COLLAPSE_KEYS
    keyed: dict[str, Waiting] = field(default_factory=dict)
    unkeyed: list[Waiting] = field(default_factory=list)
    deleted_messages: bool = False
    expired: int = 0

    def __len__(self) -> int:
        return len(self.keyed) + len(self.unkeyed)

    def keep(self, message: Message, keeping: Keeping, *, now: float) -> Kept:
        """Store `message`, or say why not."""
        if keeping.until is None:
            return Kept.NOW_OR_NEVER
        self._forget_expired(now=now)
        waiting = Waiting(message=message, until=keeping.until)
        if keeping.collapse_key is None:
            return self._keep_unkeyed(waiting)
        return self._keep_under(keeping.collapse_key, waiting)

    def hand_over(self, *, now: float) -> Returned:
        """Empty the store into the returning phone; what expired meanwhile is not handed over."""
        self._forget_expired(now=now)
        waiting = sorted(
            (*self.keyed.values(), *self.unkeyed), key=lambda each: each.message.accepted_at
        )
        returned = Returned(
            messages=tuple(each.message for each in waiting),
            deleted_messages=self.deleted_messages,
        )
        self.keyed.clear()
        self.unkeyed.clear()
        self.deleted_messages = False
        return returned

    def _keep_under(self, key: str, waiting: Waiting) -> Kept:
        replaced = self.keyed.pop(key, None)
        if replaced is None and len(self.keyed) >= self.collapse_keys:
            self.keyed.pop(self.chance.choice(list(self.keyed)))
            replaced = waiting
        self.keyed[key] = waiting
        return Kept.STORED if replaced is None else Kept.COLLAPSED

    def _keep_unkeyed(self, waiting: Waiting) -> Kept:
        if len(self.unkeyed) < WITHOUT_KEY:
            self.unkeyed.append(waiting)
            return Kept.STORED
        self.unkeyed.clear()
        self.deleted_messages = True
        return Kept.OVERFLOWED

    def _forget_expired(self, *, now: float) -> None:
        before = len(self)
        self.keyed = {key: each for key, each in self.keyed.items() if each.until > now}
        self.unkeyed = [each for each in self.unkeyed if each.until > now]
        self.expired += before - len(self)
