"""Every purpose is asked for in every language, in words of its own."""

import pytest

from domains.consent.catalogue import wording
from domains.consent.public import Purpose
from domains.kernel.text import Locale


@pytest.mark.parametrize("purpose", Purpose)
def test_every_purpose_has_its_words_in_four_languages(purpose: Purpose) -> None:
    texts = {wording(purpose, locale) for locale in Locale}

    assert len(texts) == len(Locale) == 4


@pytest.mark.parametrize("locale", Locale)
def test_no_two_purposes_are_asked_for_in_the_same_words(locale: Locale) -> None:
    assert len({wording(purpose, locale) for purpose in Purpose}) == len(Purpose)
