"""`/auth/token`: a one-time code or a refresh token becomes an access token (RFC 6749).

Failures are counted by address and by what was tried *from that address*: whoever guesses at
somebody's session keeps only themselves out of it.
"""

from collections.abc import Awaitable, Callable, Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from api.middleware.rate_limits import too_many, visitor_of
from api.rest.auth.cookies import REFRESH, drop_refresh, keep_refresh
from api.rest.auth.desk import SignInDesk
from api.rest.auth.device_name import device_name
from api.rest.auth.form import fields_of
from api.rest.auth.same_site import is_our_page
from domains.identity import public as identity
from domains.kernel.attempts import Attempted, Visitor
from infra.tokens import AccessToken

NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}
DEFAULT_DEVICE = "App"

Outcome = identity.OpenSession | identity.SessionGoesOn | None
"""None: the grant is worth nothing."""


async def token(desk: SignInDesk, request: Request) -> Response:
    """Apps send a code or a refresh token; a browser its cookie, and proof that it is our page."""
    form = await fields_of(request)
    grant = form.get("grant_type")
    if grant == "authorization_code":
        return await _of_code(desk, request, form)
    if grant not in (None, "refresh_token"):
        return _error("unsupported_grant_type")
    if "refresh_token" in form:
        return await _of_refresh_token(desk, request, form["refresh_token"])
    if REFRESH in request.cookies:
        return await _of_cookie(desk, request)
    return _error("invalid_request")


async def _of_code(desk: SignInDesk, request: Request, form: Mapping[str, str]) -> Response:
    code = form.get("code", "")

    async def redeem() -> Outcome:
        session = await identity.redeem_sign_in_code(
            code=code,
            verifier=form.get("code_verifier", ""),
            redirect_uri=form.get("redirect_uri", ""),
            device_name=device_name(form.get("device_name"), otherwise=DEFAULT_DEVICE),
            session_lives=desk.session_lives,
            clock=desk.clock,
            ids=desk.ids,
        )
        return None if isinstance(session, identity.CodeRefused) else session

    session = await _counted(desk, request, Attempted.SIGN_IN_CODE, code, redeem)
    return session if isinstance(session, Response) else await _answer(desk, session)


async def _of_refresh_token(desk: SignInDesk, request: Request, refresh_token: str) -> Response:
    session = await _refreshed(desk, request, refresh_token)
    return session if isinstance(session, Response) else await _answer(desk, session)


async def _of_cookie(desk: SignInDesk, request: Request) -> Response:
    """The refresh token stays in the cookie; the page learns only the access token."""
    if not is_our_page(desk, request):
        return _error("invalid_request", status=403)
    session = await _refreshed(desk, request, request.cookies[REFRESH])
    if isinstance(session, Response):
        return session
    if session is None:
        over = _error("invalid_grant")
        drop_refresh(over)
        return over
    response = _tokens(await desk.access_token(session))
    if isinstance(session, identity.OpenSession):
        keep_refresh(response, desk, session)
    return response


async def _refreshed(desk: SignInDesk, request: Request, refresh_token: str) -> Outcome | Response:
    async def refresh() -> Outcome:
        session = await identity.refresh_session(
            refresh_token=refresh_token, clock=desk.clock, ids=desk.ids
        )
        return None if isinstance(session, identity.SessionOver) else session

    return await _counted(desk, request, Attempted.REFRESH_TOKEN, refresh_token, refresh)


async def _counted(
    desk: SignInDesk,
    request: Request,
    what: Attempted,
    shown: str,
    exchange: Callable[[], Awaitable[Outcome]],
) -> Outcome | Response:
    """What the exchange gives, or 429 to an address that failed too often."""
    address, named = visitor_of(request.scope), identity.session_named_by(shown)
    by = Visitor(address=address, credential=f"{named}@{address}" if named else None)
    waiting = await desk.attempts.begin(what, by=by)
    if waiting is not None:
        return too_many(waiting.wait_s)
    outcome = await exchange()
    if outcome is not None:
        await desk.attempts.succeeded(what, by=by)
    return outcome


async def _answer(desk: SignInDesk, session: Outcome) -> Response:
    """A session that another request has just renewed gives an access token alone (§6)."""
    if session is None:
        return _error("invalid_grant")
    renewed = session.refresh_token if isinstance(session, identity.OpenSession) else None
    return _tokens(await desk.access_token(session), refresh_token=renewed)


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
