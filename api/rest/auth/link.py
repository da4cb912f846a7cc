"""`/auth/link`: a second way of signing in. It takes both sign-ins, here, within minutes.

The session that asks must be fresh (that is the first), and the other account is then signed in
with anew (that is the second). The answer counts only in the browser and the session that asked.
"""

from typing import assert_never
from urllib.parse import urlencode

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from api.rest.auth.cookies import keep_login
from api.rest.auth.desk import SignInDesk
from api.rest.auth.form import fields_of
from api.rest.auth.login import DEFAULT_DEVICE, not_now
from api.rest.auth.page import locale_of, page, trouble
from api.rest.auth.same_site import is_our_page
from api.rest.auth.sitting import is_fresh, sitting
from api.rest.auth.ways_on import LINK, Choice, WaysOn, choices, ways_on_after
from domains.identity import public as identity
from domains.identity.public import LinkOutcome, ProvenAccount, StandingSession
from infra.oidc.refusal import Refused
from infra.oidc.sealed_login import Aim, BegunLogin
from infra.oidc.sign_in import Errand, SignedIn

log = structlog.get_logger()


async def ask_to_link(desk: SignInDesk, request: Request) -> Response:
    """Which account; then who asks; then whether they mean it. A link alone links nothing."""
    name = request.query_params.get("provider")
    if name is None:
        ways = choices(desk, locale=locale_of(request), query={}, path=LINK)
        return page(request, "choose_link", choices=ways)
    if name not in desk.providers:
        return trouble(request, "unknown_provider", ways=WaysOn(again=LINK))
    values = {"provider": desk.providers[name].title(locale_of(request))}
    if await _fresh_session(desk, request) is None:
        return page(request, "prove_first", choices=_proofs(desk, request, name), values=values)
    return page(request, "link", form=LINK, hidden={"provider": name}, values=values)


async def begin_to_link(desk: SignInDesk, request: Request) -> Response:
    """Off to the second sign-in, with the session that asks sealed into it."""
    if not is_our_page(desk, request):
        return JSONResponse({"error": "invalid_request"}, status_code=403)
    name = (await fields_of(request)).get("provider", "")
    session = await _fresh_session(desk, request)
    if name not in desk.providers or session is None:
        return RedirectResponse(f"{LINK}?{urlencode({'provider': name})}", status_code=303)
    departure = await desk.providers[name].begin(_errand(session))
    if isinstance(departure, Refused):
        return not_now(desk, request, name, departure)
    values = {"provider": desk.providers[name].title(locale_of(request))}
    response = page(request, "setting_out", onward=departure.url, values=values)
    keep_login(response, desk, departure.login)
    return response


async def link(
    desk: SignInDesk, request: Request, login: BegunLogin, signed_in: SignedIn
) -> Response:
    """The second sign-in came back: link its account to whoever still sits here."""
    session = await sitting(desk, request)
    if session is None or str(session.session_id) != login.session_id:
        return _refuse(desk, request, login, "session_over")
    return _tell(desk, request, login, await _link(desk, session, signed_in))


async def _link(desk: SignInDesk, session: StandingSession, signed_in: SignedIn) -> LinkOutcome:
    if signed_in.proved_at is None:
        return identity.ProofTooOld()
    return await identity.link_account(
        actor=session.actor,
        account=ProvenAccount(signed_in.provider, signed_in.subject, signed_in.proved_at),
        within=desk.link_within,
        clock=desk.clock,
        ids=desk.ids,
    )


def _tell(desk: SignInDesk, request: Request, login: BegunLogin, outcome: LinkOutcome) -> Response:
    values = {"provider": desk.providers[login.provider].title(locale_of(request))}
    match outcome:
        case identity.Linked():
            return page(request, "linked", values=values)
        case identity.AlreadyLinked():
            return page(request, "already_linked", values=values)
        case identity.BelongsToAnother():
            return _refuse(desk, request, login, "belongs_to_another")
        case identity.ProofTooOld():
            return _refuse(desk, request, login, "proof_too_old")
        case identity.TooManyAccounts():
            return _refuse(desk, request, login, "too_many_accounts")
        case unreachable:
            assert_never(unreachable)


async def _fresh_session(desk: SignInDesk, request: Request) -> StandingSession | None:
    session = await sitting(desk, request)
    return session if session is not None and is_fresh(desk, session) else None


def _proofs(desk: SignInDesk, request: Request, name: str) -> tuple[Choice, ...]:
    """The first sign-in: by another provider than the one to be linked, where there is one."""
    query = {"fresh": "1", "return_to": f"{LINK}?{urlencode({'provider': name})}"}
    locale = locale_of(request)
    others = choices(desk, locale=locale, query=query, but=name)
    return others or choices(desk, locale=locale, query=query)


def _errand(session: StandingSession) -> Errand:
    return Errand(
        return_to=LINK,
        device_name=DEFAULT_DEVICE,
        aim=Aim.LINK,
        session_id=str(session.session_id),
        asks_anew=True,
    )


def _refuse(desk: SignInDesk, request: Request, login: BegunLogin, reason: str) -> Response:
    log.warning("auth.link_refused", reason=reason, provider=login.provider)
    return trouble(request, reason, ways=ways_on_after(desk, login, locale=locale_of(request)))
