"""READMEs send a newcomer from file to file; each of them must be there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PARTS = ("api", "domains", "graphql", "infra", "mobile_contracts", "notifications", "tests")
READMES = sorted(page for part in PARTS for page in (ROOT / part).rglob("README.md"))
FILE = re.compile(r"`([a-z_0-9/.]+\.py)`")


@pytest.mark.parametrize("page", READMES, ids=lambda page: str(page.parent.relative_to(ROOT)))
def test_every_file_that_is_named_exists(page):
    named = set(FILE.findall(page.read_text("utf-8")))
    assert sorted(name for name in named if not any(_places(page, name))) == []


def _places(page: Path, name: str) -> Iterator[Path]:
    """From the root, as it is imported (`gateway` lies in `graphql`), or below the page."""
    yield from (place for place in (ROOT / name, ROOT / "graphql" / name) if place.exists())
    yield from page.parent.rglob(name)


def test_every_domain_has_a_page():
    domains = [models.parent for models in (ROOT / "domains").glob("*/models.py")]
    assert [one.name for one in domains if not (one / "README.md").exists()] == []
