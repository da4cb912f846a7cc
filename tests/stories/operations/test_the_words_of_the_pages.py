"""Whatever the pages may have to say, they say it in every language, and readably."""

import re
import string
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from api.rest import ops
from api.rest.ops.wording import TEXTS, Wording
from domains.care.public import homes
from domains.kernel.text import Locale
from notifications.campaigns.vocabulary import CampaignState
from notifications.metrics import DEAD_LETTER
from notifications.public import Channel, Lane, operations
from notifications.public import dead_letters as letters
from notifications.retry import State

HERE = Path(ops.__file__).parent
SAID = re.compile(r'say\("([a-z_.]+)"[,)]')
COMPOSED = {
    *(f"finding.{each}.{part}" for each in operations.Ailment for part in ("title", "advice")),
    *(f"lane.{lane.category}" for lane in Lane),
    *(f"channel.{channel}" for channel in [*Channel, "fcm.apns"]),
    *(f"state.{state}" for state in ("works", "idle", *operations.Trouble)),
    *(f"outcome.{outcome}" for outcome in {*State, DEAD_LETTER} - {State.SENT}),
    *(f"hindrance.{each}" for each in letters.Hindrance),
    *(f"left.{each}" for each in letters.Hindrance),
    *(f"step.{each}" for each in letters.What),
    *(f"campaign.{each}" for each in (CampaignState.RUNNING, CampaignState.PAUSED)),
    *(f"{deed}.{size}" for deed in ("replay", "dismiss") for size in ("one", "these", "all")),
    *(f"did.{deed}" for deed in ("replay", "dismiss")),
    *(f"device.{trouble}" for trouble in homes.Trouble),
    *(f"mistrust.{why}" for why in homes.SUSPICIOUS),
}


def texts(locale: Locale) -> dict[str, str]:
    with (HERE / "locales" / f"{locale}.po").open("rb") as file:
        return {str(each.id): str(each.string) for each in read_po(file) if each.id}


@pytest.mark.parametrize("locale", Locale)
def test_no_language_lacks_a_sentence(locale: Locale) -> None:
    known = texts(locale)
    assert known.keys() == texts(Locale.KO).keys()
    assert [key for key, text in known.items() if not text.strip()] == []
    assert {f"ops.{key}" for key in COMPOSED} <= known.keys()


def test_what_the_templates_say_is_known() -> None:
    said = {
        key for page in (HERE / "pages").glob("*.html") for key in SAID.findall(page.read_text())
    }
    assert said
    assert said <= texts(Locale.KO).keys()


@pytest.mark.parametrize("key", sorted(texts(Locale.KO)))
def test_a_sentence_names_the_same_in_every_language(key: str) -> None:
    named = {
        frozenset(name for _, name, _, _ in string.Formatter().parse(texts(locale)[key]) if name)
        for locale in Locale
    }
    assert len(named) == 1


def test_a_code_that_nobody_knows_stands_for_itself() -> None:
    assert Wording(TEXTS, Locale.KO).reason("SOMETHING_NEW") == ""
    assert "자격 증명" in Wording(TEXTS, Locale.KO).reason("credentials:http_401")


class Outline(HTMLParser):
    """The tags of a page, with what they say."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("path", ["/ops/push", "/ops/push/dead-letters"])
async def test_a_page_is_one_landmark_with_one_heading_and_loads_nothing(
    browser, alarms, path, locale
):
    answer = await browser.open(path, language=locale)
    outline = Outline(answer.text)
    assert outline.all("html") == [{"lang": locale}]
    assert [len(outline.all(tag)) for tag in ("main", "h1", "title")] == [1, 1, 1]
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in outline.all(
        "meta"
    )
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    assert not {"script", "img", "link", "iframe"} & {tag for tag, _ in outline.tags}
    assert len(outline.all("button")) == (2 if "letters" in path else 0)
