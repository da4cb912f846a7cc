"""Whether an ID token may be believed (OpenID Connect Core §3.1.3.7)."""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256, sha384, sha512
from typing import Any

from domains.kernel.resident_numbers import holds_resident_number
from infra.oidc.discovery import Discovery
from infra.oidc.provider_keys import Door
from infra.oidc.refusal import Refusal, Refused
from infra.oidc.signature import SignedWords, signed_words

SKEW = timedelta(seconds=60)
"""How far the provider's clock may be from ours."""

OLDEST = timedelta(minutes=15)
"""A token of a sign-in that just happened was not issued long ago, whatever its `exp`."""

STORED = ("sub", "sid", "name", "nickname")
"""The claims of which we keep the words."""

HASHES = {"256": sha256, "384": sha384, "512": sha512}
"""`at_hash` uses the hash of the signature (Core §3.1.3.6); Ed25519's is SHA-512."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What the token must say."""

    issuer: str
    client_id: str
    nonce: str = field(repr=False)
    access_token: str | None = field(default=None, repr=False)
    """The one that came beside it, where one did."""
    asked_anew_at: datetime | None = None
    """When we sent a person there who was to prove anew who they are; else None."""


async def verified_claims(
    token: str, *, discovery: Discovery, expected: Expected, now: datetime
) -> Mapping[str, Any] | Refused:
    """The claims of a token whose signature and words are right."""
    said = await signed_words(token, discovery=discovery, door=Door.TOKEN_ENDPOINT)
    if isinstance(said, Refused):
        return said
    reason = refusal_of(said.claims, expected=expected, now=now) or _wrong_companion(said, expected)
    return Refused(reason) if reason is not None else said.claims


def refusal_of(claims: Mapping[str, Any], *, expected: Expected, now: datetime) -> Refusal | None:
    """What is wrong with signed claims; None when nothing is. Pure."""
    return (
        wrong_parties(claims, issuer=expected.issuer, client_id=expected.client_id)
        or wrong_time(claims, now)
        or _wrong_sign_in(claims, expected.nonce)
        or shows_resident_number(claims)
        or _not_fresh(claims, expected.asked_anew_at)
    )


def wrong_parties(claims: Mapping[str, Any], *, issuer: str, client_id: str) -> Refusal | None:
    """Whether another provider speaks, or speaks to somebody else."""
    if claims.get("iss") != issuer:
        return Refusal.WRONG_ISSUER
    given = claims.get("aud")
    audience = given if isinstance(given, list) else [given]
    if client_id not in audience:
        return Refusal.WRONG_AUDIENCE
    azp = claims.get("azp")
    if azp != client_id and (azp is not None or len(audience) > 1):
        return Refusal.WRONG_AUTHORIZED_PARTY
    return None


def wrong_time(claims: Mapping[str, Any], now: datetime) -> Refusal | None:
    """Whether a token is over, or was not issued just now."""
    expires, issued = moment(claims.get("exp")), moment(claims.get("iat"))
    if expires is None or now - SKEW >= expires:
        return Refusal.EXPIRED
    if issued is None or now - issued > OLDEST + SKEW:
        return Refusal.ISSUED_LONG_AGO
    if issued > now + SKEW:
        return Refusal.ISSUED_IN_THE_FUTURE
    return None


def _wrong_sign_in(claims: Mapping[str, Any], nonce: str) -> Refusal | None:
    if claims.get("nonce") != nonce:
        return Refusal.WRONG_NONCE
    return None if is_name(claims.get("sub")) else Refusal.NO_SUBJECT


def shows_resident_number(claims: Mapping[str, Any]) -> Refusal | None:
    """A provider that names people by the number they were born with would have us keep it."""
    told = (str(claims[name]) for name in STORED if name in claims)
    return Refusal.RESIDENT_NUMBER if holds_resident_number(told) else None


def _not_fresh(claims: Mapping[str, Any], asked_anew_at: datetime | None) -> Refusal | None:
    """`max_age` obliges the provider to say when it asked (§3.1.2.1): silence is no proof."""
    if asked_anew_at is None:
        return None
    proved = moment(claims.get("auth_time"))
    if proved is None:
        return Refusal.AUTH_TIME_UNSAID
    return None if proved >= asked_anew_at - SKEW else Refusal.NOT_FRESH


def _wrong_companion(said: SignedWords, expected: Expected) -> Refusal | None:
    """`at_hash`, which the code flow leaves to the provider, is checked where it is said."""
    stated = said.claims.get("at_hash")
    if stated is None or expected.access_token is None:
        return None
    computed = at_hash(expected.access_token, algorithm=said.algorithm)
    same = hmac.compare_digest(str(stated).encode(), computed.encode())
    return None if same else Refusal.WRONG_ACCESS_TOKEN


def at_hash(access_token: str, *, algorithm: str) -> str:
    """The left half of the access token's hash, in base64url (Core §3.1.3.6)."""
    digest = HASHES.get(algorithm[-3:], sha512)(access_token.encode()).digest()
    return urlsafe_b64encode(digest[: len(digest) // 2]).rstrip(b"=").decode()


def is_name(said: object) -> bool:
    """A provider's name for a person or a session: 255 characters at most (Core §2).

    Printable ones: a table takes no NUL, and no encoding a lone surrogate.
    """
    return isinstance(said, str) and 0 < len(said) <= 255 and said.isprintable()


def moment(seconds: object) -> datetime | None:
    """A NumericDate (RFC 7519 §2); None for what is none."""
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
