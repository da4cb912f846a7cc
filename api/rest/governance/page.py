"""The desk's few pages: one sentence, what to do next, in the citizen's language."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from domains.kernel.text import Catalogue, Locale, pick_locale

_HERE = Path(__file__).parent
_TEXTS = Catalogue(_HERE.parent / "locales")
_PAGES = Environment(
    loader=FileSystemLoader([_HERE / "pages", _HERE.parent / "pages"]),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_DATES = re.compile(r"(\d{4}-\d\d-\d\d(?: \d\d:\d\d)?)")
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True, slots=True)
class Field:
    """The one thing that a page asks for; `named` as the form sends it, the rest text keys."""

    named: str
    label: str
    deed: str


@dataclass(frozen=True, slots=True)
class Facts:
    """A heading, and lines of what and how it is with that; in words already."""

    heading: str
    lines: Sequence[tuple[str, str]]


def page(
    request: Request,
    message: str,
    *,
    status: int = 200,
    asks: Field | None = None,
    retry_after_s: int = 0,
    values: Mapping[str, object] | None = None,
    facts: Sequence[Facts] = (),
) -> HTMLResponse:
    """The page of one message, whose texts are `<message>.title` and `<message>.advice`."""
    locale = locale_of(request)
    text = _PAGES.get_template("desk.html").render(
        locale=locale,
        asks=asks,
        facts=facts,
        wrong=message.endswith(".wrong"),
        title=say(locale, f"{message}.title"),
        advice=say(locale, f"{message}.advice", **(values or {})),
        say=lambda key: say(locale, key),
        apart=_DATES.split,
    )
    headers = HEADERS | ({"Retry-After": str(retry_after_s)} if retry_after_s else {})
    return HTMLResponse(text, status_code=status, headers=headers)


def locale_of(request: Request) -> Locale:
    """What the browser asks for."""
    return pick_locale(request.headers.get("accept-language"))


def say(locale: Locale, key: str, **values: object) -> str:
    """A text of the pages."""
    return _TEXTS.text(locale, key, **values)
