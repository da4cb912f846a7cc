"""Guardianship: claimed with evidence, checked by an officer; and what a senior shares."""

from domains.identity.claim_guardianship import (
    Claim,
    Claimed,
    ClaimOutcome,
    MayNotClaim,
    TooManyClaims,
    claim_guardianship,
)
from domains.identity.decide_guardianship import (
    ClaimDecision,
    Decided,
    NobodyToGuard,
    NoSuchClaim,
    confirm_guardianship,
    holder_of_claim,
    refuse_guardianship,
    withdraw_claim,
)
from domains.identity.guardianship_queue import (
    ClaimView,
    QueueState,
    guardianship_queue,
    my_claims,
    queue_state,
)
from domains.identity.sharing import NotYoursToShare, Sharing, set_sharing

__all__ = [
    "Claim",
    "ClaimDecision",
    "ClaimOutcome",
    "ClaimView",
    "Claimed",
    "Decided",
    "MayNotClaim",
    "NoSuchClaim",
    "NobodyToGuard",
    "NotYoursToShare",
    "QueueState",
    "Sharing",
    "TooManyClaims",
    "claim_guardianship",
    "confirm_guardianship",
    "guardianship_queue",
    "holder_of_claim",
    "my_claims",
    "queue_state",
    "refuse_guardianship",
    "set_sharing",
    "withdraw_claim",
]
