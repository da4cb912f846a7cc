"""`/auth/token`: a one-time code or a refresh token becomes an access token (RFC 6749)."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from api.rest.auth.cookies import REFRESH, drop_refresh, keep_refresh
from api.rest.auth.desk import SignInDesk
from api.rest.auth.device_name import device_name
from api.rest.auth.form import fields_of
from api.rest.auth.same_site import is_our_page
from domains.identity import public as identity
from infra.tokens import AccessToken

NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}
DEFAULT_DEVICE = "App"


async def token(desk: SignInDesk, request: Request) -> Response:
    """Apps send a code or a refresh token; a browser its cookie, and proof that it is our page."""
    form = await fields_of(request)
    grant = form.get("grant_type")
    if grant == "authorization_code":
        return await _of_code(desk, form)
    if grant not in (None, "refresh_token"):
        return _error("unsupported_grant_type")
    if "refresh_token" in form:
        return await _of_refresh_token(desk, form["refresh_token"])
    if REFRESH in request.cookies:
        return await _of_cookie(desk, request)
    return _error("invalid_request")


async def _of_code(desk: SignInDesk, form: Mapping[str, str]) -> Response:
    session = await identity.redeem_sign_in_code(
        code=form.get("code", ""),
        verifier=form.get("code_verifier", ""),
        redirect_uri=form.get("redirect_uri", ""),
        device_name=device_name(form.get("device_name"), otherwise=DEFAULT_DEVICE),
        session_lives=desk.session_lives,
        clock=desk.clock,
        ids=desk.ids,
    )
    if isinstance(session, identity.CodeRefused):
        return _error("invalid_grant")
    return _tokens(await desk.access_token(session), refresh_token=session.refresh_token)


async def _of_refresh_token(desk: SignInDesk, refresh_token: str) -> Response:
    session = await identity.refresh_session(
        refresh_token=refresh_token, clock=desk.clock, ids=desk.ids
    )
    if isinstance(session, identity.SessionOver):
        return _error("invalid_grant")
    return _tokens(await desk.access_token(session), refresh_token=session.refresh_token)


async def _of_cookie(desk: SignInDesk, request: Request) -> Response:
    """The refresh token stays in the cookie; the page learns only the access token."""
    if not is_our_page(desk, request):
        return _error("invalid_request", status=403)
    session = await identity.refresh_session(
        refresh_token=request.cookies[REFRESH], clock=desk.clock, ids=desk.ids
    )
    if isinstance(session, identity.SessionOver):
        over = _error("invalid_grant")
        drop_refresh(over)
        return over
    response = _tokens(await desk.access_token(session))
    keep_refresh(response, desk, session)
    return response


def _tokens(access: AccessToken, *, refresh_token: str | None = None) -> Response:
    body: dict[str, object] = {
        "access_token": access.text,
        "token_type": "Bearer",
        "expires_in": access.lives_s,
    }
    if refresh_token is not None:
        body["refresh_token"] = refresh_token
    return JSONResponse(body, headers=NO_STORE)


def _error(code: str, *, status: int = 400) -> Response:
    return JSONResponse({"error": code}, status_code=status, headers=NO_STORE)
