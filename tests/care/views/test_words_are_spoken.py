"""Every text can be said aloud, in each language."""

import re
import string
from datetime import UTC, datetime
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from api.rest import care as pages
from domains.care import views
from domains.care.cases.vocabulary import ConcernKind
from domains.care.views.home_sentence import HomeAction, HomeState
from domains.care.views.state_word import StateWord
from domains.care.views.words import words
from domains.kernel.text import Locale

FOLDERS = [Path(each.__file__).parent / "locales" for each in (views, pages)]
AT = datetime(2026, 11, 22, 0, 30, tzinfo=UTC)
SIGNS = re.compile(r"\d:\d|[→·/()]|119")


def texts(folder: Path, locale: Locale) -> dict[str, str]:
    with (folder / f"{locale}.po").open("rb") as file:
        return {str(each.id): str(each.string) for each in read_po(file) if each.id}


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("folder", FOLDERS, ids=["views", "pages"])
@pytest.mark.parametrize("locale", Locale)
def test_every_language_has_every_text_with_the_same_gaps(folder, locale):
    korean, here = texts(folder, Locale.KO), texts(folder, locale)
    assert here.keys() == korean.keys()
    assert [key for key in here if gaps(here[key]) != gaps(korean[key])] == []


@pytest.mark.parametrize("locale", Locale)
def test_what_is_spoken_holds_no_sign_that_only_an_eye_understands(locale):
    keys = [
        *(f"home.{state}" for state in HomeState),
        *(f"home.{state}.at" for state in ("answered", "not_yet", "asked")),
        *(f"action.{action}" for action in [*HomeAction, "help"]),
        *(f"{of}.{word}" for of in ("state", "day") for word in StateWord),
        *(f"kind.{kind}" for kind in ConcernKind),
        "home.waits_for_centre.advice",
        "home.offline",
    ]
    for key in keys:
        said = words(locale, key, at=AT, centre="대원동 행복복지센터")
        assert said.text
        assert not SIGNS.search(said.spoken), (key, said.spoken)


def test_half_past_nine_in_osan_is_said_as_one_says_it():
    assert words(Locale.KO, "home.answered.at", at=AT).text.startswith("09:30")
    assert words(Locale.KO, "home.answered.at", at=AT).spoken.startswith("오전 9시 30분")
