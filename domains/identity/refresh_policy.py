"""How refresh tokens follow one another; pure, so that every order of events can be tried.

Each use of a token makes a successor. The token just used stays good until one of its successors
has been used, since until then nobody can know that an answer arrived. The first successor to be
used wins: its parent and its siblings are dead from then on. A dead token that is shown means
that two parties hold the session, and it ends for both.

What is promised. There is never more than one line: of all tokens ever given, those that were
used form one chain. Whoever copied a token is found out as soon as both parties have moved on:
one of the two then shows a dead token. And an owner who keeps each token until its successor has
arrived, and then only that one, is never refused while the session lasts, however many answers
were lost and however long the phone was without a network. The one thing that an owner may not
do is to show a token later than `GRACE` after its successor was used: a browser's second tab may
be that late, and gets an access token but no successor.

All tokens of a session share a part that is as secret as the rest. A dead token is known by it;
whoever merely knows the session's id and guesses is refused, and the session goes on.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

GRACE = timedelta(seconds=10)
"""For tabs that overtake each other, not for a thief: no token comes of it."""

MOST_REMEMBERED = 32
"""Successors that may wait for their first use, and dead tokens still within the grace."""

SECRET_BYTES = 32
"""The end of a token, new each time; what stands before it is the family's part."""


class RefreshState(Protocol):
    """What a session remembers of its tokens."""

    @property
    def family_hash(self) -> bytes | None: ...
    @property
    def refresh_hash(self) -> bytes: ...
    @property
    def sibling_hashes(self) -> Sequence[bytes] | None: ...
    @property
    def previous_refresh_hash(self) -> bytes | None: ...
    @property
    def overtaken_hashes(self) -> Sequence[bytes] | None: ...
    @property
    def rotated_at(self) -> datetime: ...
    @property
    def expires_at(self) -> datetime: ...
    @property
    def revoked_at(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class Tokens:
    """The part of a session that a use of a token changes.

    `refresh_hash` is the newest successor of the token last used, `sibling_hashes` are its other
    ones; none of them was used yet. `overtaken_hashes` died at `rotated_at`, or just before.
    """

    refresh_hash: bytes
    sibling_hashes: tuple[bytes, ...]
    previous_refresh_hash: bytes | None
    overtaken_hashes: tuple[bytes, ...]
    rotated_at: datetime


@dataclass(frozen=True, slots=True)
class Renewed:
    """A living token was used: here is its successor and the new state."""

    successor: bytes
    tokens: Tokens


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Its successor was used seconds ago: good for an access token, and for nothing else."""


@dataclass(frozen=True, slots=True)
class Reused:
    """A dead token came back: somebody else may hold this session, which must end."""


@dataclass(frozen=True, slots=True)
class Stranger:
    """No token of this session at all: a guess, which changes nothing."""


@dataclass(frozen=True, slots=True)
class Over:
    """The session has expired or was ended."""


RefreshDecision = Renewed | Overtaken | Reused | Stranger | Over


def decide_refresh(
    state: RefreshState, *, presented: bytes, fresh: bytes, now: datetime
) -> RefreshDecision:
    """What a presented token is worth; `fresh` is new randomness, `SECRET_BYTES` long."""
    if state.revoked_at is not None or now >= state.expires_at:
        return Over()
    shown = digest(presented)
    if _is_one_of(_unused(state), shown):
        return _move_on(state, presented, fresh, now)
    if _is_one_of([state.previous_refresh_hash or b""], shown):
        return _answer_again(state, presented, fresh)
    if _is_one_of(state.overtaken_hashes or (), shown) and _is_within_grace(state, now):
        return Overtaken()
    return Reused() if _is_of_family(state, presented) else Stranger()


def is_living(state: RefreshState, *, presented: bytes, now: datetime) -> bool:
    """Whether a token would be exchanged now; asking uses nothing up."""
    decision = decide_refresh(state, presented=presented, fresh=b"", now=now)
    return isinstance(decision, Renewed)


def first_tokens(token: bytes, *, now: datetime) -> Tokens:
    """The tokens of a session that has just begun."""
    return Tokens(digest(token), (), None, (), rotated_at=now)


def family_part(token: bytes) -> bytes:
    """What all tokens of one session begin with."""
    return token[:-SECRET_BYTES]


def digest(secret: bytes) -> bytes:
    """One SHA-256: the secret is 256 random bits."""
    return hashlib.sha256(secret).digest()


def _move_on(state: RefreshState, used: bytes, fresh: bytes, now: datetime) -> Renewed:
    """The first use of a successor: the answer that brought it did arrive."""
    shown, successor = digest(used), family_part(used) + fresh
    previous = state.previous_refresh_hash
    died = [token for token in _unused(state) if token != shown]
    died += [previous] if previous is not None else []
    lately = list(state.overtaken_hashes or ()) if _is_within_grace(state, now) else []
    after = Tokens(
        refresh_hash=digest(successor),
        sibling_hashes=(),
        previous_refresh_hash=shown,
        overtaken_hashes=tuple([*lately, *died][-MOST_REMEMBERED:]),
        rotated_at=now,
    )
    return Renewed(successor, after)


def _answer_again(state: RefreshState, used: bytes, fresh: bytes) -> Renewed:
    """No successor was used yet: the answers were lost, or are on their way. One more."""
    successor = family_part(used) + fresh
    after = Tokens(
        refresh_hash=digest(successor),
        sibling_hashes=tuple(_unused(state)[-(MOST_REMEMBERED - 1) :]),
        previous_refresh_hash=state.previous_refresh_hash,
        overtaken_hashes=tuple(state.overtaken_hashes or ()),
        rotated_at=state.rotated_at,
    )
    return Renewed(successor, after)


def _unused(state: RefreshState) -> list[bytes]:
    return [*(state.sibling_hashes or ()), state.refresh_hash]


def _is_one_of(hashes: Sequence[bytes], shown: bytes) -> bool:
    return any(hmac.compare_digest(kept, shown) for kept in hashes)


def _is_within_grace(state: RefreshState, now: datetime) -> bool:
    """Two gateways' clocks may differ: a little before counts as a little after."""
    return abs(now - state.rotated_at) <= GRACE


def _is_of_family(state: RefreshState, presented: bytes) -> bool:
    """Sessions opened before there was a family's part cannot tell, and take the worst for true."""
    if state.family_hash is None:
        return True
    return hmac.compare_digest(digest(family_part(presented)), state.family_hash)
