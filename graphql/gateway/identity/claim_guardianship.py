"""`claimGuardianship`: show why you stand in for somebody."""

from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.identity.public import RelationKind, guardianships
from domains.kernel.errors import Unauthenticated
from gateway.context import Context, Info
from gateway.declarations import SERVICE, Oneself
from gateway.execution.faults import RequestRefused
from gateway.fields import mutation
from gateway.global_ids import global_id, uuid_of
from gateway.identity.evidence import sealed_evidence
from gateway.identity.guardianship_types import TooManyClaims
from gateway.identity.types import PersonalTie
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn


@strawberry.input(description="For whom you stand in, and what you can show.")
class ClaimGuardianshipInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    kind: PersonalTie = strawberry.field(description="What you are to the person.")
    subject_id: strawberry.ID = strawberry.field(
        description="The child or senior, as a Person. Whether that id is known is not told."
    )
    evidence: str = strawberry.field(
        description="What you can show, such as a family register and its date. No resident number."
    )


@strawberry.type(description="The claim waits for an officer.")
class ClaimGuardianshipSuccess:
    claim_id: strawberry.ID = strawberry.field(description="As in myGuardianshipClaims.")


ClaimGuardianshipResult = Annotated[
    ClaimGuardianshipSuccess | TooManyClaims, strawberry.union("ClaimGuardianshipResult")
]


@strawberry.type
class ClaimGuardianshipMutation:
    @mutation(
        allow=SignedIn(),
        about=Oneself(blind=True),
        under=SERVICE,
        description="Claim that you are somebody's legal guardian. Nothing changes until an "
        "officer has checked the evidence.",
    )
    async def claim_guardianship(
        self, info: Info, input: ClaimGuardianshipInput
    ) -> ClaimGuardianshipResult:
        claim = await _claim_of(info.context, input)
        return await once(info, input, perform=lambda: _bring(info.context, claim))


async def _claim_of(world: Context, said: ClaimGuardianshipInput) -> guardianships.Claim:
    me, subject = world.actor.speaks_for, uuid_of(said.subject_id, "Person")
    if me is None:
        raise Unauthenticated
    if me == subject:
        raise RequestRefused("Nobody stands in for themselves.", code="BAD_USER_INPUT")
    return guardianships.Claim(
        kind=RelationKind(said.kind),
        holder_id=me,
        subject_id=subject,
        evidence=await sealed_evidence(me, said.evidence),
    )


async def _bring(world: Context, claim: guardianships.Claim) -> ClaimGuardianshipResult:
    outcome = await guardianships.claim_guardianship(
        world.actor, claim, clock=world.clock, ids=world.ids
    )
    match outcome:
        case guardianships.Claimed(claim_id=key):
            return ClaimGuardianshipSuccess(claim_id=global_id("GuardianshipClaim", key))
        case guardianships.TooManyClaims(most=most):
            return TooManyClaims(limit=most)
        case guardianships.MayNotClaim():
            raise Unauthenticated
        case unreachable:
            assert_never(unreachable)
