"""The few pages of the way out: one sentence, what it means, at most one button."""

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
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


def page(
    request: Request, message: str, *, status: int = 200, asks: bool = False, contact: str = ""
) -> HTMLResponse:
    """The page of one message, whose texts are `<message>.title` and `<message>.advice`.

    `asks` shows the button; `contact` where else one is heard.
    """
    locale = pick_locale(request.headers.get("accept-language"))
    text = _PAGES.get_template("opt_out.html").render(
        locale=locale,
        title=_say(locale, f"{message}.title"),
        advice=_say(locale, f"{message}.advice"),
        asks=asks,
        contact=_say(locale, "opt_out.contact", contact=contact) if contact else "",
        is_news=message != "opt_out.ask",
        say=lambda key: _say(locale, key),
    )
    return HTMLResponse(text, status_code=status, headers=HEADERS)


def _say(locale: Locale, key: str, **values: object) -> str:
    return _TEXTS.text(locale, key, **values)
