"""A good sign-in opens a session: in this browser, or in the app that began."""

from datetime import datetime
from typing import TypedDict
from urllib.parse import urlencode
from uuid import UUID

import structlog
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.rest.auth.cookies import REFRESH, drop_list_key, keep_hint, keep_refresh
from api.rest.auth.desk import SignInDesk
from api.rest.auth.page import locale_of, say, trouble
from api.rest.auth.ways_on import ways_on_after
from domains.identity import public as identity
from infra.oidc.refusal import Refusal
from infra.oidc.sealed_login import AppHandover, BegunLogin
from infra.oidc.sign_in import SignedIn
from infra.oidc.signed_in_there import SignedInThere

log = structlog.get_logger()


async def welcome(
    desk: SignInDesk, request: Request, login: BegunLogin, signed_in: SignedIn
) -> Response:
    """The person, made at their first sign-in, is in; the way leads on to what it was for."""
    person_id = await identity.enrol_person(
        provider=signed_in.provider,
        subject=signed_in.subject,
        profile=signed_in.profile.named(say(request, "unnamed")),
        clock=desk.clock,
        ids=desk.ids,
    )
    if login.app is not None:
        opened, response = await _hand_over(desk, login, login.app, person_id, signed_in)
    else:
        opened, response = await _let_in(desk, login, person_id, signed_in)
    if await overtaken(desk, login, signed_in, opened):
        return _begin_again(desk, request, login)
    if login.app is None:
        await _end_former(desk, request)
    keep_hint(response, desk, SignedInThere(signed_in.provider, signed_in.id_token))
    return response


async def overtaken(desk: SignInDesk, login: BegunLogin, signed_in: SignedIn, opened: UUID) -> bool:
    """Whether the provider ended this very sign-in meanwhile; then what it opened is gone."""
    return await identity.end_if_signed_out(
        opened,
        provider=signed_in.provider,
        sid=signed_in.sid,
        subject=signed_in.subject,
        begun_at=login.set_out_at,
        clock=desk.clock,
        ids=desk.ids,
    )


def _begin_again(desk: SignInDesk, request: Request, login: BegunLogin) -> Response:
    reason = Refusal.SIGNED_OUT_MEANWHILE
    log.warning("auth.sign_in_refused", reason=reason, provider=login.provider)
    return trouble(request, reason, ways=ways_on_after(desk, login, locale=locale_of(request)))


class _Origin(TypedDict):
    signed_in_at: datetime
    provider: str
    provider_sid: str | None
    provider_subject: str


def _origin(signed_in: SignedIn) -> _Origin:
    """Where the session comes from, so that the provider's logout finds it."""
    return _Origin(
        signed_in_at=signed_in.proved_at or identity.NEVER_TOLD,
        provider=signed_in.provider,
        provider_sid=signed_in.sid,
        provider_subject=signed_in.subject,
    )


async def _let_in(
    desk: SignInDesk, login: BegunLogin, person_id: UUID, signed_in: SignedIn
) -> tuple[UUID, Response]:
    """The browser itself is signed in: its session lives in a cookie that no script reads. Whose
    list it kept before stays shut."""
    session = await identity.open_session(
        person_id=person_id,
        device_name=login.device_name,
        lives=desk.session_lives,
        clock=desk.clock,
        ids=desk.ids,
        **_origin(signed_in),
    )
    response = RedirectResponse(login.return_to, status_code=303)
    keep_refresh(response, desk, session)
    drop_list_key(response)
    return session.session_id, response


async def _end_former(desk: SignInDesk, request: Request) -> None:
    """A browser has one session: the one whose cookie was just replaced is nobody's any more."""
    former = request.cookies.get(REFRESH)
    if former:
        await identity.end_session(refresh_token=former, clock=desk.clock, ids=desk.ids)


async def _hand_over(
    desk: SignInDesk, login: BegunLogin, app: AppHandover, person_id: UUID, signed_in: SignedIn
) -> tuple[UUID, Response]:
    """The app that began is to be signed in: it gets a one-time code, the browser no session."""
    code = await identity.issue_sign_in_code(
        person_id=person_id,
        handover=identity.Handover(app.code_challenge, login.return_to),
        lives=desk.code_lives,
        clock=desk.clock,
        ids=desk.ids,
        **_origin(signed_in),
    )
    query = urlencode({"code": code.text, "state": app.state})
    joint = "&" if "?" in login.return_to else "?"
    return code.code_id, RedirectResponse(f"{login.return_to}{joint}{query}", status_code=303)
