"""What a provider publishes about itself (OpenID Connect Discovery 1.0 §3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from infra.oidc.refusal import Refusal, Refused

WELL_KNOWN = "/.well-known/openid-configuration"


@dataclass(frozen=True, slots=True)
class Metadata:
    """The few words that a sign-in and a sign-out need."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    end_session_endpoint: str | None
    """Where a browser signs out there too (RP-Initiated Logout 1.0); not every provider has it."""
    algorithms: frozenset[str]
    """With which it signs ID tokens; empty when it does not say."""
    names_itself: bool
    """Whether answers carry `iss` (RFC 9207), which then is required."""


def read_metadata(published: Mapping[str, Any], *, issuer: str) -> Metadata | Refused:
    """The metadata, which must be about the very issuer that was asked."""
    if str(published.get("issuer", "")).rstrip("/") != issuer.rstrip("/"):
        return Refused(Refusal.WRONG_ISSUER)
    try:
        return Metadata(
            issuer=str(published["issuer"]),
            authorization_endpoint=_address(published["authorization_endpoint"], issuer),
            token_endpoint=_address(published["token_endpoint"], issuer),
            jwks_uri=_address(published["jwks_uri"], issuer),
            end_session_endpoint=_optional_address(published.get("end_session_endpoint"), issuer),
            algorithms=_algorithms(published.get("id_token_signing_alg_values_supported")),
            names_itself=published.get("authorization_response_iss_parameter_supported") is True,
        )
    except (KeyError, ValueError):
        return Refused(Refusal.PROVIDER_GARBLED)


def _address(said: object, issuer: str) -> str:
    """An address as safe as the issuer's own: https stays https. Raises ValueError."""
    parts = urlsplit(str(said))
    if not parts.netloc or parts.scheme not in {"https", urlsplit(issuer).scheme}:
        raise ValueError("no address")
    return str(said)


def _optional_address(said: object, issuer: str) -> str | None:
    return None if said is None else _address(said, issuer)


def _algorithms(said: object) -> frozenset[str]:
    return frozenset(map(str, said)) if isinstance(said, list) else frozenset()
