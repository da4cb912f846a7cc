"""Our access tokens: short-lived signed JWTs (RFC 9068 in spirit) that say who is calling."""

from collections import OrderedDict
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

import jwt
from cryptography.hazmat.primitives.asymmetric import ec

from domains.kernel.actor import Actor, Role
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from infra.key_ring import ALGORITHM, KeyRing

AUDIENCE = "osan-talk"
TYPE = "at+jwt"
"""RFC 9068 §2.1: no other kind of token that we sign is ever taken for an access token."""

KNOWN_TOKENS = 4_096
"""Verified tokens that are remembered; checking a signature costs more than all else here."""

SKEW = timedelta(seconds=30)
"""Two gateways' clocks may differ by this much about when a token was issued."""


class TokenProblem(StrEnum):
    """Why a token speaks for nobody."""

    EXPIRED = "expired"
    ENDED = "ended"
    """Its session was ended."""
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class TokenRefused:
    problem: TokenProblem


@dataclass(frozen=True, slots=True)
class AccessToken:
    """A fresh token and how long it is good for."""

    text: str = field(repr=False)
    lives_s: int


@dataclass(frozen=True, slots=True)
class Verified:
    """Who calls, and until when that may be believed."""

    actor: Actor
    expires_at: datetime


class AccessTokens:
    """Issues and verifies; every gateway with the same keys accepts the others' tokens.

    Roles are those at the time of issue; whoever ends an office ends the sessions that told of
    it. `ended` are the sessions whose tokens are not believed any more.
    """

    def __init__(
        self,
        *,
        key: ec.EllipticCurvePrivateKey | KeyRing,
        issuer: str,
        lives: timedelta,
        clock: Clock,
        ids: Ids,
        ended: Container[UUID | None] = frozenset(),
    ) -> None:
        self._keys = key if isinstance(key, KeyRing) else KeyRing(key)
        self._version, self._ended = self._keys.version, ended
        self.issuer, self._lives = issuer, lives
        self._clock, self._ids = clock, ids
        self._known: OrderedDict[str, Verified] = OrderedDict()

    def issue(
        self,
        *,
        person_id: UUID,
        session_id: UUID,
        roles: Iterable[Role] = (),
        signed_in_at: datetime | None = None,
    ) -> AccessToken:
        """A token for one person's session.

        `signed_in_at` becomes `auth_time` (RFC 9068 §2.2.1); a token without it is never fresh.
        """
        kid, key = self._keys.signer(self._clock.now())
        now = int(self._clock.now().timestamp())
        lives_s = int(self._lives.total_seconds())
        claims = {
            "iss": self.issuer,
            "aud": AUDIENCE,
            "sub": str(person_id),
            "sid": str(session_id),
            "roles": sorted(roles),
            "iat": now,
            "exp": now + lives_s,
            "jti": str(self._ids.new()),
        }
        if signed_in_at is not None:
            claims["auth_time"] = int(signed_in_at.timestamp())
        headers = {"kid": kid, "typ": TYPE}
        return AccessToken(jwt.encode(claims, key, ALGORITHM, headers), lives_s)

    def verify(self, token: str) -> Verified | TokenRefused:
        """Who calls. Verified tokens are remembered until they expire."""
        if self._version != self._keys.version:
            self._known.clear()
            self._version = self._keys.version
        known = self._known.get(token)
        if known is None:
            known = self._check(token)
            if known is None:
                return TokenRefused(TokenProblem.INVALID)
            self._remember(token, known)
        self._known.move_to_end(token)
        if self._clock.now() >= known.expires_at:
            self._known.pop(token, None)
            return TokenRefused(TokenProblem.EXPIRED)
        if known.actor.session_id in self._ended:
            return TokenRefused(TokenProblem.ENDED)
        return known

    def jwks(self) -> dict[str, Any]:
        """What others need to verify our tokens, now and within the hour."""
        return self._keys.jwks(self._clock.now())

    def _remember(self, token: str, verified: Verified) -> None:
        self._known[token] = verified
        if len(self._known) > KNOWN_TOKENS:
            self._known.popitem(last=False)

    def _check(self, token: str) -> Verified | None:
        """The token's word, if it is ours and of this form; its time is judged by our clock."""
        try:
            kid = str(jwt.get_unverified_header(token).get("kid"))
            public = self._keys.public(kid, self._clock.now())
            if public is None:
                return None
            token_parts = jwt.decode_complete(
                token,
                public,
                algorithms=[ALGORITHM],
                audience=AUDIENCE,
                issuer=self.issuer,
                options={
                    "require": ["iss", "aud", "sub", "sid", "iat", "exp", "jti"],
                    "verify_exp": False,
                    "verify_iat": False,
                },
            )
            if token_parts["header"].get("typ") != TYPE:
                return None
            return self._read(token_parts["payload"])
        except (jwt.InvalidTokenError, ValueError, TypeError):
            return None

    def _read(self, claims: dict[str, Any]) -> Verified | None:
        if datetime.fromtimestamp(claims["iat"], UTC) > self._clock.now() + SKEW:
            return None
        actor = Actor(
            person_id=UUID(claims["sub"]),
            session_id=UUID(claims["sid"]),
            signed_in_at=_moment(claims.get("auth_time")),
            roles=frozenset(Role(role) for role in claims.get("roles", ()) if role in set(Role)),
        )
        return Verified(actor, datetime.fromtimestamp(claims["exp"], UTC))


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
