"""What others may know about our tokens."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from api.rest.auth.desk import SignInDesk
from domains.identity.public import KEY_SET_CACHED
from infra.key_ring import ALGORITHM

AN_HOUR = {"Cache-Control": f"public, max-age={int(KEY_SET_CACHED.total_seconds())}"}


async def openid_configuration(desk: SignInDesk, _: Request) -> Response:
    """Metadata of our authorization server (RFC 8414), for our own apps."""
    base = desk.public_url
    return JSONResponse(
        {
            "issuer": desk.tokens.issuer,
            "authorization_endpoint": f"{base}/auth/login",
            "token_endpoint": f"{base}/auth/token",
            "end_session_endpoint": f"{base}/auth/logout",
            "jwks_uri": f"{base}/.well-known/jwks.json",
            "response_types_supported": ["code"],
            "grant_types_supported": ["authorization_code", "refresh_token"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["none"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": [ALGORITHM],
        },
        headers=AN_HOUR,
    )


async def jwks(desk: SignInDesk, _: Request) -> Response:
    """The public keys of our access tokens (RFC 7517)."""
    return JSONResponse(desk.tokens.jwks(), headers=AN_HOUR)
