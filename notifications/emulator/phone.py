"""A phone: what lies on its screen, what ever lay there, and how often it sounded."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import assert_never

from notifications.emulator import android, ios, web
from notifications.emulator.message import Keeping, Message, Reading, Retract, Show, Silent


class Platform(StrEnum):
    """The three kinds of phone screen that FCM reaches."""

    ANDROID = "android"
    IOS = "ios"
    WEB = "web"


class State(StrEnum):
    """Where a notification that was once shown is now."""

    SHOWN = "shown"
    REPLACED = "replaced"
    RETRACTED = "retracted"


class Effect(StrEnum):
    """What a delivered message did to the phone."""

    SHOWN = "shown"
    SHOWN_AGAIN = "shown_again"
    SUPPRESSED = "suppressed"
    RETRACTED = "retracted"
    NOTHING_TO_RETRACT = "nothing_to_retract"
    SILENT = "silent"


@dataclass(slots=True)
class Notice:
    """One notification in the phone's history: one event under one tag.

    `alerts` counts the sounds, `shown_times` the drawings on the screen. "Shown exactly once"
    is one Notice with both at 1. Moments are Unix seconds.
    """

    tag: str
    event_id: str | None
    title: str
    body: str
    category: str
    first_shown_at: float
    last_shown_at: float
    shown_times: int = 1
    alerts: int = 0
    state: State = State.SHOWN
    ended_at: float | None = None


@dataclass(slots=True)
class Phone:
    """The screen of one installed app; knows nothing of FCM's servers."""

    platform: Platform
    on_screen: dict[str, Notice] = field(default_factory=dict)
    history: list[Notice] = field(default_factory=list)
    remembered_events: set[str] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)

    def receive(self, message: Message, *, now: float) -> Effect:
        """Take a delivered message in; the same message twice is a thing that happens."""
        effect = self._apply(read(self.platform, message), now=now)
        self.counts[effect] += 1
        return effect

    def _apply(self, reading: Reading, *, now: float) -> Effect:
        match reading:
            case Show():
                return self._show(reading, now=now)
            case Retract(tag=tag, event_id=event_id):
                return self._retract(tag, event_id, now=now)
            case Silent():
                return Effect.SILENT
            case unreachable:
                assert_never(unreachable)

    def _show(self, show: Show, *, now: float) -> Effect:
        if show.once_per_event and show.event_id is not None:
            if show.event_id in self.remembered_events:
                return Effect.SUPPRESSED
            self.remembered_events.add(show.event_id)
        current = self.on_screen.get(show.tag)
        if current is None or show.event_id is None or current.event_id != show.event_id:
            return self._show_anew(show, current, now=now)
        current.title, current.body, current.category = show.title, show.body, show.category
        current.last_shown_at = now
        current.shown_times += 1
        current.alerts += self._sound(show.sounds_on_replace)
        return Effect.SHOWN_AGAIN

    def _show_anew(self, show: Show, current: Notice | None, *, now: float) -> Effect:
        if current is not None:
            current.state, current.ended_at = State.REPLACED, now
        notice = Notice(show.tag, show.event_id, show.title, show.body, show.category, now, now)
        notice.alerts = self._sound(show.sounds if current is None else show.sounds_on_replace)
        self.on_screen.pop(show.tag, None)
        self.on_screen[show.tag] = notice
        self.history.append(notice)
        return Effect.SHOWN

    def _sound(self, sounds: bool) -> int:
        self.counts["alerts"] += sounds
        return int(sounds)

    def _retract(self, tag: str, event_id: str | None, *, now: float) -> Effect:
        if event_id is not None:
            self.remembered_events.add(event_id)
        notice = self.on_screen.pop(tag, None)
        if notice is None:
            return Effect.NOTHING_TO_RETRACT
        notice.state, notice.ended_at = State.RETRACTED, now
        return Effect.RETRACTED


def read(platform: Platform, message: Message) -> Reading:
    """What a phone of this kind makes of the message."""
    match platform:
        case Platform.ANDROID:
            return android.read(message)
        case Platform.IOS:
            return ios.read(message)
        case Platform.WEB:
            return web.read(message)
        case unreachable:
            assert_never(unreachable)


def keep(platform: Platform, message: Message, *, now: float) -> Keeping:
    """How the message waits while a phone of this kind is away."""
    match platform:
        case Platform.ANDROID:
            return android.keep(message, now=now)
        case Platform.IOS:
            return ios.keep(message, now=now)
        case Platform.WEB:
            return web.keep(message, now=now)
        case unreachable:
            assert_never(unreachable)
