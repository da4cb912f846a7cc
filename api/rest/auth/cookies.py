"""The two cookies: a sealed sign-in on its way, and the refresh token of a browser's session."""

from starlette.requests import Request
from starlette.responses import Response

from api.rest.auth.desk import SignInDesk
from domains.identity.public import OpenSession
from infra.oidc.sealed_login import BegunLogin, cookie_name

REFRESH = "osan_refresh"
REFRESH_PATH = "/auth"
LOGIN_PATH = "/auth/callback"


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


def drop_login(response: Response, state: str) -> None:
    """A sign-in is answered once."""
    if state.isascii() and state.replace("-", "").replace("_", "").isalnum():
        response.delete_cookie(cookie_name(state), path=LOGIN_PATH)


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
