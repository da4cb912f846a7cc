"""`/auth/callback/{provider}`: the citizen comes back."""

from typing import assert_never

import structlog
from starlette.requests import Request
from starlette.responses import Response

from api.rest.auth.cookies import kept_login, mark_answered, was_answered
from api.rest.auth.desk import SignInDesk
from api.rest.auth.link import link
from api.rest.auth.page import locale_of, trouble
from api.rest.auth.step_up import step_up
from api.rest.auth.ways_on import ways_on_after
from api.rest.auth.welcome import welcome
from infra.oidc.refusal import Refusal, Refused
from infra.oidc.sealed_login import Aim, BegunLogin, same_state
from infra.oidc.sign_in import SignedIn

log = structlog.get_logger()


async def callback(desk: SignInDesk, request: Request) -> Response:
    """Judge the provider's answer, and do what the sign-in was begun for."""
    login = begun_login(desk, request)
    response = await _answer(desk, request, login)
    response.headers["Cache-Control"] = "no-store"
    mark_answered(request, response, desk, request.query_params.get("state", ""))
    return response


def begun_login(desk: SignInDesk, request: Request) -> BegunLogin | Refused:
    """The sign-in that this browser began and this answer belongs to."""
    state = request.query_params.get("state", "")
    login = kept_login(request, desk, state)
    if login is None or login.provider not in desk.providers:
        replayed = was_answered(request, state)
        return Refused(Refusal.ANSWER_REPLAYED if replayed else Refusal.NO_LOGIN_BEGUN)
    if not same_state(login, state):
        return Refused(Refusal.WRONG_STATE)
    if login.provider != request.path_params["provider"]:
        return Refused(Refusal.PROVIDER_MIXED_UP)
    if desk.seal.is_over(login, now=desk.clock.now()):
        return Refused(Refusal.LOGIN_TOOK_TOO_LONG)
    return login


async def _answer(desk: SignInDesk, request: Request, login: BegunLogin | Refused) -> Response:
    if isinstance(login, Refused):
        log.warning("auth.sign_in_refused", reason=login.reason)
        return trouble(request, login.reason)
    outcome = await desk.providers[login.provider].finish(login, request.query_params)
    if isinstance(outcome, Refused):
        log.warning("auth.sign_in_refused", reason=outcome.reason, provider=login.provider)
        return trouble(
            request,
            outcome.reason,
            ways=ways_on_after(desk, login, locale=locale_of(request)),
            retry_after_s=outcome.retry_after_s,
        )
    return await _do(desk, request, login, outcome)


async def _do(desk: SignInDesk, request: Request, login: BegunLogin, outcome: SignedIn) -> Response:
    match login.aim:
        case Aim.SIGN_IN:
            return await welcome(desk, request, login, outcome)
        case Aim.STEP_UP:
            return await step_up(desk, request, login, outcome)
        case Aim.LINK:
            return await link(desk, request, login, outcome)
        case unreachable:
            assert_never(unreachable)
