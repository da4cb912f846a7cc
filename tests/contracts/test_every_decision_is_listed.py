"""`infra/decisions`: one numbered page each, listed under its own title."""

from pathlib import Path

import pytest

DECISIONS = Path(__file__).parents[2] / "infra/decisions"
PAGES = sorted(DECISIONS.glob("0*.md"))


def test_numbers_follow_one_another():
    assert [int(page.name[:4]) for page in PAGES] == list(range(1, len(PAGES) + 1))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_is_listed_says_its_status_and_what_was_rejected(page):
    title, _, text = page.read_text("utf-8").partition("\n")
    number, _, name = title.removeprefix("# ").partition(". ")
    assert number == str(int(page.name[:4]))
    assert f"[{name}]({page.name})" in (DECISIONS / "README.md").read_text("utf-8")
    assert text.lstrip().startswith("Status: ")
    assert "reject" in text.lower()
