"""`/auth/login`: send the citizen to their provider, with a sealed cookie for the way back."""

import re
from collections.abc import Mapping
from urllib.parse import urlencode

import structlog
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.rest.auth.cookies import keep_login
from api.rest.auth.desk import SignInDesk
from api.rest.auth.device_name import device_name
from api.rest.auth.page import locale_of, page, trouble
from api.rest.auth.sitting import sitting
from api.rest.auth.ways_on import choices, ways_on
from infra.oidc.refusal import Refused
from infra.oidc.return_to import allowed_return
from infra.oidc.sealed_login import Aim, AppHandover
from infra.oidc.sign_in import Errand

log = structlog.get_logger()

MOVED = "moved"
DEFAULT_DEVICE = "Web"
CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")
"""A SHA-256 in base64url (RFC 7636 §4.2)."""


async def login(desk: SignInDesk, request: Request) -> Response:
    """Begin a sign-in.

    Query: `provider` (may be left out when there is one), `return_to` (a page of ours or an app
    link), `device_name`, `login_hint`; for an app link `code_challenge`,
    `code_challenge_method=S256` and `state`, which comes back with the one-time code; and
    `fresh=1` where the person is to prove anew who they are, signed in or not.
    """
    elsewhere = _to_public_address(desk, request)
    if elsewhere is not None:
        return elsewhere
    query = request.query_params
    if "provider" not in query and len(desk.providers) > 1:
        locale = locale_of(request)
        return page(request, "choose", choices=choices(desk, locale=locale, query=dict(query)))
    name = query.get("provider") or next(iter(desk.providers))
    if name not in desk.providers:
        return trouble(request, "unknown_provider")
    errand = await _errand(desk, request)
    if errand is None:
        return trouble(request, "return_not_allowed")
    return await _depart(desk, request, name, errand)


async def _depart(desk: SignInDesk, request: Request, name: str, errand: Errand) -> Response:
    departure = await desk.providers[name].begin(errand)
    if isinstance(departure, Refused):
        return not_now(desk, request, name, departure)
    response = RedirectResponse(departure.url, status_code=303)
    response.headers["Cache-Control"] = "no-store"
    keep_login(response, desk, departure.login)
    return response


def not_now(desk: SignInDesk, request: Request, name: str, refused: Refused) -> Response:
    """A page that says why this provider cannot be gone to now, and offers the others."""
    log.warning("auth.sign_in_refused", reason=refused.reason, provider=name)
    query = dict(request.query_params)
    return trouble(
        request,
        refused.reason,
        ways=ways_on(desk, locale=locale_of(request), query=query, tried=name),
        retry_after_s=refused.retry_after_s,
    )


async def _errand(desk: SignInDesk, request: Request) -> Errand | None:
    """What this sign-in is for; None when it would lead where it must not."""
    query = request.query_params
    return_to = allowed_return(query.get("return_to"), app_links=desk.app_links)
    if return_to is None:
        return None
    app = _app(query) if return_to in desk.app_links else None
    if app is None and return_to in desk.app_links:
        return None
    asks_anew = query.get("fresh") == "1"
    session = await sitting(desk, request) if asks_anew and app is None else None
    return Errand(
        return_to=return_to,
        device_name=device_name(query.get("device_name"), otherwise=DEFAULT_DEVICE),
        app=app,
        login_hint=query.get("login_hint"),
        aim=Aim.SIGN_IN if session is None else Aim.STEP_UP,
        session_id=None if session is None else str(session.session_id),
        asks_anew=asks_anew,
    )


def _app(query: Mapping[str, str]) -> AppHandover | None:
    """With what the app will prove that it began this; None when it promises no proof."""
    challenge = query.get("code_challenge", "")
    if query.get("code_challenge_method") != "S256" or not CHALLENGE.fullmatch(challenge):
        return None
    return AppHandover(challenge, query.get("state", "")[:256])


def _to_public_address(desk: SignInDesk, request: Request) -> Response | None:
    """Begin where the answer will come back: a cookie of `localhost` is unknown at `127.0.0.1`.

    Once only: behind a proxy that renames the host, the two differ for ever.
    """
    here = f"{request.url.scheme}://{request.headers.get('host', '')}"
    if here == desk.origin or MOVED in request.query_params:
        return None
    query = urlencode([*request.query_params.multi_items(), (MOVED, "1")])
    return RedirectResponse(f"{desk.public_url}/auth/login?{query}", status_code=303)
