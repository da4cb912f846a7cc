"""How often somebody may try what could be guessed: a port for everyone who takes a secret.

    refused = await attempts.begin(Attempted.INVITATION_CODE, by=who)
    if refused is not None:
        return TooOften(refused.wait_s)          # an answer; nothing was looked up
    ...                                          # compare, decide
    await attempts.succeeded(Attempted.INVITATION_CODE, by=who)   # only if it was right

In the gateway: `info.context.services.attempts`, and `info.context.visitor` for `by`. A try counts
as a failure from its beginning until it is told to have succeeded, so that a thousand guesses at
once are a thousand failures. Failures are counted apart by address, person, session and
credential; after some free ones each doubles the wait.

Nothing rests on the counters: without their store, ordinary tries go on, and the dangerous ones
(`DANGEROUS`) raise `Unavailable`. Ask outside a transaction: it is a word over the network.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID


class Attempted(StrEnum):
    """What is being tried."""

    SIGN_IN_CODE = "sign_in_code"
    REFRESH_TOKEN = "refresh_token"  # noqa: S105 - a word, not a secret
    INVITATION_CODE = "invitation_code"
    STEP_UP = "step_up"
    EXPORT_LINK = "export_link"
    RECEIPT_CODE = "receipt_code"
    CONTACT_CODE = "contact_code"


DANGEROUS = frozenset(
    {
        Attempted.INVITATION_CODE,
        Attempted.STEP_UP,
        Attempted.EXPORT_LINK,
        Attempted.CONTACT_CODE,
    }
)
"""Refused while nobody can count. The others are 256 random bits that live briefly or in one
session: no counting makes them safer, and a city must not be signed out by a lost Valkey."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who tries, as far as known. Each that is given is counted by itself.

    `address` is the network address, or the home that it stands for; `credential` names what is
    tried without being it: a row's id, never the secret.
    """

    address: str | None = None
    person_id: UUID | None = None
    session_id: UUID | None = None
    credential: str | None = None


@dataclass(frozen=True, slots=True)
class TooManyAttempts:
    """Not now: try again after `wait_s` seconds."""

    wait_s: float


class Attempts(Protocol):
    """Counts tries; see the module's own words."""

    async def begin(self, what: Attempted, *, by: Visitor) -> TooManyAttempts | None:
        """None: go on. Raises Unavailable for what is DANGEROUS while nobody can count."""

    async def succeeded(self, what: Attempted, *, by: Visitor) -> None:
        """It was right: takes back what `begin` counted."""


class Uncounted:
    """For places without a counter, such as a command line."""

    async def begin(self, what: Attempted, *, by: Visitor) -> None:
        """Always: go on."""

    async def succeeded(self, what: Attempted, *, by: Visitor) -> None:
        """Nothing was counted."""
