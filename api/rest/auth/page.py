"""The few pages of signing in: one sentence, what to do next, in the citizen's language."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from domains.kernel.text import Catalogue, Locale, pick_locale
from infra.oidc.refusal import Refusal

TEXTS = Catalogue(Path(__file__).parent.parent / "locales")

_PAGES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "pages"),
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
}

BEGIN_AGAIN = frozenset(
    {
        Refusal.NO_LOGIN_BEGUN,
        Refusal.LOGIN_TOOK_TOO_LONG,
        Refusal.WRONG_STATE,
        Refusal.CODE_REFUSED,
        Refusal.EXPIRED,
        Refusal.WRONG_NONCE,
    }
)
"""Refusals that a fresh start mends; the rest is the provider's to mend."""


def trouble(request: Request, reason: str, *, status: int | None = None) -> HTMLResponse:
    """A sign-in that did not happen: what is the matter, and what to do."""
    message = _message_of(reason)
    answer = page(request, message, code=reason, again=message != "return_not_allowed")
    answer.status_code = status or (503 if message == "provider_down" else 400)
    if answer.status_code == 503:
        answer.headers["Retry-After"] = "30"
    return answer


def choose_provider(
    request: Request, *, names: Sequence[str], query: Mapping[str, str]
) -> HTMLResponse:
    """More than one provider: the citizen picks."""
    choices = {name: f"/auth/login?{urlencode({**query, 'provider': name})}" for name in names}
    return page(request, "choose", choices=choices)


def page(
    request: Request,
    message: str,
    *,
    code: str | None = None,
    again: bool = False,
    form: bool = False,
    choices: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """The page of one message, whose texts are `<message>.title` and `<message>.advice`."""
    locale = locale_of(request)
    text = _PAGES.get_template("page.html").render(
        locale=locale,
        title=TEXTS.text(locale, f"auth.{message}.title"),
        advice=TEXTS.text(locale, f"auth.{message}.advice"),
        say=lambda key: TEXTS.text(locale, f"auth.{key}"),
        code=code,
        again=again,
        form=form,
        choices=choices or {},
    )
    return HTMLResponse(text, headers=HEADERS)


def say(request: Request, key: str) -> str:
    """One text in the citizen's language."""
    return TEXTS.text(locale_of(request), f"auth.{key}")


def locale_of(request: Request) -> Locale:
    return pick_locale(request.headers.get("accept-language"))


def _message_of(reason: str) -> str:
    if reason in BEGIN_AGAIN:
        return "begin_again"
    if reason == Refusal.CITIZEN_DECLINED:
        return "declined"
    if reason in (Refusal.PROVIDER_DOWN, "unknown_provider", "return_not_allowed"):
        return str(reason)
    return "provider_wrong"
