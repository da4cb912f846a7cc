"""How refresh tokens follow one another; pure, so that every order of events can be tried.

A session has one living refresh token. Using it makes a successor; using an older one again
means that two parties hold the session, so it ends. One exception: an answer can be lost on the
way, so for ten seconds the token just used is answered again, with the same successor.

To answer again without storing a secret, the successor is the HMAC of its predecessor over a
random salt. The row holds the salt and hashes, the phone holds the token: neither alone can
make the successor.
"""

import hashlib
import hmac
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

GRACE = timedelta(seconds=10)
"""For a lost answer, not for a thief: whoever then moves on first exposes the other."""


class RefreshState(Protocol):
    """What a session remembers of its tokens."""

    @property
    def refresh_hash(self) -> bytes: ...
    @property
    def previous_refresh_hash(self) -> bytes | None: ...
    @property
    def successor_salt(self) -> bytes | None: ...
    @property
    def rotated_at(self) -> datetime: ...
    @property
    def expires_at(self) -> datetime: ...
    @property
    def revoked_at(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class Tokens:
    """The part of a session that a rotation changes."""

    refresh_hash: bytes
    previous_refresh_hash: bytes | None
    successor_salt: bytes | None
    rotated_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Rotated:
    """The living token was used: here is its successor and the new state."""

    successor: bytes
    tokens: Tokens


@dataclass(frozen=True, slots=True)
class Repeated:
    """The answer was lost: the same successor once more, nothing changed."""

    successor: bytes


@dataclass(frozen=True, slots=True)
class Reused:
    """An older token came back: somebody else may hold this session, which must end."""


@dataclass(frozen=True, slots=True)
class Over:
    """The session has expired or was ended."""


RefreshDecision = Rotated | Repeated | Reused | Over


def decide_refresh(
    state: RefreshState, *, presented: bytes, salt: bytes, now: datetime
) -> RefreshDecision:
    """What a presented secret is worth; `salt` is fresh randomness for a rotation."""
    if state.revoked_at is not None or now >= state.expires_at:
        return Over()
    if hmac.compare_digest(digest(presented), state.refresh_hash):
        return _rotate(state, presented, salt, now)
    if _is_previous(state, presented) and now - state.rotated_at <= GRACE:
        return Repeated(_successor(presented, state.successor_salt or b""))
    return Reused()


def first_tokens(secret: bytes, *, now: datetime, lives: timedelta) -> Tokens:
    """The tokens of a session that has just begun."""
    return Tokens(digest(secret), None, None, rotated_at=now, expires_at=now + lives)


def digest(secret: bytes) -> bytes:
    """One SHA-256: the secret is 256 random bits."""
    return hashlib.sha256(secret).digest()


def _rotate(state: RefreshState, presented: bytes, salt: bytes, now: datetime) -> Rotated:
    successor = _successor(presented, salt)
    after = Tokens(
        refresh_hash=digest(successor),
        previous_refresh_hash=state.refresh_hash,
        successor_salt=salt,
        rotated_at=now,
        expires_at=state.expires_at,
    )
    return Rotated(successor, after)


def _is_previous(state: RefreshState, presented: bytes) -> bool:
    previous = state.previous_refresh_hash
    return previous is not None and hmac.compare_digest(digest(presented), previous)


def _successor(secret: bytes, salt: bytes) -> bytes:
    return hmac.digest(secret, salt, "sha256")


def revoked(tokens: Tokens, *, now: datetime) -> Tokens:
    """The same tokens, of a session that has ended."""
    return replace(tokens, revoked_at=now)
