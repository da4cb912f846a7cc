"""A phone: what lies on its screen, what ever lay there, and how often it sounded."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import assert_never

from notifications.emulator import android, ios, web
from notifications.emulator.app_memory import AppMemory, Withheld
from notifications.emulator.message import (
    Keeping,
    Message,
    ReadElsewhere,
    Reading,
    Retract,
    Show,
    Silent,
)


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
    occurred_at: float | None
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
    memory: AppMemory = field(default_factory=AppMemory)
    counts: Counter[str] = field(default_factory=Counter)

    def receive(self, message: Message, *, now: float) -> Effect | Withheld:
        """Take a delivered message in; the same message twice is a thing that happens."""
        effect = self._apply(read(self.platform, message), now=now)
        self.counts[effect] += 1
        return effect

    def _apply(self, reading: Reading, *, now: float) -> Effect | Withheld:
        match reading:
            case Show():
                return self._show(reading, now=now)
            case Retract():
                return self._retract(reading, now=now)
            case ReadElsewhere(entries):
                return self._take_off(entries, now=now)
            case Silent():
                return Effect.SILENT
            case unreachable:
                assert_never(unreachable)

    def _show(self, show: Show, *, now: float) -> Effect | Withheld:
        withheld = self.memory.withholds(show, now=now) if show.drawn_by_app else None
        if withheld is not None:
            return withheld
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
        notice = Notice(
            tag=show.tag,
            event_id=show.event_id,
            title=show.title,
            body=show.body,
            category=show.category,
            occurred_at=show.occurred_at,
            first_shown_at=now,
            last_shown_at=now,
            alerts=self._sound(show.sounds if current is None else show.sounds_on_replace),
        )
        self.on_screen.pop(show.tag, None)
        self.on_screen[show.tag] = notice
        self.history.append(notice)
        return Effect.SHOWN

    def _sound(self, sounds: bool) -> int:
        self.counts["alerts"] += sounds
        return int(sounds)

    def _retract(self, retract: Retract, *, now: float) -> Effect:
        self.memory.note_retraction(retract)
        notice = self.on_screen.get(retract.tag)
        if notice is None or _is_newer(notice, retract):
            return Effect.NOTHING_TO_RETRACT
        del self.on_screen[retract.tag]
        notice.state, notice.ended_at = State.RETRACTED, now
        return Effect.RETRACTED

    def _take_off(self, entries: tuple[Retract, ...], *, now: float) -> Effect:
        effects = {self._retract(entry, now=now) for entry in entries}
        return Effect.RETRACTED if Effect.RETRACTED in effects else Effect.NOTHING_TO_RETRACT


def _is_newer(notice: Notice, retract: Retract) -> bool:
    """Whether the notification tells of something after what the retraction takes back."""
    if notice.occurred_at is None or retract.occurred_at is None:
        return False
    return notice.occurred_at > retract.occurred_at


Readings = dict[Platform, Reading]


def read(platform: Platform, message: Message) -> Reading:
    """What a phone of this kind makes of the message; known where its template was met before."""
    known = message.readings.get(platform)
    return _read(platform, message) if known is None else known


def _read(platform: Platform, message: Message) -> Reading:
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
