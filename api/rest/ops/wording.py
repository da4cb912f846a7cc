"""Numbers, times and codes as an operator reads them, in their language."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from domains.kernel.clock import SEOUL
from domains.kernel.text import Catalogue, Locale

TEXTS = Catalogue(Path(__file__).parent / "locales")


@dataclass(frozen=True, slots=True)
class Wording:
    """One request's language."""

    texts: Catalogue
    locale: Locale

    def say(self, key: str, **values: object) -> str:
        """A text of the pages. Raises KeyError for one that no catalogue has."""
        return self.texts.text(self.locale, key, **values)

    def up_to(self, n: int, most: int) -> str:
        """A count that stopped at `most`."""
        return f"{n:,}+" if n >= most else f"{n:,}"

    def moment(self, at: datetime, *, now: datetime) -> str:
        """The time of the day in Osan, with its date where that is not today."""
        here, today = at.astimezone(SEOUL), now.astimezone(SEOUL)
        return f"{here:%H:%M:%S}" if here.date() == today.date() else f"{here:%m-%d %H:%M}"

    def span(self, length: timedelta) -> str:
        """How long, in its two largest units."""
        seconds = int(length.total_seconds())
        minutes, hours = seconds // 60, seconds // 3600
        if hours:
            return self.say("ops.span.hours", h=hours, m=minutes % 60)
        if minutes:
            return self.say("ops.span.minutes", m=minutes, s=seconds % 60)
        return self.say("ops.span.seconds", s=seconds)

    def circuit(self, name: str) -> str:
        """A channel or a part of one; by its own name where a newer release knows more of them."""
        try:
            return self.say(f"ops.channel.{name}")
        except KeyError:
            return name

    def reason(self, code: str) -> str:
        """What a code means where we know it, else nothing: the code stands beside it."""
        known = code.partition(":")[0].lower()
        try:
            return self.say(f"ops.reason.{known}")
        except KeyError:
            return ""
