"""How the operators' pages are made: templates, texts, and headers that let nothing in."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.rest.ops.wording import TEXTS, Wording
from domains.kernel.text import pick_locale

_HERE = Path(__file__).parent
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
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
"""`same-origin`, since a form's Origin is how we know our own page."""

EVERY_S = 10
"""How often a page that is left open looks again; it has a link that stops it (WCAG 2.2.2)."""


def render(
    request: Request, template: str, *, status: int = 200, refresh: bool = False, **said: object
) -> HTMLResponse:
    """One page. `refresh` is for those that show what goes on."""
    wording = wording_of(request)
    is_still = "still" in request.query_params
    text = _PAGES.get_template(template).render(
        **said,
        say=wording.say,
        words=wording,
        locale=wording.locale,
        every_s=EVERY_S if refresh and not is_still else 0,
        is_still=refresh and is_still,
    )
    return HTMLResponse(text, status_code=status, headers=HEADERS)


def refusal(request: Request, message: str, *, status: int, again: bool = False) -> HTMLResponse:
    """A page of one sentence and what to do; `again` looks by itself whether it is over."""
    answer = render(request, "refusal.html", status=status, refresh=again, message=message)
    if again:
        answer.headers["Retry-After"] = str(EVERY_S)
    return answer


def wording_of(request: Request) -> Wording:
    return Wording(TEXTS, pick_locale(request.headers.get("accept-language")))
