"""The scripts of the pages ask what the schema answers."""

import re
from pathlib import Path

import pytest

from api.rest import care as pages
from graphql import parse, validate
from tests.matrix.entries import schema

ASSETS = Path(pages.__file__).parent / "assets"
TEXT = re.compile(r"const (\w+) = `([^`]*)`;")


def documents(name: str) -> dict[str, str]:
    """By constant, with those filled in of which it is made."""
    texts = dict(TEXT.findall((ASSETS / name).read_text()))
    filled = {
        key: re.sub(r"\$\{(\w+)\}", lambda m: texts[m[1]], text) for key, text in texts.items()
    }
    return {
        key: text
        for key, text in filled.items()
        if text.lstrip().startswith(("query", "mutation", "subscription"))
    }


@pytest.mark.parametrize(
    ("name", "how_many"),
    [
        ("work.js", 2),
        ("steps.js", 5),
        ("homes.js", 3),
        ("acts.js", 1),
        ("sheet.js", 1),
        ("onward.js", 3),
        ("reasons.js", 1),
        ("board.js", 4),
    ],
)
def test_every_document_of_a_script_is_valid(name, how_many):
    asked = documents(name)
    assert len(asked) == how_many
    for key, text in asked.items():
        assert validate(schema(), parse(text)) == [], key
