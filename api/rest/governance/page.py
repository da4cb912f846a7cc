"""The few pages of a copy: one sentence, what to do next, in the citizen's language."""

from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from domains.kernel.text import Catalogue, pick_locale

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
}


def page(
    request: Request,
    message: str,
    *,
    status: int = 200,
    form: bool = False,
    retry_after_s: int = 0,
    values: Mapping[str, object] | None = None,
) -> HTMLResponse:
    """The page of one message, `export.<message>.title` and `.advice`; `form` asks."""
    locale = pick_locale(request.headers.get("accept-language"))
    text = _PAGES.get_template("export.html").render(
        locale=locale,
        form=form,
        wrong=message == "wrong",
        title=_TEXTS.text(locale, f"export.{message}.title"),
        advice=_TEXTS.text(locale, f"export.{message}.advice", **(values or {})),
        say=lambda key: _TEXTS.text(locale, key),
    )
    headers = HEADERS | ({"Retry-After": str(retry_after_s)} if retry_after_s else {})
    return HTMLResponse(text, status_code=status, headers=headers)
