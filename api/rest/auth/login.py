"""`/auth/login`: send the citizen to their provider, with a sealed cookie for the way back."""

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.rest.auth.cookies import keep_login
from api.rest.auth.desk import SignInDesk
from api.rest.auth.device_name import device_name
from api.rest.auth.page import choose_provider, trouble
from infra.oidc.refusal import Refused
from infra.oidc.relying_party import Errand, RelyingParty
from infra.oidc.return_to import allowed_return, is_app_link
from infra.oidc.sealed_login import AppHandover

MOVED = "moved"
DEFAULT_DEVICE = "Web"


async def login(desk: SignInDesk, request: Request) -> Response:
    """Begin a sign-in.

    Query: `provider` (may be left out when there is one), `return_to` (a page of ours or an app
    link), `device_name`, `login_hint`; and for an app link `code_challenge`,
    `code_challenge_method=S256` and `state`, which comes back with the one-time code.
    """
    elsewhere = _to_public_address(desk, request)
    if elsewhere is not None:
        return elsewhere
    query = request.query_params
    if "provider" not in query and len(desk.providers) > 1:
        return choose_provider(request, names=list(desk.providers), query=dict(query))
    provider = desk.providers.get(query.get("provider") or next(iter(desk.providers)))
    if provider is None:
        return trouble(request, "unknown_provider", status=404)
    errand = _errand(request)
    if errand is None:
        return trouble(request, "return_not_allowed")
    return await _depart(desk, request, provider, errand)


async def _depart(
    desk: SignInDesk, request: Request, provider: RelyingParty, errand: Errand
) -> Response:
    departure = await provider.begin(errand)
    if isinstance(departure, Refused):
        return trouble(request, departure.reason)
    response = RedirectResponse(departure.url, status_code=303)
    response.headers["Cache-Control"] = "no-store"
    keep_login(response, desk, departure.login)
    return response


def _errand(request: Request) -> Errand | None:
    """What this sign-in is for; None when it would lead where it must not."""
    query = request.query_params
    return_to = allowed_return(query.get("return_to"))
    if return_to is None:
        return None
    app = None
    if is_app_link(return_to):
        challenge = query.get("code_challenge", "")
        if query.get("code_challenge_method") != "S256" or len(challenge) != 43:
            return None
        app = AppHandover(challenge, query.get("state", "")[:256])
    return Errand(
        return_to=return_to,
        device_name=device_name(query.get("device_name"), otherwise=DEFAULT_DEVICE),
        app=app,
        login_hint=query.get("login_hint"),
    )


def _to_public_address(desk: SignInDesk, request: Request) -> Response | None:
    """Begin where the answer will come back: a cookie of `localhost` is unknown at `127.0.0.1`.

    Once only: behind a proxy that renames the host, the two differ for ever.
    """
    here = f"{request.url.scheme}://{request.headers.get('host', '')}"
    if here == desk.origin or MOVED in request.query_params:
        return None
    query = urlencode([*request.query_params.multi_items(), (MOVED, "1")])
    return RedirectResponse(f"{desk.public_url}/auth/login?{query}", status_code=303)
