"""A fresh sign-in freshens the session that asked for it, if it was the same person."""

from typing import assert_never

import structlog
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.rest.auth.cookies import REFRESH
from api.rest.auth.desk import SignInDesk
from api.rest.auth.page import locale_of, trouble
from api.rest.auth.sitting import sitting
from api.rest.auth.ways_on import ways_on_after
from api.rest.auth.welcome import overtaken
from domains.identity import public as identity
from domains.identity.public import FreshProof, SessionOver
from infra.oidc.refusal import Refusal
from infra.oidc.sealed_login import BegunLogin
from infra.oidc.sign_in import SignedIn

log = structlog.get_logger()


async def step_up(
    desk: SignInDesk, request: Request, login: BegunLogin, signed_in: SignedIn
) -> Response:
    """Note the proof in the session; nobody is enrolled and no session opened by it."""
    outcome = await _freshen(desk, request, login, signed_in)
    match outcome:
        case identity.Freshened(session_id=session_id):
            if await overtaken(desk, login, signed_in, session_id):
                return _refuse(desk, request, login, Refusal.SIGNED_OUT_MEANWHILE)
            return RedirectResponse(login.return_to, status_code=303)
        case identity.AnotherPerson():
            return _refuse(desk, request, login, "another_person")
        case SessionOver():
            return _refuse(desk, request, login, "session_over")
        case unreachable:
            assert_never(unreachable)


async def _freshen(
    desk: SignInDesk, request: Request, login: BegunLogin, signed_in: SignedIn
) -> identity.FreshenOutcome:
    session = await sitting(desk, request)
    if session is None or str(session.session_id) != login.session_id:
        return SessionOver()
    if signed_in.proved_at is None:
        return SessionOver()
    return await identity.freshen_session(
        refresh_token=request.cookies[REFRESH],
        proof=FreshProof(signed_in.provider, signed_in.subject, signed_in.sid, signed_in.proved_at),
        clock=desk.clock,
        ids=desk.ids,
    )


def _refuse(desk: SignInDesk, request: Request, login: BegunLogin, reason: str) -> Response:
    log.warning("auth.step_up_refused", reason=reason, provider=login.provider)
    return trouble(request, reason, ways=ways_on_after(desk, login, locale=locale_of(request)))
