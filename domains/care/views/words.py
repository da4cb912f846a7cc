"""Words as they stand on a screen, and as they are spoken: by a screen reader or a loudspeaker."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from domains.kernel.clock import SEOUL
from domains.kernel.text import Catalogue, Locale

TEXTS: Final = Catalogue(Path(__file__).parent / "locales")
NOON: Final = 12


@dataclass(frozen=True, slots=True)
class Words:
    """`spoken` holds no signs that only an eye understands: no "09:30", no "→"."""

    text: str
    spoken: str


def words(locale: Locale, key: str, **values: object) -> Words:
    """The text of a key; moments among its values are put as a clock shows and as one says them.

    A key may have a `<key>.spoken` of its own. Raises KeyError for a key that no catalogue knows.
    """
    shown = {name: _shown(value) for name, value in values.items()}
    said = {name: _said(locale, value) for name, value in values.items()}
    text = TEXTS.text(locale, key, **shown)
    try:
        return Words(text, TEXTS.text(locale, f"{key}.spoken", **said))
    except KeyError:
        return Words(text, TEXTS.text(locale, key, **said))


def _shown(value: object) -> object:
    return f"{value.astimezone(SEOUL):%H:%M}" if isinstance(value, datetime) else value


def _said(locale: Locale, value: object) -> object:
    """A moment of the day in Osan, as somebody would say it."""
    if not isinstance(value, datetime):
        return value
    here = value.astimezone(SEOUL)
    half = TEXTS.text(locale, "clock.morning" if here.hour < NOON else "clock.afternoon")
    key = "clock.sharp" if here.minute == 0 else "clock.spoken"
    return TEXTS.text(locale, key, half=half, hour=(here.hour - 1) % NOON + 1, minute=here.minute)
