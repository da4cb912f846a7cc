"""Which way is tried next, and how long each is waited for. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from infra.settings import FallbackSettings
from notifications.channel import Channel
from notifications.notification import Category

PUSH: Final = "push"
"""What was tried first: all the person's phones and browsers."""


@dataclass(frozen=True, slots=True)
class Step:
    """A way, and how long what came before it is waited for."""

    way: Channel
    after: timedelta


Chain = tuple[Step, ...]

SAFETY: Final[Chain] = (
    Step(Channel.SMS, timedelta(seconds=60)),
    Step(Channel.VOICE, timedelta(seconds=120)),
)
CARE: Final[Chain] = (Step(Channel.SMS, timedelta(minutes=10)),)


@dataclass(frozen=True, slots=True)
class Chains:
    """The chain of each category; a category that is absent has none."""

    by_category: Mapping[Category, Chain] = field(
        default_factory=lambda: MappingProxyType({Category.SAFETY: SAFETY, Category.CARE: CARE})
    )
    last_wait: timedelta = timedelta(seconds=90)
    """After the last step, until the chain ends."""

    def of(self, category: Category) -> Chain:
        return self.by_category.get(category, ())


CHAINS: Final = Chains()
"""As README.md states them; a city's settings may say otherwise."""


def chains_of(settings: FallbackSettings) -> Chains:
    """The house's chains with a city's times."""
    waits = {
        Category.SAFETY: (settings.safety_sms_s, settings.safety_voice_s),
        Category.CARE: (settings.care_sms_s,),
    }
    ways = (Channel.SMS, Channel.VOICE)
    by_category = {
        category: tuple(
            Step(way, timedelta(seconds=after)) for way, after in zip(ways, times, strict=False)
        )
        for category, times in waits.items()
    }
    return Chains(by_category, timedelta(seconds=settings.last_wait_s))


class Because(StrEnum):
    """Why a chain ended."""

    SEEN = "seen"
    RETRACTED = "retracted"
    EXPIRED = "expired"
    EXHAUSTED = "exhausted"
    """Every way was tried, and waited for."""


LOST: Final = frozenset({Because.EXPIRED, Because.EXHAUSTED})
"""Ends after which nobody is known to have been told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """How things stand when a chain's timer fires. `left` are the ways not tried yet, `lines`
    those for which the person has a proved telephone now."""

    category: Category
    left: Sequence[Channel]
    lines: frozenset[Channel]
    seen: bool
    retracted: bool
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Try:
    """This way now; look again at `look_at`."""

    way: Channel
    left: tuple[Channel, ...]
    look_at: datetime


@dataclass(frozen=True, slots=True)
class End:
    because: Because


Course = Try | End


def course(facts: Facts, *, chains: Chains, now: datetime) -> Course:
    """What a chain whose time has come does."""
    if facts.seen:
        return End(Because.SEEN)
    if facts.retracted:
        return End(Because.RETRACTED)
    if now >= facts.expires_at:
        return End(Because.EXPIRED)
    ways = [way for way in facts.left if way in facts.lines]
    if not ways:
        return End(Because.EXHAUSTED)
    way, left = ways[0], tuple(ways[1:])
    return Try(way, left, now + _wait(facts.category, left, chains))


def first_look(category: Category, chains: Chains) -> timedelta:
    """How long the push is waited for, whichever way comes next. Raises IndexError without one."""
    return chains.of(category)[0].after


def _wait(category: Category, left: Sequence[Channel], chains: Chains) -> timedelta:
    waits = {step.way: step.after for step in chains.of(category)}
    return waits[left[0]] if left else chains.last_wait
