"""Four languages say the same: keys, the names in them, and no longer than a phone shows."""

import re
import string
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from domains.kernel.text import Locale
from notifications import messages
from notifications.messages.keys import CARRIES_POSITION, VALUES, Kind, MessageKey

FOLDER = Path(messages.__file__).parent
LONGEST_TITLE, LONGEST_BODY = 60, 180
"""Characters before any name is filled in: about what an expanded notification shows."""

PARTICLE = re.compile(r"\{([a-z_]+)\}(이|가|은|는|을|를|와|과|으로|로)(?=[\s.,]|$)")
"""A bare word with a particle that does not ask how the word sounds."""

DATES = {name for values in VALUES.values() for name, kind in values.items() if kind is Kind.DATE}
"""Every date ends in 일, and so takes the same particle."""

CHOICES = {"이/가", "은/는", "을/를", "과/와", "으로/로", ""}


def texts(locale: Locale) -> dict[str, str]:
    with (FOLDER / f"{locale}.po").open("rb") as file:
        return {str(each.id): str(each.string) for each in read_po(file) if each.id}


def names_in(text: str) -> dict[str, str]:
    """What a text names, with the particles that it asks for."""
    return {
        name: spec or "" for _, name, spec, _ in string.Formatter().parse(text) if name is not None
    }


ALL = {locale: texts(locale) for locale in Locale}
KEYS = sorted(ALL[Locale.KO])
FOREIGN = [locale for locale in Locale if locale is not Locale.KO]


@pytest.mark.parametrize("locale", FOREIGN)
def test_a_language_has_all_that_korean_has_and_no_more(locale: Locale) -> None:
    assert sorted(ALL[locale]) == KEYS
    assert [key for key, text in ALL[locale].items() if not text.strip()] == []


@pytest.mark.parametrize("key", KEYS)
def test_a_text_names_the_same_in_every_language(key: str) -> None:
    spoken = {locale: set(names_in(ALL[locale][key])) for locale in Locale}
    assert len({frozenset(names) for names in spoken.values()}) == 1, spoken


@pytest.mark.parametrize("key", MessageKey)
@pytest.mark.parametrize("locale", Locale)
def test_a_text_names_only_what_its_message_brings(key: MessageKey, locale: Locale) -> None:
    brought = set(VALUES[key]) | ({"age"} if key in CARRIES_POSITION else set())
    said = [text for id_, text in ALL[locale].items() if id_.startswith(f"{key}.")]
    assert said
    assert {name for text in said for name in names_in(text)} <= brought


@pytest.mark.parametrize("locale", Locale)
def test_a_text_is_no_longer_than_a_phone_shows(locale: Locale) -> None:
    long = {
        key: len(text)
        for key, text in ALL[locale].items()
        if len(text) > (LONGEST_TITLE if key.endswith(".title") else LONGEST_BODY)
    }
    assert long == {}


def test_korean_particles_ask_how_the_noun_sounds() -> None:
    deaf = [
        (key, name)
        for key, text in ALL[Locale.KO].items()
        for name, _ in PARTICLE.findall(text)
        if name not in DATES
    ]
    assert deaf == []
    chosen = {spec for text in ALL[Locale.KO].values() for spec in names_in(text).values()}
    assert chosen <= CHOICES


@pytest.mark.parametrize("locale", FOREIGN)
def test_no_other_language_has_particles(locale: Locale) -> None:
    assert {spec for text in ALL[locale].values() for spec in names_in(text).values()} <= {""}
