"""User-facing text: message catalogues in gettext's form, Korean first."""

from enum import StrEnum
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po


class Locale(StrEnum):
    """The languages that Osan speaks to its citizens in."""

    KO = "ko"
    EN = "en"
    ZH = "zh"
    VI = "vi"


def pick_locale(wanted: str | None) -> Locale:
    """The best locale for a BCP 47 tag or an Accept-Language header; Korean when unsure."""
    for part in (wanted or "").split(","):
        tag = part.split(";")[0].strip().split("-")[0].lower()
        if tag in Locale.__members__.values():
            return Locale(tag)
    return Locale.KO


class Catalogue:
    """The messages of one package: `<folder>/<locale>.po`, keys as msgid."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def text(self, locale: Locale, key: str, **values: object) -> str:
        """The text of `key`, its `{names}` filled in; Korean where a translation is missing.

        Raises KeyError for a key that no catalogue knows.
        """
        for candidate in (locale, Locale.KO):
            message = _load(self._folder / f"{candidate}.po").get(key)
            if message is not None and message.string:
                return str(message.string).format(**values)
        raise KeyError(key)


@cache
def _load(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)
