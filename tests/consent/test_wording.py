"""Every purpose is asked for in every language, and a text once shown never changes."""

import json
from pathlib import Path

import pytest

from domains.consent.catalogue import CATALOGUE, wording
from domains.consent.public import Purpose
from domains.kernel.text import Locale
from tests.consent.record_texts import SNAPSHOT, digests

EVERY_VERSION = [
    (purpose, text.number) for purpose, terms in CATALOGUE.items() for text in terms.versions
]


@pytest.mark.parametrize(("purpose", "version"), EVERY_VERSION)
def test_every_version_has_its_words_in_four_languages(purpose: Purpose, version: int) -> None:
    texts = {wording(purpose, locale, version=version) for locale in Locale}

    assert len(texts) == len(Locale) == 4


@pytest.mark.parametrize("locale", Locale)
def test_no_two_purposes_are_asked_for_in_the_same_words(locale: Locale) -> None:
    assert len({wording(purpose, locale) for purpose in Purpose}) == len(Purpose)


def test_every_purpose_is_declared_and_its_versions_count_up() -> None:
    assert set(CATALOGUE) == set(Purpose)
    for terms in CATALOGUE.values():
        assert [text.number for text in terms.versions] == list(range(1, terms.version + 1))
        assert terms.versions == tuple(sorted(terms.versions, key=lambda text: text.since))


def test_no_text_and_no_term_changes_without_a_new_version() -> None:
    """Who changed words, receivers or retention declares a new version and records it with
    `python -m tests.consent.record_texts`, which never replaces what was recorded."""
    recorded = json.loads(SNAPSHOT.read_text("utf-8"))
    assert digests() == recorded


def test_a_changed_text_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.consent import record_texts

    copy = tmp_path / "texts.json"
    recorded = {**digests(), "commute.arrival.v1.ko": "another text's digest"}
    copy.write_text(json.dumps(recorded), "utf-8")
    monkeypatch.setattr(record_texts, "SNAPSHOT", copy)

    with pytest.raises(record_texts.RewrittenHistory, match=r"commute\.arrival\.v1\.ko"):
        record_texts.record()

    assert json.loads(copy.read_text("utf-8")) == recorded
