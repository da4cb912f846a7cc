"""Whether a provider's word that somebody signed out may be believed.

OpenID Connect Back-Channel Logout 1.0 §2.6. Anybody can send one; only what the provider signed,
for us, just now, and for this very use counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from infra.oidc.discovery import Discovery
from infra.oidc.id_token import (
    is_name,
    moment,
    shows_resident_number,
    wrong_parties,
    wrong_time,
)
from infra.oidc.provider_keys import Door
from infra.oidc.refusal import Refusal, Refused
from infra.oidc.signature import SignedWords, signed_words

EVENT = "http://schemas.openid.net/event/backchannel-logout"
TYPES = (None, "JWT", "logout+jwt")
"""The last is recommended; providers older than the recommendation say one of the others."""


@dataclass(frozen=True, slots=True)
class SignedOut:
    """One session at the provider ended, or every one of a person."""

    token_id: str
    expires_at: datetime
    sid: str | None
    subject: str | None = field(repr=False)


async def verified_logout(
    token: str, *, discovery: Discovery, client_id: str, now: datetime
) -> SignedOut | Refused:
    """Who signed out, or why the token says nothing. Whether it came before is not asked here."""
    metadata = await discovery.last_known()
    if isinstance(metadata, Refused):
        return metadata
    said = await signed_words(token, discovery=discovery, door=Door.LOGOUT)
    if isinstance(said, Refused):
        return said
    reason = logout_refusal_of(said, issuer=metadata.issuer, client_id=client_id, now=now)
    return Refused(reason) if reason is not None else _read(said.claims)


def logout_refusal_of(
    said: SignedWords, *, issuer: str, client_id: str, now: datetime
) -> Refusal | None:
    """What is wrong with a signed logout token; None when nothing is. Pure."""
    return (
        _not_for_logout(said)
        or wrong_parties(said.claims, issuer=issuer, client_id=client_id)
        or wrong_time(said.claims, now)
        or _names_nobody(said.claims)
        or shows_resident_number(said.claims)
    )


def _not_for_logout(said: SignedWords) -> Refusal | None:
    """An ID token must not pass for a logout, nor a logout for an ID token: hence no nonce."""
    events = said.claims.get("events")
    fit = (
        said.type in TYPES
        and isinstance(events, Mapping)
        and isinstance(events.get(EVENT), Mapping)
        and "nonce" not in said.claims
        and is_name(said.claims.get("jti"))
    )
    return None if fit else Refusal.NO_LOGOUT_TOKEN


def _names_nobody(claims: Mapping[str, Any]) -> Refusal | None:
    named = [claims[name] for name in ("sid", "sub") if name in claims]
    return None if named and all(map(is_name, named)) else Refusal.LOGOUT_OF_NOBODY


def _read(claims: Mapping[str, Any]) -> SignedOut | Refused:
    expires_at = moment(claims["exp"])
    if expires_at is None:
        return Refused(Refusal.EXPIRED)
    return SignedOut(claims["jti"], expires_at, claims.get("sid"), claims.get("sub"))
