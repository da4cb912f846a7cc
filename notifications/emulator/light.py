"""A phone of which only counts are kept, so that a million of them fit.

It is always there, follows no rules of its own, and knows of an event only whether it showed it:
an app draws an event once, a system draws each alert again over the first. Tags, retractions and
the order of news need a whole phone (`phone.py`).
"""

from dataclasses import dataclass

from notifications.emulator.app_memory import Withheld
from notifications.emulator.journal import Entry
from notifications.emulator.message import Message, Show
from notifications.emulator.misbehaviour import Plan
from notifications.emulator.phone import Effect, Platform, read
from notifications.emulator.tally import Mark, Tally

WELL_TREATED = Plan()


@dataclass(frozen=True, slots=True)
class LightPhone:
    """Made for one message, and forgotten after it."""

    token: str
    platform: Platform
    tally: Tally

    @property
    def plan(self) -> Plan:
        return WELL_TREATED

    @property
    def slug(self) -> str:
        return ""

    def take(self, message: Message, *, now: float) -> str:
        reading = read(self.platform, message)
        if not isinstance(reading, Show):
            return Effect.SILENT
        if not self.tally.count(reading.event_id, self.token, Mark.SHOWN):
            late = reading.expires_at is not None and reading.expires_at <= now
            return Withheld.EXPIRED if late and reading.drawn_by_app else Effect.SHOWN
        return Withheld.SUPPRESSED if reading.drawn_by_app else Effect.SHOWN_AGAIN

    def note(self, entry: Entry) -> None:
        """Nothing is kept."""
