"""Neutral words for names and texts whose key was destroyed: nobody can read them any more."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import strawberry
from strawberry.extensions import FieldExtension

from domains.kernel.text import Catalogue

TEXTS = Catalogue(Path(__file__).parent / "locales")

Word = Literal["person", "place", "device", "news", "text"]


class Nameless(FieldExtension):
    """Says a neutral word, in the reader's language, where the domain has an empty name."""

    def __init__(self, word: Word) -> None:
        self._key = f"nameless.{word}"

    def resolve(
        self, next_: Callable[..., Any], source: Any, info: strawberry.Info, **arguments: Any
    ) -> Any:
        name = next_(source, info, **arguments)
        return TEXTS.text(info.context.locale, self._key) if name == "" else name


def named(word: Word, *, description: str) -> Any:
    """A field of a type that shows what is sealed under somebody's key."""
    return strawberry.field(description=description, extensions=[Nameless(word)])
