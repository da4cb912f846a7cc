"""What happened to a dead letter, step by step, as far as the ledger knows."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from notifications.dead_letters.dead_letter import DeadLetter


class What(StrEnum):
    """Kinds of steps; each names what `detail` is."""

    DECIDED = "decided"
    """The gate: `allow.allowed`."""
    QUEUED = "queued"
    """By which channel."""
    LAST_ATTEMPT = "last_attempt"
    """How many there were, and what the last one met. Earlier ones left no trace of their own."""
    OTHER_WAY = "other_way"
    """Another delivery of the same event to the same person: `sms.sent`."""
    CHAIN_ENDED = "chain_ended"
    """Why the chain of fallbacks went no further."""
    ESCALATED = "escalated"
    """The operators were told that it reached nobody."""
    GIVEN_UP = "given_up"
    """For which reason."""


@dataclass(frozen=True, slots=True)
class Step:
    at: datetime
    what: What
    detail: str


@dataclass(frozen=True, slots=True)
class Story:
    """`kind` is the message's (`sos.raised`, `campaign`, `retract`), None once its notice is gone;
    `campaign_id` of one that belongs to a campaign."""

    letter: DeadLetter
    kind: str | None
    campaign_id: UUID | None
    steps: tuple[Step, ...]
