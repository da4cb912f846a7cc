"""However long a name is, and in whatever script: the message fits, and it goes out."""

from dataclasses import replace

import orjson
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domains.kernel.text import Locale
from notifications.messages.keys import VALUES, Kind, MessageKey
from notifications.messages.payload import MAX_BYTES, compose
from notifications.messages.render import LONGEST_NOUN
from notifications.notification import Notification
from tests.contracts.push.examples import EXAMPLES
from tests.contracts.push.test_push_contract import validator

NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1)
WIDEST = "👩🏽" * 500
"""Four bytes a character: nothing takes more."""


def called(key: MessageKey, name: str) -> Notification:
    """The example with every noun of it replaced."""
    nouns = {noun: name for noun, kind in VALUES[key].items() if kind is Kind.NOUN}
    notification = EXAMPLES[key]()
    return replace(notification, values={**notification.values, **nouns})


@pytest.mark.parametrize("key", MessageKey)
@given(locale=st.sampled_from(Locale), name=NAMES)
@example(locale=Locale.KO, name=WIDEST)
@example(locale=Locale.EN, name=WIDEST)
@example(locale=Locale.ZH, name=WIDEST)
@example(locale=Locale.VI, name=WIDEST)
@example(locale=Locale.KO, name='"' * LONGEST_NOUN)
def test_every_message_fits_whatever_the_names(key: MessageKey, locale: Locale, name: str) -> None:
    text, payload = compose(called(key, name), locale=locale, with_position=True)

    validator(key).validate(payload)
    in_full = sum(len(word.encode()) for pair in payload.items() for word in pair)
    assert in_full + len((text.title + text.body).encode()) <= MAX_BYTES


@pytest.mark.parametrize("locale", Locale)
def test_a_long_name_is_cut_and_the_rest_is_said(locale: Locale) -> None:
    text, _ = compose(
        called(MessageKey.COMMUTE_ARRIVED, "가" * 200), locale=locale, with_position=False
    )

    assert "가" * (LONGEST_NOUN - 1) + "…" in text.body
    assert "08:41" in text.body
    assert len(orjson.dumps(text.title)) < MAX_BYTES
