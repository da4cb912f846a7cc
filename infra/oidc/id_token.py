"""Whether an ID token may be believed (OpenID Connect Core §3.1.3.7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from joserfc import jws, jwt
from joserfc.errors import JoseError

from infra.oidc.discovery import Discovery
from infra.oidc.refusal import Refusal, Refused

ALGORITHMS = ("ES256", "ES384", "RS256", "PS256", "EdDSA")
"""Public-key signatures only: `none` and HMAC never speak for a provider."""

SKEW = timedelta(seconds=60)
"""How far the provider's clock may be from ours."""

OLDEST = timedelta(minutes=15)
"""A token of a sign-in that just happened was not issued long ago, whatever its `exp`."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What the token must say."""

    issuer: str
    client_id: str
    nonce: str


async def verified_claims(
    token: str, *, discovery: Discovery, expected: Expected, now: datetime
) -> Mapping[str, Any] | Refused:
    """The claims of a token whose signature and words are right."""
    claims = await _signed_claims(token, discovery)
    if isinstance(claims, Refused):
        return claims
    reason = refusal_of(claims, expected=expected, now=now)
    return Refused(reason) if reason is not None else claims


async def _signed_claims(token: str, discovery: Discovery) -> Mapping[str, Any] | Refused:
    try:
        header = jws.extract_compact(token.encode()).headers()
    except (JoseError, ValueError):
        return Refused(Refusal.PROVIDER_GARBLED)
    if header.get("alg") not in ALGORITHMS:
        return Refused(Refusal.UNFIT_ALGORITHM)
    key = await discovery.key(str(header.get("kid", "")))
    if isinstance(key, Refused):
        return key
    try:
        return jwt.decode(token, key, algorithms=list(ALGORITHMS)).claims
    except (JoseError, ValueError):
        return Refused(Refusal.BAD_SIGNATURE)


def refusal_of(claims: Mapping[str, Any], *, expected: Expected, now: datetime) -> Refusal | None:
    """What is wrong with signed claims; None when nothing is. Pure."""
    if claims.get("iss") != expected.issuer:
        return Refusal.WRONG_ISSUER
    return (
        _wrong_receiver(claims, expected.client_id)
        or _wrong_time(claims, now)
        or _wrong_sign_in(claims, expected.nonce)
    )


def _wrong_receiver(claims: Mapping[str, Any], client_id: str) -> Refusal | None:
    given = claims.get("aud")
    audience = given if isinstance(given, list) else [given]
    if client_id not in audience:
        return Refusal.WRONG_AUDIENCE
    azp = claims.get("azp")
    if azp != client_id and (azp is not None or len(audience) > 1):
        return Refusal.WRONG_AUTHORIZED_PARTY
    return None


def _wrong_time(claims: Mapping[str, Any], now: datetime) -> Refusal | None:
    expires, issued = _moment(claims.get("exp")), _moment(claims.get("iat"))
    if expires is None or now >= expires + SKEW:
        return Refusal.EXPIRED
    if issued is None or now - issued > OLDEST + SKEW:
        return Refusal.ISSUED_LONG_AGO
    if issued > now + SKEW:
        return Refusal.ISSUED_IN_THE_FUTURE
    return None


def _wrong_sign_in(claims: Mapping[str, Any], nonce: str) -> Refusal | None:
    if claims.get("nonce") != nonce:
        return Refusal.WRONG_NONCE
    subject = claims.get("sub")
    return None if isinstance(subject, str) and 0 < len(subject) <= 255 else Refusal.NO_SUBJECT


def _moment(seconds: object) -> datetime | None:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
