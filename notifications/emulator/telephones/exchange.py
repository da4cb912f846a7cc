"""The state of the telephones: what was written to each, who called, and what was reported."""

import secrets
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

MOST_KEPT = 2_000
"""Messages and calls in memory; the oldest go first."""


class Behaviour(StrEnum):
    """How the provider misbehaves."""

    SUCCESS = "success"
    REFUSE = "refuse"
    NO_SUCH_NUMBER = "no_such_number"
    UNAUTHORISED = "unauthorised"
    QUOTA = "quota"
    UNAVAILABLE = "unavailable"
    SLOW = "slow"
    LOST_RESPONSE = "lost_response"
    """Taken over, and the connection is cut before the answer."""
    LOSE = "lose"
    """Taken over and never delivered; the report says so."""
    NO_ANSWER = "no_answer"
    """Nobody takes the call; the report says so."""
    LATE_REPORTS = "late_reports"
    """Reports wait until they are let go."""
    DOUBLE_REPORTS = "double_reports"
    """Every report comes twice, as it does where an answer was lost."""
    MUMBLE = "mumble"
    """Words are half understood, and the recogniser is not sure."""


class Stage(StrEnum):
    """How far a message or call is."""

    DELIVERED = "delivered"
    LOST = "lost"
    RINGING = "ringing"
    ANSWERED = "answered"
    CONFIRMED = "confirmed"
    REPLIED = "replied"
    """To a question."""
    REJECTED = "rejected"
    NO_ANSWER = "no_answer"


OVER = frozenset({Stage.CONFIRMED, Stage.REPLIED, Stage.REJECTED, Stage.NO_ANSWER})


@dataclass
class Item:
    """One text message or call, as it was asked for."""

    slug: str
    kind: str
    asked: dict[str, Any]
    at: float
    stage: Stage
    said: dict[str, Any] | None = None
    heard_back: str = ""
    """What the voice said to the answer."""
    reported: list[str] = field(default_factory=list)

    @property
    def id(self) -> str:
        return str(self.asked["id"])

    @property
    def number(self) -> str:
        return str(self.asked["to"])


@dataclass(frozen=True)
class Report:
    """What the provider has to say, and to whom."""

    to: str
    body: dict[str, Any]


@dataclass
class Telephones:
    """Everything of one provider."""

    now: Callable[[], float]
    items: dict[str, Item] = field(default_factory=dict)
    by_slug: dict[str, Item] = field(default_factory=dict)
    rules: deque[tuple[Behaviour, int | None]] = field(default_factory=deque)
    waiting: deque[Report] = field(default_factory=deque)
    counts: dict[str, int] = field(default_factory=dict)

    def behaviour(self) -> Behaviour:
        """What the next request meets; an order for `next` requests is used up by them."""
        if not self.rules:
            return Behaviour.SUCCESS
        behaviour, left = self.rules[0]
        if left is not None:
            self.rules.popleft()
            if left > 1:
                self.rules.appendleft((behaviour, left - 1))
        return behaviour

    def misbehaves(self, how: Behaviour) -> bool:
        """Whether this order stands, for what happens after a request was taken."""
        return bool(self.rules) and self.rules[0][0] is how

    def count(self, what: str) -> None:
        self.counts[what] = self.counts.get(what, 0) + 1

    def take(self, kind: str, asked: dict[str, Any], stage: Stage) -> Item:
        """The same id again is the same message or call."""
        known = self.items.get(str(asked["id"]))
        if known is not None:
            return known
        item = Item(secrets.token_hex(6), kind, asked, self.now(), stage)
        self.items[item.id] = self.by_slug[item.slug] = item
        if len(self.items) > MOST_KEPT:
            oldest = self.items.pop(next(iter(self.items)))
            self.by_slug.pop(oldest.slug, None)
        return item

    def on_wall(self, limit: int) -> dict[str, list[Item]]:
        """By number: the latest first."""
        found: dict[str, list[Item]] = {}
        for item in list(self.items.values())[: -limit - 1 : -1]:
            found.setdefault(item.number, []).append(item)
        return found

    def reset(self) -> None:
        for held in (self.items, self.by_slug, self.rules, self.waiting, self.counts):
            held.clear()
