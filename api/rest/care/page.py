"""How the pages of care are made: templates, texts, and headers that let in our own files alone."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from domains.kernel.text import Catalogue, Locale, pick_locale

_HERE = Path(__file__).parent
TEXTS = Catalogue(_HERE / "locales")
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
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; connect-src 'self'; "
        "img-src blob:; worker-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
"""`same-origin`, since a form's Origin is how we know our own page."""


def render(request: Request, template: str, *, status: int = 200, **said: object) -> HTMLResponse:
    """One page in the reader's language."""
    locale = locale_of(request)
    text = _PAGES.get_template(template).render(
        **said, locale=locale, say=lambda key, **values: TEXTS.text(locale, key, **values)
    )
    return HTMLResponse(text, status_code=status, headers=HEADERS)


def refusal(request: Request, message: str, *, status: int) -> HTMLResponse:
    """A page of one sentence and what to do."""
    return render(request, "refusal.html", status=status, message=message)


def locale_of(request: Request) -> Locale:
    return pick_locale(request.headers.get("accept-language"))
