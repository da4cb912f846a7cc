"""`python -m tests.consent.record_texts`: remember the texts and terms of new versions.

People agreed to these very words: what was recorded is never replaced.
"""

import hashlib
import json
from pathlib import Path

from domains.consent.catalogue import CATALOGUE, Terms, wording
from domains.kernel.text import Locale

SNAPSHOT = Path(__file__).parent / "texts.json"


class RewrittenHistory(Exception):
    """A text or a term was changed without a new version; its names are told."""


def digests() -> dict[str, str]:
    """A digest of each text, by purpose, version and language, and of the terms shown with it."""
    found = {
        f"{purpose}.v{text.number}.{locale}": _digest(wording(purpose, locale, version=text.number))
        for purpose, terms in CATALOGUE.items()
        for text in terms.versions
        for locale in Locale
    }
    now = {f"{terms.purpose}.v{terms.version}.terms": _terms(terms) for terms in CATALOGUE.values()}
    return {**_terms_of_before(now), **now, **found}


def record() -> None:
    """Raises RewrittenHistory."""
    old = json.loads(SNAPSHOT.read_text("utf-8")) if SNAPSHOT.exists() else {}
    new = digests()
    changed = sorted(name for name, digest in old.items() if new.get(name) != digest)
    if changed:
        raise RewrittenHistory(", ".join(changed))
    SNAPSHOT.write_text(json.dumps(new, indent=1, sort_keys=True) + "\n", "utf-8")


def _terms_of_before(now: dict[str, str]) -> dict[str, str]:
    """The catalogue holds only the present terms; those of older versions stay as recorded."""
    old = json.loads(SNAPSHOT.read_text("utf-8")) if SNAPSHOT.exists() else {}
    return {name: d for name, d in old.items() if name.endswith(".terms") and name not in now}


def _terms(terms: Terms) -> str:
    shown = (terms.legal_basis, terms.data, terms.retention, terms.receivers, terms.child_rule)
    return _digest(repr(shown))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


if __name__ == "__main__":
    record()
