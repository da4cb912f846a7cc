"""`/token` and `/userinfo`: what the relying party fetches behind the citizen's back."""

import base64
import binascii
import hmac
from collections.abc import Mapping
from urllib.parse import unquote_plus

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from infra.emulated_idp.misbehaviour import Wrong
from infra.emulated_idp.provider import Client, Provider, claims_of

NO_STORE = {"Cache-Control": "no-store"}


async def token(request: Request) -> Response:
    """Exchange a code (OpenID Connect Core §3.1.3); the client proves itself, and PKCE does."""
    provider: Provider = request.app.state.provider
    form = await request.form()
    client = _client(provider, request, form)
    if client is None:
        return _error("invalid_client", status=401)
    if form.get("grant_type") != "authorization_code":
        return _error("unsupported_grant_type")
    given = provider.redeem_code(
        str(form.get("code", "")),
        redirect_uri=str(form.get("redirect_uri", "")),
        verifier=str(form.get("code_verifier", "")),
    )
    if given is None or given.asked.client_id != client.client_id:
        return _error("invalid_grant")
    if provider.behaviour.wrong is Wrong.GARBLED:
        return Response("<html>점검 중</html>", media_type="text/html")
    return JSONResponse(provider.give_tokens(given), headers=NO_STORE)


async def userinfo(request: Request) -> Response:
    """OpenID Connect Core §5.3."""
    provider: Provider = request.app.state.provider
    bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
    citizen = provider.whose(bearer)
    if citizen is None:
        return _error("invalid_token", status=401)
    return JSONResponse(claims_of(citizen), headers=NO_STORE)


def _client(provider: Provider, request: Request, form: FormData) -> Client | None:
    name, secret = _credentials(request.headers, form)
    client = provider.clients.get(name)
    if client is None or not hmac.compare_digest(client.client_secret.encode(), secret.encode()):
        return None
    return client


def _credentials(headers: Mapping[str, str], form: FormData) -> tuple[str, str]:
    """client_secret_basic, else client_secret_post (RFC 6749 §2.3.1)."""
    scheme, _, value = headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return str(form.get("client_id", "")), str(form.get("client_secret", ""))
    try:
        name, _, secret = base64.b64decode(value).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return unquote_plus(name), unquote_plus(secret)


def _error(code: str, *, status: int = 400) -> Response:
    return JSONResponse({"error": code}, status_code=status, headers=NO_STORE)
