"""`/auth/backchannel-logout/{provider}`: a provider says that somebody signed out there.

OpenID Connect Back-Channel Logout 1.0 §2.5–2.8. Anybody may knock: what counts is the signature.
"""

from typing import assert_never

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from api.rest.auth.desk import SignInDesk
from api.rest.auth.form import fields_of
from domains.identity import public as identity
from domains.identity.public import LogoutNotice
from infra.oidc.logout_token import SignedOut
from infra.oidc.refusal import Refusal, Refused

log = structlog.get_logger()

LONGEST_TOKEN = 8_192


async def backchannel_logout(desk: SignInDesk, request: Request) -> Response:
    """End the sessions that the provider's session had opened, before the answer leaves."""
    name = request.path_params["provider"]
    provider = desk.providers.get(name)
    form = await fields_of(request, longest_field=LONGEST_TOKEN)
    if provider is None or "logout_token" not in form:
        return _refuse(Refused(Refusal.NO_LOGOUT_TOKEN), provider=None)
    signed_out = await provider.hear_logout(form["logout_token"])
    if isinstance(signed_out, Refused):
        return _refuse(signed_out, provider=name)
    return await _end_sessions(desk, name, signed_out)


async def _end_sessions(desk: SignInDesk, name: str, signed_out: SignedOut) -> Response:
    outcome = await identity.hear_provider_logout(
        notice=LogoutNotice(
            provider=name,
            token_id=signed_out.token_id,
            expires_at=signed_out.expires_at,
            sid=signed_out.sid,
            subject=signed_out.subject,
        ),
        clock=desk.clock,
        ids=desk.ids,
    )
    match outcome:
        case identity.SessionsEnded(count=count):
            log.info("auth.provider_logout", provider=name, sessions=count)
            return Response(headers={"Cache-Control": "no-store"})
        case identity.HeardBefore():
            return _refuse(Refused(Refusal.LOGOUT_REPLAYED), provider=name)
        case unreachable:
            assert_never(unreachable)


def _refuse(refused: Refused, *, provider: str | None) -> Response:
    """400 in the words of an OAuth error (§2.8); 503 where it is the keys that we cannot fetch."""
    log.warning("auth.provider_logout_refused", reason=refused.reason, provider=provider)
    headers = {"Cache-Control": "no-store"}
    if refused.reason is Refusal.PROVIDER_DOWN:
        headers["Retry-After"] = str(refused.retry_after_s or 5)
        return JSONResponse({"error": "temporarily_unavailable"}, status_code=503, headers=headers)
    body = {"error": "invalid_request", "error_description": refused.reason}
    return JSONResponse(body, status_code=400, headers=headers)
