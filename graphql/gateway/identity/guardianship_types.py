"""What clients see of claims to guardianship."""

from datetime import datetime
from uuid import UUID

import strawberry

from domains.identity.public import PersonCard, RelationKind, guardianships
from gateway.global_ids import global_id
from gateway.wording import FOR_DEVELOPERS


@strawberry.type(description="Somebody shows why they stand in for a person.")
class GuardianshipClaim:
    id: strawberry.ID = strawberry.field(description="For confirming, refusing, withdrawing.")
    kind: RelationKind = strawberry.field(description="What the holder would be.")
    holder_name: str | None = strawberry.field(description="Who would stand in.")
    subject_name: str | None = strawberry.field(
        description="For whom; null where nobody is known by that id, and to the claimant."
    )
    brought_by_name: str | None = strawberry.field(
        description="The holder, or the officer who saw the evidence first."
    )
    endorsed_by_name: str | None = strawberry.field(
        description="The other side of an invitation code, where one led here."
    )
    evidence: str = strawberry.field(description="What was, or can be, shown.")
    brought_at: datetime = strawberry.field(description="Since when it waits.")
    ends_at: datetime | None = strawberry.field(description="The end that the tie would have.")
    decision: guardianships.ClaimDecision | None = strawberry.field(
        description="Null while it waits."
    )
    reason: str | None = strawberry.field(description="Why it was refused.")


@strawberry.type(description="How much waits for your check, and for how long.")
class GuardianshipQueueState:
    waiting: int = strawberry.field(description="How many claims wait.")
    oldest_since: datetime | None = strawberry.field(description="Since when the oldest waits.")


@strawberry.type(description="No claim that you may decide has this id.")
class GuardianshipClaimNotFound:
    message: str = strawberry.field(
        default="No claim that you may decide has this id.", description=FOR_DEVELOPERS
    )


@strawberry.type(description="As many claims of this person wait as there may be.")
class TooManyClaims:
    limit: int = strawberry.field(description="How many may wait at once.")


def claim_type(
    view: guardianships.ClaimView, cards: dict[UUID, PersonCard], *, to_officer: bool
) -> GuardianshipClaim:
    """To the claimant the subject stays unnamed: a claim must not tell whose id it was."""

    def name(who: UUID | None) -> str | None:
        return cards[who].display_name if who in cards else None

    return GuardianshipClaim(
        id=global_id("GuardianshipClaim", view.claim_id),
        kind=view.kind,
        holder_name=name(view.holder_id),
        subject_name=name(view.subject_id) if to_officer else None,
        brought_by_name=name(view.brought_by) if to_officer else None,
        endorsed_by_name=name(view.endorsed_by) if to_officer else None,
        evidence=view.evidence,
        brought_at=view.brought_at,
        ends_at=view.ends_at,
        decision=None if view.decision is None else guardianships.ClaimDecision(view.decision),
        reason=view.reason,
    )
