"""The few pages of signing in: one sentence, what to do next, in the citizen's language."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.rest.auth.ways_on import Choice, WaysOn
from domains.kernel.text import Catalogue, Locale, pick_locale
from infra.oidc.refusal import Refusal

_HERE = Path(__file__).parent
TEXTS = Catalogue(_HERE.parent / "locales")

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
}

BEGIN_AGAIN = frozenset(
    {
        Refusal.NO_LOGIN_BEGUN,
        Refusal.LOGIN_TOOK_TOO_LONG,
        Refusal.WRONG_STATE,
        Refusal.CODE_REFUSED,
        Refusal.EXPIRED,
        Refusal.WRONG_NONCE,
        Refusal.SIGNED_OUT_MEANWHILE,
    }
)
"""Refusals that a fresh start mends; the rest is the provider's to mend."""

SENTENCES = frozenset(
    {
        "answer_replayed",
        "not_fresh",
        "auth_time_unsaid",
        "provider_down",
        "unknown_provider",
        "return_not_allowed",
        "another_person",
        "session_over",
        "belongs_to_another",
        "proof_too_old",
        "resident_number",
        "too_many_accounts",
    }
)
"""Reasons that have a sentence of their own."""

STATUSES = {"provider_down": 503, "unknown_provider": 404, "belongs_to_another": 409}

RETRY_AFTER_S = 5
"""Where nobody knows better."""


def trouble(
    request: Request, reason: str, *, ways: WaysOn | None = None, retry_after_s: int = 0
) -> HTMLResponse:
    """A sign-in that did not happen: what is the matter, and what to do."""
    message = _message_of(reason)
    ways = ways or WaysOn()
    answer = page(
        request,
        message,
        code=reason,
        again=None if message == "return_not_allowed" else ways.again,
        choices=ways.others,
    )
    answer.status_code = STATUSES.get(message, 400)
    if answer.status_code == 503:
        answer.headers["Retry-After"] = str(retry_after_s or RETRY_AFTER_S)
    return answer


def page(
    request: Request,
    message: str,
    *,
    code: str | None = None,
    again: str | None = None,
    form: str | None = None,
    hidden: Mapping[str, str] | None = None,
    choices: Sequence[Choice] = (),
    lead: bool = False,
    onward: str | None = None,
    values: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """The page of one message, whose texts are `<message>.title` and `<message>.advice`.

    `lead` sets the first of `choices` apart. `form` is where a button posts `hidden` to, saying
    `<message>.deed`; `onward` is where the browser goes by itself, with a button for one that
    does not. (Not by a redirect of the form: browsers then ask `form-action` about every site
    that the provider leads through.)
    """
    locale, values = locale_of(request), values or {}
    text = _PAGES.get_template("page.html").render(
        locale=locale,
        message=message,
        title=TEXTS.text(locale, f"auth.{message}.title", **values),
        advice=TEXTS.text(locale, f"auth.{message}.advice", **values),
        say=lambda key: TEXTS.text(locale, f"auth.{key}", **values),
        code=code,
        again=again,
        form=form,
        hidden=hidden or {},
        choices=choices,
        lead=lead,
        onward=onward,
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
    return str(reason) if reason in SENTENCES else "provider_wrong"
