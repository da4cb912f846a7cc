"""The token endpoint that a service account's credential asks.

Source: Google Identity, "Using OAuth 2.0 for Server to Server Applications"; RFC 7523. The
assertion's form, lifetime and scope are checked; its signature is not (nobody registered a key).
"""

import base64
import binascii
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

import orjson

GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
SCOPES = frozenset(
    {
        "https://www.googleapis.com/auth/firebase.messaging",
        "https://www.googleapis.com/auth/cloud-platform",
    }
)
DEVELOPMENT_TOKEN = "emulator"  # noqa: S105 (public by design: the emulator guards nothing)
LIFETIME_S = 3600


@dataclass(frozen=True, slots=True)
class TokenRefused:
    """An OAuth 2 error (RFC 6749 §5.2)."""

    error: str
    description: str


@dataclass(slots=True)
class TokenDesk:
    """Issues access tokens and knows them again until they expire."""

    now: Callable[[], float]
    issued: dict[str, float] = field(default_factory=dict)

    def issue(self, form: bytes) -> dict[str, Any] | TokenRefused:
        """Answer a form-encoded token request."""
        fields = parse_qs(form.decode("utf-8", "replace"))
        if fields.get("grant_type") != [GRANT]:
            return TokenRefused("unsupported_grant_type", "only a JWT bearer assertion is read")
        refusal = self._refuse(_claims(fields.get("assertion", [""])[0]))
        if refusal is not None:
            return refusal
        self._forget_expired()
        token = f"emulated.{secrets.token_urlsafe(24)}"
        self.issued[token] = self.now() + LIFETIME_S
        return {"access_token": token, "expires_in": LIFETIME_S - 1, "token_type": "Bearer"}

    def accepts(self, authorization: bytes) -> bool:
        """Whether a send with this Authorization header may pass."""
        scheme, _, token = authorization.decode("latin-1").partition(" ")
        if scheme.lower() != "bearer":
            return False
        return token == DEVELOPMENT_TOKEN or self.issued.get(token, 0.0) > self.now()

    def _refuse(self, claims: dict[str, Any] | None) -> TokenRefused | None:
        if claims is None:
            return TokenRefused("invalid_grant", "the assertion is not a JWT")
        expires = claims.get("exp")
        if not isinstance(expires, int | float) or expires <= self.now():
            return TokenRefused("invalid_grant", "the assertion has expired")
        if not SCOPES & set(str(claims.get("scope", "")).split()):
            return TokenRefused("invalid_scope", "no scope that may send messages")
        return None

    def _forget_expired(self) -> None:
        now = self.now()
        self.issued = {token: until for token, until in self.issued.items() if until > now}


def _claims(assertion: str) -> dict[str, Any] | None:
    pieces = assertion.split(".")
    if len(pieces) != 3:
        return None
    try:
        claims = orjson.loads(base64.urlsafe_b64decode(pieces[1] + "=" * (-len(pieces[1]) % 4)))
    except (ValueError, binascii.Error):
        return None
    return claims if isinstance(claims, dict) else None
