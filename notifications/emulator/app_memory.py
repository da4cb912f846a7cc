"""What our app remembers, so that repeats, latecomers and retracted news stay off the screen.

Mirrors the contract with the apps in `mobile_contracts/push`: the same event once; a tag keeps
its latest news by `occurred_at`, not by order of arrival; what a retraction covers stays off
even when it arrives afterwards; nothing is shown after `expires_at`.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from notifications.emulator.message import Retract, Show


class Withheld(StrEnum):
    """Why the app did not draw a message."""

    SUPPRESSED = "suppressed"
    OUTDATED = "outdated"
    EXPIRED = "expired_on_arrival"
    RETRACTED = "retracted_before"


@dataclass(slots=True)
class AppMemory:
    """Survives for as long as the app is installed."""

    events: set[str] = field(default_factory=set)
    latest: dict[str, float] = field(default_factory=dict)
    retracted: dict[str, float] = field(default_factory=dict)

    def withholds(self, show: Show, *, now: float) -> Withheld | None:
        """The reason not to draw, or None; remembers the event when it may be drawn."""
        reason = self._reason(show, now=now)
        if reason is None:
            self._remember(show)
        return reason

    def note_retraction(self, retract: Retract) -> None:
        """Keep news of this tag off from now on, up to the retraction's moment."""
        if retract.occurred_at is not None:
            earlier = self.retracted.get(retract.tag, retract.occurred_at)
            self.retracted[retract.tag] = max(earlier, retract.occurred_at)

    def _reason(self, show: Show, *, now: float) -> Withheld | None:
        if show.event_id in self.events:
            return Withheld.SUPPRESSED
        if show.expires_at is not None and show.expires_at <= now:
            return Withheld.EXPIRED
        if show.occurred_at is None:
            return None
        if show.occurred_at <= self.retracted.get(show.tag, float("-inf")):
            return Withheld.RETRACTED
        if show.occurred_at < self.latest.get(show.tag, float("-inf")):
            return Withheld.OUTDATED
        return None

    def _remember(self, show: Show) -> None:
        if show.event_id is not None:
            self.events.add(show.event_id)
        if show.occurred_at is not None:
            self.latest[show.tag] = show.occurred_at
