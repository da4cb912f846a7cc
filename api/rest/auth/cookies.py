"""The cookies: a sealed sign-in on its way, a browser's session, its way into the pages of officers
and of care, the key to what it keeps of these, and what its sign-out needs."""

import secrets

from starlette.requests import Request
from starlette.responses import Response

from api.rest.auth.desk import SignInDesk
from domains.identity.public import OpenSession
from infra.oidc.sealed_login import BegunLogin, cookie_name
from infra.oidc.signed_in_there import SignedInThere
from infra.tokens import AccessToken

REFRESH = "osan_refresh"
REFRESH_PATH = "/auth"
LOGIN_PATH = "/auth/callback"
HINT = "osan_hint"
HINT_PATH = "/auth/logout"
LEAVING = "osan_leaving"
LEAVING_PATH = "/auth/logged-out"
LEAVING_LIVES_S = 600
OFFICE = "osan_office"
OFFICE_PATH = "/ops"
CARE_PATH = "/care"
LIST_KEY = "osan_kept"
LIST_KEY_LIVES_S = 12 * 60 * 60
"""A long day's work."""
ANSWERED = "answered"


def keep_login(response: Response, desk: SignInDesk, login: BegunLogin) -> None:
    """Lax, since the answer arrives as a navigation from the provider's site."""
    response.set_cookie(
        cookie_name(login.state),
        desk.seal.seal(login),
        max_age=int(desk.seal.lives.total_seconds()),
        path=LOGIN_PATH,
        httponly=True,
        secure=desk.is_https,
        samesite="lax",
    )


def kept_login(request: Request, desk: SignInDesk, state: str) -> BegunLogin | None:
    return desk.seal.open(request.cookies.get(cookie_name(state), ""))


def was_answered(request: Request, state: str) -> bool:
    """Whether this browser has brought the same answer before."""
    return request.cookies.get(cookie_name(state)) == ANSWERED


def mark_answered(request: Request, response: Response, desk: SignInDesk, state: str) -> None:
    """A sign-in is answered once; what it must have remembered is gone from here on.

    An answer to no sign-in of this browser leaves no mark: anybody may send one here.
    """
    if cookie_name(state) in request.cookies:
        response.set_cookie(
            cookie_name(state),
            ANSWERED,
            max_age=int(desk.seal.lives.total_seconds()),
            path=LOGIN_PATH,
            httponly=True,
            secure=desk.is_https,
            samesite="lax",
        )


def keep_refresh(response: Response, desk: SignInDesk, session: OpenSession) -> None:
    """Seen only by `/auth/*`, never by a script."""
    response.set_cookie(
        REFRESH,
        session.refresh_token,
        max_age=int(desk.session_lives.total_seconds()),
        path=REFRESH_PATH,
        httponly=True,
        secure=desk.is_https,
        samesite="lax",
    )


def drop_refresh(response: Response) -> None:
    response.delete_cookie(REFRESH, path=REFRESH_PATH)


def keep_hint(response: Response, desk: SignInDesk, there: SignedInThere) -> None:
    """For as long as a session may last; sealed, since it names the person."""
    response.set_cookie(
        HINT,
        desk.hints.seal(there),
        max_age=int(desk.session_lives.total_seconds()),
        path=HINT_PATH,
        httponly=True,
        secure=desk.is_https,
        samesite="lax",
    )


def kept_hint(request: Request, desk: SignInDesk) -> SignedInThere | None:
    return desk.hints.open(request.cookies.get(HINT, ""))


def drop_hint(response: Response) -> None:
    response.delete_cookie(HINT, path=HINT_PATH)


def keep_office(
    response: Response, desk: SignInDesk, token: AccessToken, *, path: str = OFFICE_PATH
) -> None:
    """Lax, not strict: whoever follows a link to such a page is still let in. Pages below another
    path have a cookie of their own."""
    response.set_cookie(
        OFFICE,
        token.text,
        max_age=token.lives_s,
        path=path,
        httponly=True,
        secure=desk.is_https,
        samesite="lax",
    )


def keep_list_key(request: Request, response: Response, desk: SignInDesk) -> None:
    """The key under which a care worker's page keeps its list in this browser, seen by its script.

    The browser destroys it in time, and a sign-out at once: what was kept opens no more.
    """
    response.set_cookie(
        LIST_KEY,
        request.cookies.get(LIST_KEY) or secrets.token_urlsafe(32),
        max_age=LIST_KEY_LIVES_S,
        path=CARE_PATH,
        secure=desk.is_https,
        samesite="strict",
    )


def drop_list_key(response: Response) -> None:
    response.delete_cookie(LIST_KEY, path=CARE_PATH)


def keep_leaving(response: Response, desk: SignInDesk, state: str) -> None:
    """Binds the provider's farewell to the browser that asked for it."""
    response.set_cookie(
        LEAVING,
        state,
        max_age=LEAVING_LIVES_S,
        path=LEAVING_PATH,
        httponly=True,
        secure=desk.is_https,
        samesite="lax",
    )


def drop_leaving(response: Response) -> None:
    response.delete_cookie(LEAVING, path=LEAVING_PATH)
