"""The pages of signing in: every sentence in every language, readable by everybody."""

from html.parser import HTMLParser

import pytest
from babel.messages.pofile import read_po
from starlette.requests import Request

from api.rest.auth.page import TEXTS, page, trouble
from domains.kernel.text import Locale
from infra.oidc.refusal import Refusal

MESSAGES = (
    "signed_in",
    "log_out",
    "logged_out",
    "choose",
    "choose_link",
    "link",
    "linked",
    "already_linked",
    "prove_first",
    "setting_out",
    "leaving",
)


def asked_in(locale: str) -> Request:
    headers = [(b"accept-language", locale.encode())]
    return Request({"type": "http", "method": "GET", "path": "/", "headers": headers})


class Outline(HTMLParser):
    """The headings, the language and the controls of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.fixture(params=list(Locale))
def locale(request) -> Locale:
    return request.param


@pytest.mark.parametrize("reason", list(Refusal))
def test_every_refusal_says_what_is_the_matter_and_what_to_do(reason, locale):
    answer = trouble(asked_in(locale), reason)
    assert answer.status_code in (400, 503)
    text = bytes(answer.body).decode()
    outline = Outline(text)
    assert outline.all("html") == [{"lang": locale}]
    assert len(outline.all("h1")) == 1
    assert outline.all("a") == [{"class": "button", "href": "/auth/login"}]
    assert f"<code>{reason}</code>" in text


@pytest.mark.parametrize("message", MESSAGES)
def test_every_page_is_one_landmark_with_one_heading_and_a_title(message, locale):
    outline = Outline(
        bytes(page(asked_in(locale), message, values={"provider": "Kakao"}).body).decode()
    )
    for tag in ("main", "h1", "title"):
        assert len(outline.all(tag)) == 1
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in outline.all(
        "meta"
    )


def test_no_language_lacks_a_sentence():
    keys = {locale: _keys(locale) for locale in Locale}
    assert all(known == keys[Locale.KO] for known in keys.values())


def test_a_page_repeats_nothing_of_the_address_unescaped():
    answer = trouble(asked_in("ko"), "<script>alert(1)</script>")
    assert b"<script>" not in bytes(answer.body)


def test_no_page_loads_anything_from_elsewhere():
    answer = page(asked_in("ko"), "log_out", form="/auth/logout")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert b"http" not in bytes(answer.body)


def test_a_language_we_do_not_speak_is_answered_in_korean():
    assert Outline(bytes(page(asked_in("sw"), "signed_in").body).decode()).all("html") == [
        {"lang": "ko"}
    ]


def _keys(locale: Locale) -> set[str]:
    with (TEXTS._folder / f"{locale}.po").open("rb") as file:
        return {str(message.id) for message in read_po(file) if message.id and message.string}
