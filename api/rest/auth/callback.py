"""`/auth/callback/{provider}`: the citizen comes back."""

from urllib.parse import urlencode
from uuid import UUID

import structlog
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.rest.auth.cookies import drop_login, keep_refresh, kept_login
from api.rest.auth.desk import SignInDesk
from api.rest.auth.page import say, trouble
from domains.identity import public as identity
from infra.oidc.refusal import Refusal, Refused
from infra.oidc.relying_party import SignedIn
from infra.oidc.sealed_login import AppHandover, BegunLogin, same_state

log = structlog.get_logger()


async def callback(desk: SignInDesk, request: Request) -> Response:
    """Judge the provider's answer, open the session, and lead on to where the sign-in was for."""
    login = begun_login(desk, request)
    outcome: SignedIn | Refused
    if isinstance(login, Refused):
        outcome = login
    else:
        provider = desk.providers[login.provider]
        outcome = await provider.finish(login, request.query_params)
    response = await _respond(desk, request, login, outcome)
    response.headers["Cache-Control"] = "no-store"
    drop_login(response, request.query_params.get("state", ""))
    return response


def begun_login(desk: SignInDesk, request: Request) -> BegunLogin | Refused:
    """The sign-in that this browser began and this answer belongs to."""
    state = request.query_params.get("state", "")
    login = kept_login(request, desk, state)
    if login is None or login.provider not in desk.providers:
        return Refused(Refusal.NO_LOGIN_BEGUN)
    if not same_state(login, state):
        return Refused(Refusal.WRONG_STATE)
    if login.provider != request.path_params["provider"]:
        return Refused(Refusal.PROVIDER_MIXED_UP)
    if desk.seal.is_over(login, now=desk.clock.now()):
        return Refused(Refusal.LOGIN_TOOK_TOO_LONG)
    return login


async def _respond(
    desk: SignInDesk,
    request: Request,
    login: BegunLogin | Refused,
    outcome: SignedIn | Refused,
) -> Response:
    if isinstance(login, Refused) or isinstance(outcome, Refused):
        reason = outcome.reason if isinstance(outcome, Refused) else Refusal.NO_LOGIN_BEGUN
        log.warning("auth.sign_in_refused", reason=reason)
        return trouble(request, reason)
    person_id = await identity.enrol_person(
        provider=outcome.provider,
        subject=outcome.subject,
        profile=outcome.profile.named(say(request, "unnamed")),
        clock=desk.clock,
        ids=desk.ids,
    )
    if login.app is not None:
        return await _hand_over(desk, login, login.app, person_id)
    return await _welcome(desk, login, person_id)


async def _welcome(desk: SignInDesk, login: BegunLogin, person_id: UUID) -> Response:
    """The browser itself is signed in: its session lives in a cookie that no script reads."""
    session = await identity.open_session(
        person_id=person_id,
        device_name=login.device_name,
        lives=desk.session_lives,
        clock=desk.clock,
        ids=desk.ids,
    )
    response = RedirectResponse(login.return_to, status_code=303)
    keep_refresh(response, desk, session)
    return response


async def _hand_over(
    desk: SignInDesk, login: BegunLogin, app: AppHandover, person_id: UUID
) -> Response:
    """The app that began is to be signed in: it gets a one-time code, the browser nothing."""
    code = await identity.issue_sign_in_code(
        person_id=person_id,
        handover=identity.Handover(app.code_challenge, login.return_to),
        lives=desk.code_lives,
        clock=desk.clock,
        ids=desk.ids,
    )
    query = urlencode({"code": code, "state": app.state})
    return RedirectResponse(f"{login.return_to}?{query}", status_code=303)
