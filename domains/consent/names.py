"""Who acted, in words: people by their names, parts of the house by what they do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from domains.identity import public as identity
from domains.kernel.text import Catalogue, Locale

_words = Catalogue(Path(__file__).parent / "locales")


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one page's people."""

    people: Mapping[UUID, str]
    locale: Locale

    def who(self, person_id: UUID | None, *, system: str | None = None) -> str | None:
        """None for nobody, and for a person who is known no more."""
        if system is not None:
            return self._part(system)
        return self.people.get(person_id) if person_id is not None else None

    def _part(self, name: str) -> str:
        """A part without words of its own is the house."""
        try:
            return _words.text(self.locale, f"system.{name}")
        except KeyError:
            return _words.text(self.locale, "system")


async def names_of(persons: Iterable[UUID | None], *, locale: Locale) -> Names:
    """One look-up for all of a page."""
    cards = await identity.people({person for person in persons if person is not None})
    return Names({person: card.display_name for person, card in cards.items()}, locale)
