"""`/auth/logout`: a page that asks, and the deed, here and at the provider.

A link alone signs nobody out.
"""

import secrets

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from api.rest.auth.cookies import (
    LEAVING,
    REFRESH,
    drop_hint,
    drop_leaving,
    drop_list_key,
    drop_refresh,
    keep_leaving,
    kept_hint,
)
from api.rest.auth.desk import SignInDesk
from api.rest.auth.form import fields_of
from api.rest.auth.page import locale_of, page
from api.rest.auth.same_site import is_our_page
from domains.identity import public as identity


async def ask_to_log_out(_: SignInDesk, request: Request) -> Response:
    """A page with one button."""
    return page(request, "log_out", form="/auth/logout")


async def log_out(desk: SignInDesk, request: Request) -> Response:
    """End the session of the refresh token in the form, or of the browser's cookie.

    Ending one that is over already is no failure: the citizen wanted it over. A browser then goes
    on to its provider, so that the next one at a shared computer is not signed in by it again.
    """
    form = await fields_of(request)
    if "refresh_token" in form:
        await _end(desk, form["refresh_token"])
        return Response(status_code=204)
    if not is_our_page(desk, request):
        return JSONResponse({"error": "invalid_request"}, status_code=403)
    await _end(desk, request.cookies.get(REFRESH, ""))
    response = await _farewell(desk, request)
    drop_refresh(response)
    drop_hint(response)
    drop_list_key(response)
    return response


async def logged_out(_: SignInDesk, request: Request) -> Response:
    """Where the provider sends a browser back to (RP-Initiated Logout 1.0 §3). It does nothing."""
    response = page(request, "logged_out")
    if request.query_params.get("state") == request.cookies.get(LEAVING):
        drop_leaving(response)
    return response


async def _farewell(desk: SignInDesk, request: Request) -> Response:
    """On to the provider's own sign-out, where it has one and somebody signed in there."""
    there = kept_hint(request, desk)
    provider = desk.providers.get(there.provider) if there is not None else None
    if there is None or provider is None:
        return page(request, "logged_out")
    state = secrets.token_urlsafe(16)
    address = await provider.sign_out_address(
        id_token=there.id_token, back_to=f"{desk.public_url}/auth/logged-out", state=state
    )
    if address is None:
        return page(request, "logged_out")
    values = {"provider": provider.title(locale_of(request))}
    response = page(request, "leaving", onward=address, values=values)
    keep_leaving(response, desk, state)
    return response


async def _end(desk: SignInDesk, refresh_token: str) -> None:
    await identity.end_session(refresh_token=refresh_token, clock=desk.clock, ids=desk.ids)
